internal import Postgres
internal import PostgresCluster

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// The PostgreSQL that tests run on: one that is there, or a throwaway server of this process.
///
/// The throwaway server starts at its first use, in some tenths of a second; the very first start on a
/// machine makes the files from which the later ones are copied, and takes seconds. It listens on a unix
/// socket that this account and root can reach, lets every role in without a password, and writes nothing to
/// the disk for good. However the process ends, even by SIGKILL, server and files go.
public actor TestServer {
  /// What tests use unless they say otherwise: the server of `TEST_DATABASE_URL`, to which it must
  /// connect as a superuser, or without that variable a throwaway server with the defaults.
  public static let shared = TestServer(
    url: ProcessInfo.processInfo.environment["TEST_DATABASE_URL"].flatMap { $0.isEmpty ? nil : $0 }
  )

  private let url: String?
  private let settings: [String: String]
  private let files: FilePath?
  private var start: Task<String, any Error>?
  private var templates: [TemplateKey: Task<TestDatabase, any Error>] = [:]

  /// Describes a throwaway server, which starts when a test needs it.
  ///
  /// - Parameters:
  ///   - settings: Parameters of `postgresql.conf`, besides `max_connections`, which is 500 by default:
  ///     each test that runs at the same time has sessions of its own.
  ///   - files: Where the files that servers are copied from are kept. Default:
  ///     `.build/test-database` of the package.
  public init(settings: [String: String] = [:], files: FilePath? = nil) {
    url = nil
    self.settings = settings
    self.files = files
  }

  private init(url: String?) {
    self.url = url
    settings = [:]
    files = nil
  }

  /// How to connect, as a superuser, to a database that always exists.
  ///
  /// - Throws: `ClusterError` where the throwaway server cannot be started.
  public func connectionString() async throws -> String {
    if let url { return url }
    let start =
      start
      ?? Task { [settings, files] in
        try await Self.launch(
          settings,
          files ?? Package.directory.appending(".build/test-database")
        )
      }
    self.start = start
    return try await start.value
  }

  /// A template that the migrations of a directory were applied to; it is made at most once for the
  /// same files. Nobody may connect to it.
  func template(migratedBy directory: FilePath) async throws -> TestDatabase {
    let migrations = try MigratedTemplate(directory: Package.absolute(directory))
    let making = templates[migrations.key] ?? Task { try await migrations.make(on: self) }
    templates[migrations.key] = making
    return try await making.value
  }

  /// What a server of `initdb`'s has, so that tests find what production has; and room for many.
  private static let defaults = [
    "max_connections": "500", "shared_buffers": "128MB", "autovacuum": "on", "jit": "on",
    "max_wal_size": "1GB", "max_wal_senders": "10",
  ]

  private static func launch(
    _ settings: [String: String],
    _ templates: FilePath
  ) async throws -> String {
    var cluster = ThrowawayCluster(templates: templates)
    cluster.settings = defaults.merging(settings) { $1 }
    cluster.admitsEveryRole = true
    let (events, continuation) = AsyncThrowingStream<String, any Error>.makeStream()
    // Nobody ends the task: the server goes when the process does.
    Task { [cluster] in
      do {
        // A new machine reads initdb's files from a cold disk.
        try await cluster.withServer(timeout: .seconds(300)) { running in
          continuation.yield(running.connectionString())
          while true { try await Task.sleep(for: .seconds(86_400)) }
        }
      } catch {
        continuation.finish(throwing: error)
      }
    }
    for try await connectionString in events { return connectionString }
    throw CancellationError()
  }
}

// MARK: - Databases

extension TestServer {
  /// Makes a database that lives until it is dropped, or as long as the throwaway server.
  ///
  /// - Parameter template: The database to clone, to which nobody is connected. Default: none.
  /// - Returns: The database, whose name begins with `test_`.
  /// - Throws: `PostgresError`; `ClusterError` where the throwaway server cannot be started.
  public func makeDatabase(from template: TestDatabase? = nil) async throws -> TestDatabase {
    let name = "test_\(UInt64.random(in: 0 ... .max))"
    let source = template.map { " TEMPLATE \($0.name)" } ?? ""
    try await administer { serverVersion in
      // Copying the files takes half the time of writing them to the log, where nothing is synced.
      let copiesFiles = url == nil && serverVersion >= 150_000
      return "CREATE DATABASE \(name)\(source)\(copiesFiles ? " STRATEGY FILE_COPY" : "")"
    }
    return try TestDatabase(name: name, on: try await connectionString())
  }

  /// Drops a database, whoever is still connected.
  public func drop(_ database: TestDatabase) async throws {
    try await administer { _ in "DROP DATABASE IF EXISTS \(database.name) WITH (FORCE)" }
  }

  /// Gives a database its final name; nobody is connected to it any more.
  func rename(_ database: TestDatabase, to name: String) async throws {
    try await administer { _ in "ALTER DATABASE \(database.name) RENAME TO \(name)" }
  }

  /// A session takes a moment to end after its client has gone. The server waits up to 5 s for those of
  /// the database, and a busy machine may take longer.
  private func administer(_ statement: (_ serverVersion: Int) -> String) async throws {
    let connection = try await Connection.connect(to: ConnectionTarget(connectionString()))
    defer { connection.close() }
    let script = SQLScript(text: statement(connection.serverVersion))
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      do {
        try await connection.execute(script)
        return
      } catch {
        let isInUse = error.sqlState == SQLState("55006")
        guard isInUse, ContinuousClock.now < deadline else { throw error }
      }
    }
  }
}
