import PostgresSyntax

/// A DO block while it runs in the replay.
struct BlockRun {
  /// How a statement ends.
  enum Flow { case goesOn, leavesLoop, leaves, fails }

  let body: BodyText
  /// The DO statement.
  let whole: StatementText
  let node: SyntaxNode
  /// What is known of the variables.
  var values: [String: BlockValue] = [:]
  /// Whether the statements are reached for sure, and once.
  var isSure = true
  /// What PostgreSQL would refuse, in the order of the text.
  var failures: [Failure] = []

  /// A finding, and the statement that it is about.
  struct Failure {
    var finding: Finding
    var node: SyntaxNode
  }
}
