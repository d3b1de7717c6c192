import PostgresSyntax

extension Replay {
  /// A query or a change of rows.
  mutating func runQuery(_ node: SyntaxNode) {
    var resolver = NameResolver(catalog: catalog, statement: text)
    if node.is("SelectStmt") {
      _ = resolver.resolve(query: node, outer: [])
    } else {
      resolver.resolve(change: node)
    }
    for finding in resolver.findings { report(finding) }
    noteCalls(of: node)
    guard node.is("SelectStmt"), let into = node["intoClause"]?["rel"] else { return }
    // SELECT INTO makes a table.
    guard let id = creationID(relationName(into), at: into.location) else { return }
    if let existing = catalog[id] {
      return report(.nameTaken, "a \(existing.kind.word) \(id) exists already", at: into.location)
    }
    var table = Relation(kind: .table, madeIn: source.path)
    table.isOpen = true
    catalog[id] = table
  }
}
