import PostgresSyntax

extension Replay {
  /// Judges the calls of an expression or query.
  mutating func checkCalls(
    _ expression: SyntaxNode,
    in context: ExpressionCheck.Context,
    of table: Relation? = nil
  ) {
    let lookup = FunctionLookup(catalog: catalog, own: ownFunction)
    var check = ExpressionCheck(lookup, text, in: context, table: table)
    check.check(expression)
    for finding in check.findings {
      // A later server has functions that the table of this one's does not.
      let isNewer = configuration.postgresVersion > 15 && finding.rule == .unknownFunction
      report(isNewer ? finding.asWarning : finding)
    }
  }
}
