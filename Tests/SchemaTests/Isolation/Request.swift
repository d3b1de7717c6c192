import Postgres
import TestDatabase

/// A session of the runtime role, as the server has many of.
struct RuntimeSession: ~Copyable {
  let connection: Connection

  init(_ database: TestDatabase) async throws {
    connection = try await database.connect(as: "heartly_app")
  }

  /// Runs the body in a request of a person of the world.
  func request<Value>(
    of person: String,
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    try await connection.transaction { connection in
      try await connection.begin(person)
      return try await body(connection)
    }
  }

  deinit { connection.close() }
}

extension Connection {
  /// Opens the context of a person of the world, in the transaction that is open.
  func begin(_ person: String) async throws {
    try await execute(
      SQLScript(
        text: World.sql(
          """
          SELECT FROM heartly.begin_request({\(person.prefix(1))}, '\(person)', gen_random_uuid())
          """
        )
      )
    )
  }

  /// The number of clients that the runtime role sees, in the transaction that is open.
  func clients() async throws -> Int64 {
    try await query("SELECT count(*) FROM client").only().decode(0)
  }

  /// Runs statements of the platform's operator, in a transaction of a superuser's session.
  func operation(_ statement: String) async throws {
    try await transaction { connection in
      try await connection.beginOperation()
      try await connection.execute(SQLScript(text: World.sql(statement)))
    }
  }
}
