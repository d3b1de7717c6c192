import PostgresSyntax

extension Replay {
  /// Remembers where a statement needs columns of a table that another file made with IF NOT EXISTS.
  mutating func noteGuardedUses(in node: SyntaxNode) {
    var names: Set<String>?
    var seen: Set<RelationID> = []
    for reference in node.descendants where reference.string("relname") != nil {
      guard let (id, table) = catalog.relation(relationName(reference)), table.origin.isGuarded,
        table.origin.path != source.path, seen.insert(id).inserted
      else { continue }
      let used = names ?? StatementNames(node, text: text).all
      names = used
      guard table.columns.contains(where: { used.contains($0.name) }) else { continue }
      guardedUses[id, default: []].append(Origin(source, text.range.lowerBound))
    }
  }
}

extension HeadRules {
  /// Without a baseline nobody knows whether a guarded table exists already, made otherwise. Then the
  /// statements fail that need what it lacks.
  mutating func judgeGuards(_ uses: [RelationID: [Origin]]) {
    for (id, table) in catalog.relations where table.origin.isGuarded {
      let places = (uses[id] ?? []).compactMap(\.judgedPlace)
      guard !places.isEmpty else { continue }
      let shown = places.prefix(5).map { "\($0.file):\($0.line)" }.joined(separator: ", ")
      let more = places.count > 5 ? " and \(places.count - 5) more" : ""
      report(
        .guardedTable,
        "if a table \(id) exists already, made otherwise, IF NOT EXISTS passes over it, and these "
          + "may fail: \(shown)\(more); a baseline would tell",
        at: table.origin
      )
    }
  }
}
