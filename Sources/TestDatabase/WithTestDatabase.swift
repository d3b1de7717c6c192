public import Postgres

#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// Runs the body with a database of its own at the newest of the migrations in a directory, and drops
/// the database afterwards.
///
/// ```swift
/// @Test func `a booking needs a guest`() async throws {
///   try await withTestDatabase(migratedBy: "db/migrations") { database in
///     let connection = try await database.connect()
///     defer { connection.close() }
///     …
///   }
/// }
/// ```
///
/// The files are applied once for all tests of the process, to a template; each call clones that, which
/// takes some ten milliseconds. Tests may run in parallel: none sees another's rows.
///
/// - Parameters:
///   - directory: Pairs of files, as `heartly migrate` takes them. A relative path counts from the
///     package's directory.
///   - server: Where. Default: `TEST_DATABASE_URL`, or a throwaway server.
///   - body: The test.
/// - Returns: What the body returns.
/// - Throws: `MigrateError` where the files cannot be applied; what the body throws.
public func withTestDatabase<Value>(
  migratedBy directory: FilePath,
  on server: TestServer = .shared,
  _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
  let template = try await server.template(migratedBy: directory)
  return try await withTestDatabase(from: template, on: server, body)
}

/// Runs the body with a database of its own, which is dropped afterwards.
///
/// - Parameters:
///   - template: The database to clone, to which nobody is connected. Default: none, and the new one
///     is empty.
///   - server: Where. Default: `TEST_DATABASE_URL`, or a throwaway server.
///   - body: The test.
/// - Returns: What the body returns.
/// - Throws: `PostgresError`; what the body throws.
public func withTestDatabase<Value>(
  from template: TestDatabase? = nil,
  on server: TestServer = .shared,
  _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
  let database = try await server.makeDatabase(from: template)
  let outcome: Result<Value, any Error>
  do {
    outcome = .success(try await body(database))
  } catch {
    outcome = .failure(error)
  }
  try await server.drop(database)
  return try outcome.get()
}

/// Runs the body with a clone of a template that code has filled, and drops it afterwards.
///
/// - Parameters:
///   - template: What is cloned; it is made at its first use.
///   - body: The test.
/// - Returns: What the body returns.
/// - Throws: What making the template throws; what the body throws.
public func withTestDatabase<Value>(
  from template: TestTemplate,
  _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
  try await withTestDatabase(from: try await template.database(), on: template.server, body)
}

/// Runs the body with a session in an empty database of its own.
public func withTestConnection<Value>(
  options: ConnectionOptions = ConnectionOptions(),
  _ body: (Connection) async throws -> Value
) async throws -> Value {
  try await withTestDatabase { database in
    let connection = try await database.connect(options: options)
    defer { connection.close() }
    return try await body(connection)
  }
}

/// Makes a database on the shared server that lives until ``dropTestDatabase(_:)``, or as long as the
/// throwaway server.
public func makeTestDatabase(from template: TestDatabase? = nil) async throws -> TestDatabase {
  try await TestServer.shared.makeDatabase(from: template)
}

/// Drops a database of the shared server, whoever is still connected.
public func dropTestDatabase(_ database: TestDatabase) async throws {
  try await TestServer.shared.drop(database)
}
