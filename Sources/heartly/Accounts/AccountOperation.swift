import Postgres

/// A transaction of the platform's operator: the one way to write into an organisation without being
/// one of its people. The audit log names the database role.
enum AccountOperation {
  static func run<Value: Sendable>(
    on database: DatabaseOptions,
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await MigrateOptions.session(on: try await database.target())
    defer { connection.close() }
    do {
      return try await connection.transaction { connection in
        try await connection.execute("SET LOCAL ROLE heartly_owner")
        try await connection.execute("SELECT heartly.begin_operation()")
        return try await body(connection)
      }
    } catch let error as PostgresError {
      throw Failure(message: "error: \(reason(error))")
    }
  }

  private static func reason(_ error: PostgresError) -> String {
    guard case .server(let server) = error else { return "\(error)" }
    let place = server.constraint.map { " [\($0)]" } ?? ""
    switch server.sqlState {
    case .checkViolation: return "a value is not valid\(place)"
    case .uniqueViolation: return "another one has this value already\(place)"
    case .foreignKeyViolation: return "there is no such organisation or person\(place)"
    case SQLState("42704"), SQLState("3F000"), SQLState("42P01"), SQLState("42883"):
      return "the database is not migrated; `heartly migrate up` does that"
    default: return "\(error)"
    }
  }
}

/// What a command made, for programs.
struct MadeDocument: Encodable {
  var id: String
}
