import PostgresSyntax

extension Replay {
  /// A query or a change of rows.
  mutating func runQuery(_ node: SyntaxNode) {
    if node.is("SelectStmt"), let into = node["intoClause"]?["rel"] {
      return selectInto(into, node)
    }
    let count = findings.count
    var resolver = NameResolver(catalog: catalog, statement: text)
    if node.is("SelectStmt") {
      _ = resolver.resolve(query: node, outer: [])
    } else if node.is("MergeStmt") {
      resolver.resolve(merge: node)
      checkMergeTarget(node)
    } else {
      resolver.resolve(change: node)
    }
    for finding in resolver.findings { report(finding) }
    checkCalls(node, in: .query)
    checkAtOnce(node)
    if findings.count == count { checkTypes(in: .query) { $0.check(statement: node) } }
    noteCalls(of: node)
  }

  private mutating func checkMergeTarget(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, entry) = catalog.relation(relationName(target)),
      !entry.kind.isTable || entry.kind == .foreignTable, configuration.postgresVersion < 17
    else { return }
    report(.wrongKind, "\(id) is a \(entry.kind.word)", at: target.location)
  }

  private mutating func checkAtOnce(_ query: SyntaxNode) {
    var literals = LiteralNames(catalog, text)
    literals.check(atOnce: query)
    for finding in literals.findings { report(finding) }
  }

  /// SELECT INTO makes a table.
  private mutating func selectInto(_ into: SyntaxNode, _ query: SyntaxNode) {
    var table = Relation(kind: .table, madeIn: source.path)
    read(query, into: &table, aliases: [])
    table.query = nil
    table.reads = []
    table.readRelations = []
    noteCalls(of: query)
    guard let id = creationID(relationName(into), at: into.location) else { return }
    if let existing = catalog[id] {
      return report(.nameTaken, "a \(existing.kind.word) \(id) exists already", at: into.location)
    }
    catalog[id] = table
  }
}
