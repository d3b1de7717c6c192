import PostgresSyntax

extension Replay {
  mutating func createIndex(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, table) = find(target) else { return }
    let start = target.location ?? text.range.lowerBound
    guard table.kind.isTable || table.kind == .materializedView else {
      return report(
        .unknownTable,
        "\(id) is a \(table.kind.word), which has no index",
        at: target.location
      )
    }
    var index = Index(table: id, keys: [])
    index.isUnique = node.bool("unique")
    index.method = node.string("accessMethod") ?? "btree"
    index.isOnlyParent = table.kind == .partitionedTable && !target.bool("inh")
    var isKnown = true
    for element in node.list("indexParams") {
      isKnown = add(key: element, to: &index, id, table, after: start) && isKnown
    }
    for element in node.list("indexIncludingParams") {
      guard let name = element.string("name") else { continue }
      isKnown = check(column: name, of: id, table, after: start) && isKnown
      index.included.append(name)
      index.reads.insert(name)
    }
    if let predicate = node["whereClause"] {
      let before = findings.count
      index.reads.formUnion(resolve(predicate, on: id, table).columns(of: id))
      isKnown = isKnown && findings.count == before
      index.predicate = predicate.canonicalText
    }
    guard isKnown else { return }
    add(index, node, id)
  }

  mutating func add(
    key element: SyntaxNode,
    to index: inout Index,
    _ id: RelationID,
    _ table: Relation,
    after start: Int
  ) -> Bool {
    var key = Index.Key()
    let options = [
      element.list("opclass").compactMap(\.stringValue).joined(separator: "."),
      element.list("collation").compactMap(\.stringValue).joined(separator: "."),
      element.string("ordering") == "SORTBY_DESC" ? "DESC" : "",
      element.string("nulls_ordering").map { $0 == "SORTBY_NULLS_DEFAULT" ? "" : $0 } ?? "",
    ]
    // A key's index has no options at all, and must compare equal to one that writes none.
    key.options = options.allSatisfy(\.isEmpty) ? "" : options.joined(separator: "|")
    if let name = element.string("name") {
      key.column = name
      index.keys.append(key)
      index.reads.insert(name)
      return check(column: name, of: id, table, after: start)
    }
    guard let expression = element["expr"] else { return true }
    let before = findings.count
    index.reads.formUnion(resolve(expression, on: id, table).columns(of: id))
    key.expression = expression.canonicalText
    index.keys.append(key)
    return findings.count == before
  }

  private mutating func add(_ index: Index, _ node: SyntaxNode, _ table: RelationID) {
    let given = node.string("idxname")
    let name = given ?? chosenName(node, index, table)
    let id = RelationID(schema: table.schema, name: name)
    let place = given.flatMap { text.offset(of: $0, after: text.range.lowerBound) }
    if let existing = catalog[id] {
      guard node.bool("if_not_exists") else {
        return report(.nameTaken, "a \(existing.kind.word) \(id) exists already", at: place)
      }
      guard existing.index != index else { return }
      let whose = existing.index.map { $0.table == table ? "" : ", on table \($0.table)" } ?? ""
      return report(
        .hiddenDrift,
        "IF NOT EXISTS passes over the \(existing.kind.word) \(id), which \(existing.madeIn) made "
          + "otherwise\(whose)",
        at: place
      )
    }
    reportRedundancy(of: index, named: name, at: place)
    makeIndex(name, index, table)
  }

  /// The name that PostgreSQL chooses: table, columns, `idx`.
  private func chosenName(_ node: SyntaxNode, _ index: Index, _ table: RelationID) -> String {
    let elements = node.list("indexParams") + node.list("indexIncludingParams")
    let columns = ChosenName.joined(ChosenName.unique(elements.map(Self.indexColumnName)))
    return ChosenName.make(table.name, columns, "idx") {
      catalog[RelationID(schema: table.schema, name: $0)] != nil
    }
  }

  static func indexColumnName(_ element: SyntaxNode) -> String {
    if let name = element.string("name") { return name }
    guard let expression = element["expr"] else { return "expr" }
    let name = NameResolver.name(of: expression)
    return name == "?column?" ? "expr" : name
  }

  private mutating func reportRedundancy(of index: Index, named name: String, at place: Int?) {
    for (id, entry) in catalog.dependents(of: index.table) {
      guard let other = entry.index, other.table == index.table, other.method == index.method,
        other.predicate == index.predicate, !index.isUnique || other.isUnique
      else { continue }
      let isSame = other.keys == index.keys
      guard isSame || (!index.isUnique && other.keys.starts(with: index.keys)) else { continue }
      guard Set(index.included).isSubset(of: Set(other.included + other.keys.compactMap(\.column)))
      else { continue }
      let how =
        isSame ? "indexes the same" : "begins with the same columns, so that it serves as well"
      report(
        .redundantIndex,
        "index \(name.quotedIfNeeded) is redundant: \(id.name.quotedIfNeeded) \(how)",
        at: place
      )
      return
    }
  }
}
