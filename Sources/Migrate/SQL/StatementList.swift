/// The statements of any SQL text, also one that is no migration of the engine's: directives that it
/// would refuse are passed over, and transactions may begin and end in it.
public struct StatementList: Sendable, Hashable {
  /// The text and its name.
  public let source: SQLSource
  /// The statements in order, up to the problem if there is one.
  public let statements: [SQLStatement]
  /// What ended the reading: something that is no SQL.
  public let problem: MigrationScriptError?
  /// Whether a directive or a statement makes the engine run the text statement by statement.
  public let isStepwise: Bool

  /// Reads a text.
  public init(_ source: SQLSource) {
    var splitter = StatementSplitter(source, half: .up, isLenient: true)
    do throws(MigrationScriptError) {
      try splitter.run()
      problem = nil
    } catch {
      problem = error
    }
    self.source = source
    statements = splitter.statements
    isStepwise =
      splitter.directives.contains { $0.kind == .noTransaction }
      || statements.contains(where: \.runsOutside)
  }
}
