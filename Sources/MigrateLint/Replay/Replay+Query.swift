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
    } else {
      resolver.resolve(change: node)
    }
    for finding in resolver.findings { report(finding) }
    checkCalls(node, in: .query)
    if findings.count == count { checkTypes(in: .query) { $0.check(statement: node) } }
    noteCalls(of: node)
  }

  /// SELECT INTO makes a table.
  private mutating func selectInto(_ into: SyntaxNode, _ query: SyntaxNode) {
    var table = Relation(kind: .table, madeIn: source.path)
    read(query, into: &table, aliases: [])
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
