import PostgresSyntax

extension StatementRules {
  /// Comparisons with NULL by an operator, which are never true and never false.
  mutating func judgeComparisonsWithNull() {
    for expression in node.descendants where expression.is("A_Expr") {
      guard expression.string("kind") == "AEXPR_OP",
        let sign = expression.list("name").last?.stringValue, Self.comparisons.contains(sign),
        let left = expression["lexpr"], let right = expression["rexpr"],
        Self.isNull(left) || Self.isNull(right)
      else { continue }
      report(
        .comparesWithNull,
        "\(sign) NULL is neither true nor false, whatever stands on the other side",
        at: expression.location,
        fix: nullFix(sign, expression.location, right)
      )
    }
  }

  private static let comparisons: Set<String> = ["=", "<>", "!=", "<", "<=", ">", ">="]

  private static func isNull(_ node: SyntaxNode) -> Bool {
    if node.is("TypeCast") { return node["arg"].map(isNull) == true }
    return node.is("A_Const") && node.bool("isnull")
  }

  /// `= NULL` becomes IS NULL; other forms have no certain meaning.
  private func nullFix(_ sign: String, _ offset: Int?, _ right: SyntaxNode) -> Fix? {
    guard let offset, right.is("A_Const"), right.bool("isnull"), let null = right.location,
      let end = text.token(at: null)?.upperBound, offset < end
    else { return nil }
    switch sign {
    case "=": return Fix("IS NULL", range: offset..<end, replacement: "IS NULL")
    case "<>", "!=": return Fix("IS NOT NULL", range: offset..<end, replacement: "IS NOT NULL")
    default: return nil
    }
  }
}
