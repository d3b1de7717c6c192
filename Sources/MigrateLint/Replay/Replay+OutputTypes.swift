import PostgresSyntax

// The types of a query's columns, where they are plain to see: columns and casts.
extension Replay {
  /// - Returns: One for each column, nil where it is not plain; none where their number is not.
  mutating func outputTypes(of query: SyntaxNode) -> [TypeReference?] {
    guard query["larg"] == nil, query.list("valuesLists").isEmpty else { return [] }
    let common = query["withClause"]?.list("ctes").compactMap { $0.string("ctename") } ?? []
    var sources: [Source] = []
    for item in query.list("fromClause") {
      guard add(item, to: &sources, common) else { return [] }
    }
    var types: [TypeReference?] = []
    for target in query.list("targetList") {
      guard let value = target["val"] else { return [] }
      if value.is("ColumnRef") {
        guard let found = Self.types(of: value, in: sources) else { return [] }
        types += found
      } else if value.is("TypeCast") {
        types.append(value["typeName"].map { type($0) })
      } else {
        types.append(nil)
      }
    }
    return types
  }

  private struct Source {
    var name: String
    var relation: Relation
  }

  /// - Returns: Whether the item's columns are known: it is a table, or tables that ON joins.
  private func add(_ item: SyntaxNode, to sources: inout [Source], _ common: [String]) -> Bool {
    switch item.kind {
    case "RangeVar":
      let name = relationName(item)
      guard name.schema != nil || !common.contains(name.name),
        let (_, relation) = catalog.relation(name), !relation.isOpen,
        item["alias"]?.list("colnames").isEmpty != false
      else { return false }
      let alias = item["alias"]?.string("aliasname")
      sources.append(Source(name: alias ?? name.name, relation: relation))
      return true
    case "JoinExpr":
      guard item.list("usingClause").isEmpty, !item.bool("isNatural"), item["alias"] == nil,
        let left = item["larg"], let right = item["rarg"]
      else { return false }
      return add(left, to: &sources, common) && add(right, to: &sources, common)
    default: return false
    }
  }

  private static func types(
    of column: SyntaxNode,
    in sources: [Source]
  ) -> [TypeReference?]? {
    let fields = column.list("fields")
    let names = fields.compactMap(\.stringValue)
    let isStar = names.count < fields.count
    let qualifier = isStar ? names.last : names.dropLast().last
    let reached = sources.filter { qualifier == nil || $0.name == qualifier }
    guard !isStar else { return reached.flatMap { $0.relation.columns.map(\.type) } }
    // A name without a qualifier may also be a whole row.
    guard let name = names.last else { return nil }
    let found = reached.compactMap { $0.relation.column(name) }
    return [found.count == 1 ? found[0].type : nil]
  }
}
