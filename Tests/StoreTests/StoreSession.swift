import Access
import CareFixture
import Postgres
import Store
import TestDatabase

/// A store on a database of a test's own.
struct StoreSession {
  let database: TestDatabase
  let store: Store

  /// Runs the body with both organisations in a database that nobody else uses.
  static func with<Value>(_ body: (StoreSession) async throws -> Value) async throws -> Value {
    try await CareDatabase.with { database in
      let target = try ConnectionTarget(database.connectionString(as: "heartly_app"))
      var options = PoolOptions()
      options.maximumConnections = 4
      let pool = ConnectionPool(target: target, options: options)
      let session = StoreSession(
        database: database,
        store: Store(pool: pool, cursorKey: CursorKey())
      )
      let outcome: Result<Value, any Error>
      do {
        outcome = .success(try await body(session))
      } catch {
        outcome = .failure(error)
      }
      await pool.shutdown(deadline: .seconds(5))
      return try outcome.get()
    }
  }

  /// A request of a person.
  func `as`<Value: Sendable>(
    _ person: Person,
    of organisation: Organisation = .sunriseCare,
    _ body: (borrowing TenantScope) async throws -> Value
  ) async throws -> Value {
    let credential = Credential(
      tenant: organisation.id,
      token: organisation.secret(of: person)
    )
    let origin = Origin(request: .new(), address: "192.0.2.1", userAgent: "a test")
    return try await store.withScope(for: credential, from: origin, body)
  }

  /// Changes what only the platform may change.
  func operate(_ sql: SQL) async throws {
    let connection = try await database.connect()
    defer { connection.close() }
    try await connection.transaction { connection in
      try await connection.execute("SELECT heartly.begin_operation()")
      try await connection.execute(sql)
    }
  }

  /// The first column of what a superuser sees.
  func list(_ sql: SQL) async throws -> [String] {
    let connection = try await database.connect()
    defer { connection.close() }
    return try await connection.query(sql).map { try $0.decode(0) }
  }
}
