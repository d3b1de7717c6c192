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
    checkLiterals(expression)
    checkNamedTypes(of: expression)
    if context == .query || context == .policy {
      var rules = QueryRules(lookup, text)
      rules.check(expression)
      for finding in rules.findings { report(finding) }
    }
    for finding in check.findings {
      // A later server has functions that the table of this one's does not.
      let isNewer = configuration.postgresVersion > 15 && finding.rule == .unknownFunction
      report(isNewer ? finding.asWarning : finding)
    }
  }

  /// Looks up the types of casts, and those of the columns that FROM declares.
  private mutating func checkNamedTypes(of expression: SyntaxNode) {
    for node in [expression] + expression.descendants
    where node.is("TypeCast") || node.is("ColumnDef") {
      guard let name = node["typeName"], !name.bool("pct_type") else { continue }
      let written = type(name)
      // Only a column can be one.
      if TypeNames.serial[written.name] != nil, written.schema == nil {
        report(.unknownType, "\(written.name) is no type of a value", at: name.location)
      }
    }
  }

  /// Looks up the names in constant texts, and the collations.
  private mutating func checkLiterals(_ expression: SyntaxNode) {
    var literals = LiteralNames(catalog, text)
    literals.check(expression)
    for finding in literals.findings { report(finding) }
  }

  /// Looks up a collation of a column, an index or a domain.
  mutating func checkCollation(_ clause: SyntaxNode) {
    var literals = LiteralNames(catalog, text)
    literals.check(collation: clause)
    for finding in literals.findings { report(finding) }
  }

  mutating func checkCollation(_ parts: [String], at offset: Int?) {
    var literals = LiteralNames(catalog, text)
    literals.check(collation: parts, at: offset)
    for finding in literals.findings { report(finding) }
  }
}

extension SyntaxNode {
  /// The collation that a COLLATE clause names, as SQL writes it.
  var collationName: String? {
    let parts = list("collname").compactMap(\.stringValue)
    return parts.isEmpty ? nil : parts.map(\.quotedIfNeeded).joined(separator: ".")
  }
}
