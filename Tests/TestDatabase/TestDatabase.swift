public import Postgres

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An empty database of a test's own, on a real server.
public struct TestDatabase: Sendable {
  /// Its name, which no other test's has.
  public let name: String
  /// How to connect to it as a superuser.
  public let connectionString: String

  /// Where it is.
  public var target: ConnectionTarget {
    get throws { try ConnectionTarget(connectionString) }
  }

  /// Opens a session.
  public func connect(
    options: ConnectionOptions = ConnectionOptions()
  ) async throws -> sending Connection {
    try await Connection.connect(to: try target, options: options)
  }

  /// Opens a session of another role, which the server lets in as it does the superuser.
  public func connect(as role: String) async throws -> sending Connection {
    try await Connection.connect(to: try ConnectionTarget(connectionString(as: role)))
  }

  /// How to connect to it as another role.
  public func connectionString(as role: String) -> String {
    guard connectionString.contains("://") else { return "\(connectionString) user=\(role)" }
    return "\(connectionString)\(connectionString.contains("?") ? "&" : "?")user=\(role)"
  }
}

/// Runs the body with a database of its own, which is dropped afterwards.
///
/// `template` is the database to clone; `nil` makes an empty one.
public func withTestDatabase<Value>(
  from template: TestDatabase? = nil,
  _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
  let database = try await makeTestDatabase(from: template)
  let outcome: Result<Value, any Error>
  do {
    outcome = .success(try await body(database))
  } catch {
    outcome = .failure(error)
  }
  try await dropTestDatabase(database)
  return try outcome.get()
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

/// Makes a database that lives until `dropTestDatabase`, or as long as the throwaway server.
public func makeTestDatabase(from template: TestDatabase? = nil) async throws -> TestDatabase {
  let server = try await TestServer.shared.connectionString()
  let name = "test_\(UInt64.random(in: 0 ... .max))"
  let source = template.map { " TEMPLATE \($0.name)" } ?? ""
  try await administer(server, "CREATE DATABASE \(name)\(source)")
  return TestDatabase(name: name, connectionString: try connectionString(server, database: name))
}

/// Drops a database, whoever is still connected.
public func dropTestDatabase(_ database: TestDatabase) async throws {
  let server = try await TestServer.shared.connectionString()
  try await administer(server, "DROP DATABASE IF EXISTS \(database.name) WITH (FORCE)")
}

/// A session takes a moment to end after its client has gone. The server waits up to 5 s for those of
/// the database, and a busy machine may take longer.
private func administer(_ server: String, _ statement: String) async throws {
  let connection = try await Connection.connect(to: try ConnectionTarget(server))
  defer { connection.close() }
  let deadline = ContinuousClock.now + .seconds(60)
  while true {
    do {
      try await connection.execute(SQLScript(text: statement))
      return
    } catch {
      let isInUse = error.sqlState == SQLState("55006")
      guard isInUse, ContinuousClock.now < deadline else { throw error }
    }
  }
}

/// The same server and role, another database.
private func connectionString(_ server: String, database: String) throws -> String {
  guard server.contains("://") else { return "\(server) dbname=\(database)" }
  guard var url = URLComponents(string: server) else {
    throw PostgresError.invalidConfiguration("TEST_DATABASE_URL is no URL")
  }
  url.path = "/\(database)"
  return url.string ?? server
}
