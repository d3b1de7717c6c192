import Foundation
import Postgres
import Testing

/// pgbouncer in transaction mode before the suite's own server.
struct Pooler: Sendable {
  let server: OwnServer
  let port: Int

  @TaskLocal static var current: Pooler?

  static let isPossible = OwnServer.isPossible && Tool("pgbouncer") != nil

  func connect(_ statements: ConnectionOptions.PreparedStatements) async throws
    -> sending Connection
  {
    var options = ConnectionOptions()
    options.statements = statements
    return try await server.connect(
      "host=\(server.directory) port=\(port) user=postgres dbname=postgres",
      options: options
    )
  }

  /// Starts it with two sessions to the server, which its clients take turns in.
  static func start(before server: OwnServer) async throws -> Pooler {
    // Only a part of its socket's name: it listens in the server's directory.
    let pooler = Pooler(server: server, port: 6432)
    let folder = server.directory
    let configuration = """
      [databases]
      postgres = host=\(folder) port=\(server.port) dbname=postgres user=postgres
      [pgbouncer]
      listen_addr =
      listen_port = \(pooler.port)
      unix_socket_dir = \(folder)
      auth_type = any
      pool_mode = transaction
      default_pool_size = 2
      server_lifetime = 3600
      pidfile = \(folder)/pgbouncer.pid
      \(try await trackingOfStatements())

      """
    let path = "\(folder)/pgbouncer.ini"
    try configuration.write(toFile: path, atomically: false, encoding: .utf8)
    // Another account reads it, whatever the umask is.
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let pgbouncer = try Tool.unprivileged("pgbouncer", [path])
    try pgbouncer.tool.start(pgbouncer.arguments, outputPath: "\(folder)/pgbouncer.log")
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      do {
        try await pooler.connect(.unnamed).close()
        return pooler
      } catch PostgresError.connectionFailed where .now < deadline {
        await pause()
      }
    }
  }

  /// From 1.21 on pgbouncer can keep track of prepared statements, and from 1.24 on it does unless it
  /// is told not to; before, it does not know the setting.
  private static func trackingOfStatements() async throws -> String {
    let version = try await Tool("pgbouncer")?.run(["--version"])
    guard let found = version?.firstMatch(of: /PgBouncer 1\.([0-9]+)/), let minor = Int(found.1)
    else { return "" }
    return minor >= 21 ? "max_prepared_statements = 0" : ""
  }

  func stop() throws {
    let file = try String(contentsOfFile: "\(server.directory)/pgbouncer.pid", encoding: .utf8)
    let process = try #require(Int32(file.trimmingCharacters(in: .whitespacesAndNewlines)))
    // Foundation starts programs from threads that block SIGTERM, and the block is inherited.
    kill(process, SIGKILL)
  }
}

/// Starts a server and a pooler before it for a suite.
struct PoolerTrait: SuiteTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await OwnServerTrait().provideScope(for: test, testCase: testCase) {
      let pooler = try await Pooler.start(before: try #require(OwnServer.current))
      let outcome: Result<Void, any Error>
      do {
        outcome = .success(try await Pooler.$current.withValue(pooler) { try await function() })
      } catch {
        outcome = .failure(error)
      }
      try pooler.stop()
      try outcome.get()
    }
  }
}

extension Trait where Self == PoolerTrait {
  /// A server of the suite's own with pgbouncer before it.
  static var pooler: PoolerTrait { PoolerTrait() }
}
