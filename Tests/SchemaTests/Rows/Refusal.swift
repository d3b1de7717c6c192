import Postgres
import Testing

/// Why the server refused a row.
struct Refusal: Equatable, CustomStringConvertible {
  var state: SQLState
  /// The constraint, or the column where a value was missing.
  var name: String?

  static func check(_ name: String) -> Refusal { Refusal(state: .checkViolation, name: name) }
  static func missing(_ column: String) -> Refusal {
    Refusal(state: .notNullViolation, name: column)
  }
  static func duplicate(_ index: String) -> Refusal {
    Refusal(state: .uniqueViolation, name: index)
  }
  static func reference(_ key: String) -> Refusal {
    Refusal(state: .foreignKeyViolation, name: key)
  }

  init(state: SQLState, name: String?) {
    self.state = state
    self.name = name
  }

  init(_ error: ServerError) {
    self.init(state: error.sqlState, name: error.constraint ?? error.column)
  }

  var description: String { "\(state) \(name ?? "")" }
}

/// Runs the body and tells why the server refused what it did; nil when it did not.
func refusal(_ body: () async throws -> Void) async throws -> Refusal? {
  do {
    try await body()
    return nil
  } catch PostgresError.server(let error) {
    return Refusal(error)
  }
}

extension Connection {
  /// Tells why the server would refuse a row, and leaves nothing behind. Foreign keys, which are
  /// checked at the end of the transaction, have no say. Needs an open transaction.
  func refusal(of row: Table.Fields, in table: Table) async throws -> Refusal? {
    struct Undone: Error {}
    do {
      return try await SchemaTests.refusal {
        try await savepoint { connection in
          try await connection.execute(table.insertion(of: row))
          throw Undone()
        }
      }
    } catch is Undone {
      return nil
    }
  }
}
