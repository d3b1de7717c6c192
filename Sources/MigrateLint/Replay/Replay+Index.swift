import PostgresSyntax

extension Replay {
  mutating func createIndex(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, table) = find(target) else { return }
    let start = target.location ?? text.range.lowerBound
    guard table.kind.isTable && table.kind != .foreignTable || table.kind == .materializedView
    else {
      return report(
        .unknownTable,
        "\(id) is a \(table.kind.word), which has no index",
        at: target.location
      )
    }
    var index = Index(table: id, keys: [])
    index.isUnique = node.bool("unique")
    index.nullsNotDistinct = node.bool("nulls_not_distinct")
    index.method = node.string("accessMethod") ?? "btree"
    guard checkMethod(node, index.method, at: target.location) else { return }
    checkStorage(node.list("options"), of: .index, index.method)
    let isDivided = table.kind == .partitionedTable
    index.isOnlyParent = isDivided && !target.bool("inh") && catalog.hasChildren(id)
    if index.isUnique, isDivided {
      let names = node.list("indexParams").compactMap { $0.string("name") }
      guard checkKey(names, of: id, table, at: target.location) else { return }
    }
    guard checkMethod(index, node, at: target.location) else { return }
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
      index.reads.formUnion(
        resolve(predicate, on: id, table, as: .index, wanted: .condition("WHERE")).columns(of: id)
      )
      isKnown = isKnown && findings.count == before
      index.predicate = predicate.normalText
      index.writtenPredicate = text.written(predicate, behind: "where")
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
    key.options = [
      element.list("opclass").compactMap(\.stringValue).joined(separator: "."),
      element.list("collation").compactMap(\.stringValue).joined(separator: "."),
    ].joined(separator: "|")
    if key.options == "|" { key.options = "" }
    checkClass(element, index.method, after: start)
    let collation = element.list("collation").compactMap(\.stringValue)
    if let last = collation.last {
      checkCollation(collation, at: text.offset(of: last, after: start))
    }
    key.isDescending = element.string("ordering") == "SORTBY_DESC"
    // Without a word NULLs count as the greatest.
    switch element.string("nulls_ordering") {
    case "SORTBY_NULLS_FIRST": key.movesNulls = !key.isDescending
    case "SORTBY_NULLS_LAST": key.movesNulls = key.isDescending
    default: break
    }
    // A column in brackets is the column.
    let fields = element["expr"].flatMap { $0.is("ColumnRef") ? $0.list("fields") : nil } ?? []
    let bracketed = fields.count == 1 ? fields[0].stringValue : nil
    if let name = element.string("name") ?? bracketed.flatMap({ table.column($0)?.name }) {
      key.column = name
      index.keys.append(key)
      index.reads.insert(name)
      guard check(column: name, of: id, table, after: start) else { return false }
      return checkClass(of: element, table.column(name)?.type, index.method, at: start)
    }
    guard let expression = element["expr"] else { return true }
    let before = findings.count
    index.reads.formUnion(resolve(expression, on: id, table, as: .index).columns(of: id))
    key.expression = expression.normalText
    key.name = Self.indexColumnName(element)
    index.keys.append(key)
    if findings.count == before { checkClass(of: element, expression, id, table, index.method) }
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
    makeIndex(name, index, table)
    guard catalog[table]?.kind == .partitionedTable, node["relation"]?.bool("inh") == true else {
      return
    }
    for child in catalog.children(of: table) { spread(index: id, to: child) }
  }

  /// A unique key of a partitioned table must hold the columns by which it is divided.
  mutating func checkKey(
    _ columns: [String],
    of id: RelationID,
    _ table: Relation,
    at place: Int?
  ) -> Bool {
    let missing = table.partitionKey.subtracting(columns).sorted()
    guard !missing.isEmpty else { return true }
    report(
      .wrongKind,
      "a unique key of the partitioned table \(id) must hold its partition key: "
        + missing.map(\.quotedIfNeeded).joined(separator: ", "),
      at: place
    )
    return false
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
}
