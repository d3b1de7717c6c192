import PostgresSyntax

extension Replay {
  /// Writes down where what the statement made was made.
  mutating func noteOrigin(of node: SyntaxNode) {
    guard !made.isEmpty else { return }
    let origin = Origin(
      source,
      offsetOfName(node) ?? text.range.lowerBound,
      isGuarded: node.is("CreateStmt") && node.bool("if_not_exists")
    )
    for id in made where catalog[id]?.origin.source == nil {
      catalog[id]?.origin = origin
      // The index of a constraint is where the constraint is.
      guard let index = catalog[id]?.index, let name = index.constraint,
        let constraint = catalog[index.table]?.constraints[name]
      else { continue }
      catalog[id]?.origin = constraint.origin
    }
  }

  /// Where the name of what a CREATE makes stands.
  private func offsetOfName(_ node: SyntaxNode) -> Int? {
    switch node.kind {
    case "CreateStmt": node["relation"]?.location
    case "CreateForeignTableStmt": node["base"]?["relation"]?.location
    case "ViewStmt": node["view"]?.location
    case "CreateTableAsStmt": node["into"]?["rel"]?.location
    case "CreateSeqStmt": node["sequence"]?.location
    case "IndexStmt":
      node.string("idxname").flatMap { text.offset(of: $0, after: text.range.lowerBound) }
    default: nil
    }
  }
}
