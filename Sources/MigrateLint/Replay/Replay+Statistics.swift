import PostgresSyntax

extension Replay {
  mutating func createStatistics(_ node: SyntaxNode) {
    guard let target = node.list("relations").first, let (table, relation) = find(target) else {
      return
    }
    guard relation.kind.isTable || relation.kind == .materializedView else {
      return report(.wrongKind, "\(table) is a \(relation.kind.word)", at: target.location)
    }
    let names = node.list("exprs").compactMap { $0.string("name") }
    for kind in node.list("stat_types").compactMap(\.stringValue)
    where !["ndistinct", "dependencies", "mcv"].contains(kind) {
      let place = text.offset(of: kind, after: text.range.lowerBound)
      report(.invalidOption, "there is no kind of statistics \(kind.quotedIfNeeded)", at: place)
    }
    guard let id = statisticsID(node, names, table) else { return }
    if statistics(id) != nil {
      guard !node.bool("if_not_exists") else { return }
      let place = text.offset(of: id.name, after: text.range.lowerBound)
      return report(.nameTaken, "statistics \(id) exist already", at: place)
    }
    let start = text.range.lowerBound
    for name in names {
      guard check(column: name, of: table, relation, after: start) else { return }
    }
    guard names.count != 1 || node.list("exprs").count > 1 else {
      return report(.wrongKind, "statistics are on two columns at least", at: start)
    }
    guard Set(names).count == names.count else {
      return report(.nameTaken, "a column comes twice", at: start)
    }
    var columns = Set(names)
    for expression in node.list("exprs").compactMap({ $0["expr"] }) {
      columns.formUnion(resolve(expression, on: table, relation).columns(of: table))
    }
    catalog[table]?.statistics[id] = columns
  }

  private mutating func statisticsID(
    _ node: SyntaxNode,
    _ columns: [String],
    _ table: RelationID
  ) -> RelationID? {
    let given = node.list("defnames")
    if !given.isEmpty { return creationID(relationName(given), at: nil) }
    return statisticsName(columns, table)
  }

  /// The name that PostgreSQL chooses.
  func statisticsName(_ columns: [String], _ table: RelationID) -> RelationID {
    let name = ChosenName.make(table.name, ChosenName.joined(columns), "stat") {
      statistics(RelationID(schema: table.schema, name: $0)) != nil
    }
    return RelationID(schema: table.schema, name: name)
  }

  /// The table that statistics are on.
  private func statistics(_ id: RelationID) -> RelationID? {
    catalog.relations.first { $0.entry.statistics[id] != nil }?.id
  }

  mutating func renameStatistics(_ node: SyntaxNode, to new: String) {
    let name = relationName(node.list("object"))
    for schema in catalog.path(name.schema) {
      let id = RelationID(schema: schema, name: name.name)
      guard let table = statistics(id) else { continue }
      let columns = catalog[table]?.statistics.removeValue(forKey: id)
      catalog[table]?.statistics[RelationID(schema: schema, name: new)] = columns
      return
    }
  }

  /// Reports extended statistics that do not exist.
  mutating func checkStatistics(_ name: RelationName) {
    let isThere = catalog.path(name.schema).contains {
      statistics(RelationID(schema: $0, name: name.name)) != nil
    }
    guard !isThere, !catalog.relations.contains(where: \.entry.isOpen) else { return }
    report(
      .unknownTable,
      "no statistics \(name) exist here",
      at: text.offset(of: name.name, after: text.range.lowerBound)
    )
  }

  mutating func dropStatistics(_ name: RelationName, _ node: SyntaxNode) {
    for schema in catalog.path(name.schema) {
      let id = RelationID(schema: schema, name: name.name)
      guard let table = statistics(id) else { continue }
      catalog[table]?.statistics[id] = nil
      return
    }
    guard !catalog.relations.contains(where: \.entry.isOpen) else { return }
    report(
      node.bool("missing_ok") ? .nothingToDrop : .unknownTable,
      "no statistics \(name) exist here",
      at: text.offset(of: name.name, after: text.range.lowerBound)
    )
  }
}
