import Postgres
import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A PostgreSQL for the time of the benchmarks, on a unix socket.
///
/// It is as durable as one in production (fsync, full page writes). What would disturb some runs and
/// not others is kept out of all: autovacuum is off, and checkpoints are made between runs only.
struct BenchmarkServer: Sendable {
  let cluster: PrivateCluster
  let running: RunningCluster
  /// The real programs: Debian's `psql` on `PATH` is a Perl script around them, which alone takes
  /// longer than most of what is measured here.
  let binaries: ServerBinaries
  let scratch: ScratchDirectory

  /// The role without rights of its own that row-level security applies to.
  static let tenantRole = "tenant"
  /// The role that the platform's migrations make for what serves requests.
  static let runtimeRole = "heartly_app"

  static func start(in scratch: ScratchDirectory) async throws -> BenchmarkServer {
    let cluster = PrivateCluster(
      directory: scratch.file("cluster"),
      durability: .full,
      settings: [
        "autovacuum": "off", "checkpoint_timeout": "1h", "max_wal_size": "8GB",
        "shared_buffers": "512MB",
      ],
      roles: [PrivateCluster.superuser, tenantRole, runtimeRole]
    )
    let running = try await cluster.start()
    return BenchmarkServer(
      cluster: cluster,
      running: running,
      binaries: try await ServerBinaries.find(majorVersion: running.majorVersion),
      scratch: scratch
    )
  }

  /// Stops the server and removes all its files.
  func end() async throws {
    try await cluster.stop(mode: .immediate)
    try scratch.remove()
  }

  // MARK: Databases

  /// The database that most runs are measured on.
  static let measured = "measured"

  /// Makes a database, empty or as another is, whatever was in it.
  func makeDatabase(
    _ name: String = measured,
    from template: String = "template0"
  ) async throws {
    try await administering { connection in
      for command in [
        "DROP DATABASE IF EXISTS \(name) WITH (FORCE)",
        "CREATE DATABASE \(name) TEMPLATE \(template)",
      ] {
        try await connection.execute(SQLScript(text: command))
      }
    }
    try await settle()
  }

  /// Writes to the disk what earlier runs left in memory, so that the next does not pay for it.
  func settle() async throws {
    try await administering { connection in
      try await connection.execute("CHECKPOINT")
    }
  }

  /// How to connect to a database.
  func connectionString(
    user: String = PrivateCluster.superuser,
    to database: String = measured
  ) -> String {
    running.connectionString(user: user, database: database)
  }

  /// Runs the body with a session in a database.
  func connected<Value>(
    user: String = PrivateCluster.superuser,
    to database: String = measured,
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    try await Self.session(connectionString(user: user, to: database), body)
  }

  private func administering(_ body: (Connection) async throws -> Void) async throws {
    try await Self.session(running.connectionString(), body)
  }

  private static func session<Value>(
    _ connectionString: String,
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await Connection.connect(to: try ConnectionTarget(connectionString))
    defer { connection.close() }
    return try await body(connection)
  }

  // MARK: Programs

  func program(_ name: FilePath.Component, _ arguments: [String]) -> ClientProgram {
    client(binaries.directory.appending(name), arguments)
  }

  /// `psql` without its start-up file, stopping at the first error.
  func psql(_ arguments: [String], on database: String = measured) -> ClientProgram {
    let usual = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", connectionString(to: database)]
    return program("psql", usual + arguments)
  }

  func client(_ executable: FilePath, _ arguments: [String]) -> ClientProgram {
    ClientProgram(
      executable: executable,
      arguments: arguments,
      output: scratch.file("output.txt")
    )
  }
}
