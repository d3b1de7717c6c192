import PostgresSyntax

extension Replay {
  /// SET CONSTRAINTS names constraints that are there and may wait for the end of a transaction.
  mutating func setConstraints(_ node: SyntaxNode) {
    for target in node.list("constraints") {
      let name = relationName(target)
      let schemas = catalog.path(name.schema)
      let relations = catalog.unorderedRelations
      let found = relations.filter { schemas.contains($0.key.schema) }
        .compactMap { $0.value.constraints[name.name] }
      let place = target.location ?? text.range.lowerBound
      // A trigger may be a constraint, too.
      let isTrigger = relations.values.contains { $0.triggers[name.name] != nil }
      guard !isTrigger, !relations.values.contains(where: \.isOpen) else { continue }
      if found.isEmpty {
        report(.unknownConstraint, "no constraint \(name) exists here", at: place)
      } else if !found.contains(where: \.isDeferrable), node.bool("deferred") {
        report(.wrongKind, "constraint \(name) is not DEFERRABLE", at: place)
      }
    }
  }
}
