public import Postgres

/// A statement that the server refused, with its place in the file.
public struct StatementFailure: Sendable, Hashable {
  /// The migration that it belongs to.
  public let migration: MigrationIdentifier
  /// Which half was run.
  public let direction: MigrationScript.Half
  /// Where the server's error points, or where the statement begins.
  public let location: SourceLocation
  /// The line of the file with a caret under the place.
  public let excerpt: SourceExcerpt
  /// What the server said.
  public let error: ServerError
  /// Whether the server pointed at a place inside the statement.
  public let isExact: Bool

  init(
    _ error: ServerError,
    migration: MigrationIdentifier,
    script: MigrationScript,
    statement: SQLStatement
  ) {
    self.migration = migration
    self.error = error
    direction = script.half
    isExact = error.position != nil
    location =
      error.position.map { script.source.location(in: statement, atCharacter: $0) }
      ?? statement.start
    excerpt = script.source.excerpt(at: location)
  }
}

extension StatementFailure: CustomStringConvertible {
  /// The error as psql shows it, without its DETAIL, which quotes rows.
  public var description: String { rendered(showingDetail: false) }

  /// The error as psql shows it.
  ///
  /// - Parameter showingDetail: Whether to show what may quote the data of a row: the DETAIL,
  ///   the statements inside of functions, and the values in a data exception's message.
  /// - Returns: Several lines, without an end of line behind the last.
  public func rendered(showingDetail: Bool) -> String {
    var lines = ["\(location): \(error.severity): \(message(showingValues: showingDetail))"]
    lines.append(excerpt.rendered())
    if showingDetail, let detail = error.detail { lines.append("DETAIL:  \(detail)") }
    // A statement that a function put together may quote rows, too.
    if showingDetail, let query = error.internalQuery { lines.append("QUERY:  \(query)") }
    if let hint = error.hint { lines.append("HINT:  \(hint)") }
    if let context = error.context { lines.append("CONTEXT:  \(context)") }
    lines.append("SQLSTATE: \(error.sqlState)")
    return lines.joined(separator: "\n")
  }

  /// The server's message. Where it is about data and points at no place in the file, what it quotes
  /// comes from a row, and is left out.
  private func message(showingValues: Bool) -> String {
    guard error.sqlState.errorClass == "22", !isExact, !showingValues else { return error.message }
    var text = ""
    for (index, part) in error.message.split(separator: "\"", omittingEmptySubsequences: false)
      .enumerated()
    {
      text += index == 0 ? part : index % 2 == 0 ? "\"\(part)" : "\"…"
    }
    return text
  }
}
