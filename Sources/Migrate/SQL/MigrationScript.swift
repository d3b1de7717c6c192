/// One half of a migration, cut into the statements that are sent one by one.
public struct MigrationScript: Sendable, Hashable {
  /// Which half of a migration a text is; some directives belong to one of them.
  public enum Half: String, Sendable, Hashable, CaseIterable {
    /// Makes the change.
    case up
    /// Takes it back.
    case down
  }

  /// The text and its name.
  public let source: SQLSource
  /// Which half it is.
  public let half: Half
  /// Its statements in order. Empty only in a `down` that is irreversible.
  public let statements: [SQLStatement]
  /// Its directives in order.
  public let directives: [Directive]

  /// Cuts a text into statements.
  ///
  /// A semicolon ends a statement, except inside of parentheses (`CREATE RULE … DO (a; b)`) and of
  /// a routine's body in SQL (`BEGIN ATOMIC … END`), as in psql.
  ///
  /// - Throws: The first thing in the text that PostgreSQL or the engine could not run, before any
  ///   of it is sent.
  public init(_ source: SQLSource, half: Half) throws(MigrationScriptError) {
    var splitter = StatementSplitter(source, half: half)
    try splitter.run()
    self.source = source
    self.half = half
    statements = splitter.statements
    directives = splitter.directives
    try check()
  }

  /// Why the migration cannot be rolled back, if the file says so.
  public var irreversibleReason: String? {
    for case .irreversible(let reason) in directives.lazy.map(\.kind) { return reason }
    return nil
  }

  /// Whether the whole script runs in one transaction. If not, it runs statement by statement.
  public var isTransactional: Bool {
    !directives.contains { $0.kind == .noTransaction } && firstOutside == nil
  }

  /// The text of a statement, as it is sent.
  public func text(of statement: SQLStatement) -> String { source.text(statement.range) }

  private var firstOutside: SQLStatement? { statements.first(where: \.runsOutside) }

  private func check() throws(MigrationScriptError) {
    for statement in statements {
      if case .control(let command) = statement.transactionality {
        throw .transactionControl(command: command, statement.start)
      }
    }
    if let directive = directives.first(where: { $0.kind.isIrreversible }) {
      guard statements.isEmpty else { throw .irreversibleWithStatements(directive.location) }
    } else if statements.isEmpty {
      throw .empty(file: source.name)
    }
    guard !isTransactional else { return }
    for statement in statements {
      if case .needsTransaction(let command) = statement.transactionality {
        throw .needsTransaction(command: command, statement.start, because: firstOutside?.start)
      }
    }
  }
}

extension SQLStatement {
  /// Whether it cannot be part of the migration's one transaction.
  var runsOutside: Bool {
    if case .outside = transactionality { return true }
    return batch != nil
  }
}

extension Directive.Kind {
  var isIrreversible: Bool { if case .irreversible = self { true } else { false } }
}
