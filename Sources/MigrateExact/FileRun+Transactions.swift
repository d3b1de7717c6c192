internal import Migrate
import MigrateLint
internal import Postgres

/// Where transactions begin and end: around the file, around what cannot run in one, and where the
/// file itself says so.
extension FileRun {
  mutating func begin() async throws {
    try await connection.execute("BEGIN")
    state = try await session.state()
  }

  /// Ends the open transaction. A commit fails for what a deferred constraint finds.
  mutating func end(
    _ command: SQL,
    after statement: SQLStatement?,
    of list: StatementList
  ) async throws {
    guard let refusal = try await session.refusal(of: command),
      let statement = statement ?? list.statements.last
    else { return }
    try await note(refusal, of: statement, in: list)
  }

  mutating func renew(
    _ command: SQL,
    after statement: SQLStatement,
    of list: StatementList
  ) async throws {
    try await end(command, after: statement, of: list)
    try await begin()
  }

  /// A file that was written for another tool may hold transactions of its own.
  mutating func control(
    _ command: String,
    _ statement: SQLStatement,
    of list: StatementList
  ) async throws {
    switch command {
    case "BEGIN", "START TRANSACTION":
      if !hasBegun { try await renew("COMMIT", after: statement, of: list) }
      hasBegun = true
    case "COMMIT", "END":
      if hasBegun { try await renew("COMMIT", after: statement, of: list) }
      hasBegun = false
    case "ROLLBACK", "ABORT":
      if hasBegun { try await renew("ROLLBACK", after: statement, of: list) }
      hasBegun = false
    default:
      guard source.role == .up else { return }
      findings.append(
        Finding(
          .notAnalysed,
          "not run: \(command) belongs to no migration",
          at: source.place(at: statement.range.lowerBound)
        )
      )
    }
  }
}
