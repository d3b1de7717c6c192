public import Postgres

internal import Migrate
#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// A database at the newest migration with the rows that many tests begin with.
///
/// ```swift
/// enum Hotel {
///   static let template = TestTemplate(migratedBy: "db/migrations") { connection in
///     try await connection.execute("INSERT INTO room (number) VALUES (101), (102)")
///   }
/// }
///
/// try await withTestDatabase(from: Hotel.template) { database in … }
/// ```
///
/// It is made at its first use, once for the process. On the server of `TEST_DATABASE_URL` it stays: what
/// the code fills in has no checksum by which a later process could know it again.
public actor TestTemplate {
  /// Where it is.
  public nonisolated let server: TestServer
  private let directory: FilePath
  private let fill: @Sendable (Connection) async throws -> Void
  private var making: Task<TestDatabase, any Error>?

  /// Describes a template; touches nothing.
  ///
  /// - Parameters:
  ///   - directory: Pairs of files; a relative path counts from the package's directory.
  ///   - server: Where. Default: `TEST_DATABASE_URL`, or a throwaway server.
  ///   - fill: Writes the rows, in a session of the superuser.
  public init(
    migratedBy directory: FilePath,
    on server: TestServer = .shared,
    filledBy fill: @escaping @Sendable (Connection) async throws -> Void
  ) {
    self.directory = directory
    self.server = server
    self.fill = fill
  }

  /// The template, which is made now if it was not before. Nobody may connect to it.
  ///
  /// - Throws: `MigrateError`, and what `fill` throws, at each call again.
  public func database() async throws -> TestDatabase {
    let making =
      making
      ?? Task { [server, directory, fill] in
        let migrated = try await server.template(migratedBy: directory)
        let database = try await server.makeDatabase(from: migrated)
        do {
          let connection = try await database.connect()
          defer { connection.close() }
          try await fill(connection)
        } catch {
          try await server.drop(database)
          throw error
        }
        return database
      }
    self.making = making
    return try await making.value
  }
}
