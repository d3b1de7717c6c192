import PostgresSyntax

// ON CONFLICT, which needs a unique index or constraint that decides.
extension NameResolver {
  mutating func check(conflict node: SyntaxNode, of own: Scope.Entry?) {
    let offset = node.location ?? statement.range.lowerBound
    guard let infer = node["infer"] else {
      if node.string("action") == "ONCONFLICT_UPDATE" {
        let message = "DO UPDATE must say on which columns or constraint"
        findings.append(statement.finding(.conflictTarget, message, at: offset))
      }
      return
    }
    guard let id = own?.relation, let table = catalog[id], !table.isOpen, !table.isPhantom,
      !table.hasUnknownConstraints, table.kind == .table || table.kind == .partitionedTable
    else { return }
    if let name = infer.string("conname") {
      return check(constraint: name, of: id, table, at: infer.location ?? offset)
    }
    var columns: Set<String> = []
    var expressions: [String] = []
    for element in infer.list("indexElems") {
      if let name = element.string("name") {
        guard table.column(name) != nil || SystemColumns.names.contains(name) else {
          let place = statement.offset(of: name, after: infer.location ?? offset)
          let finding = statement.unknownColumn(
            name,
            of: id.name,
            candidates: table.columns.map(\.name),
            at: place ?? offset
          )
          return findings.append(finding)
        }
        columns.insert(name)
      } else if let expression = element["expr"] {
        expressions.append(expression.normalText)
      }
    }
    let predicate = infer["whereClause"]?.normalText
    let fits = catalog.indexes(of: id).contains { other in
      guard let index = catalog[other]?.index, index.isUnique else { return false }
      let constraint = index.constraint.flatMap { table.constraints[$0] }
      return constraint?.isDeferrable != true
        && Set(index.keys.compactMap(\.column)) == columns
        && Self.mayBeSame(index.keys.compactMap(\.expression), expressions)
        && (index.predicate == nil || predicate != nil)
    }
    guard !fits else { return }
    findings.append(
      statement.finding(
        .conflictTarget,
        "no unique index or constraint of \(id) is on just these columns",
        at: infer.location ?? offset
      )
    )
  }

  private mutating func check(
    constraint name: String,
    of id: RelationID,
    _ table: Relation,
    at offset: Int
  ) {
    let place = statement.offset(of: name, after: offset) ?? offset
    guard let constraint = table.constraints[name],
      [.primaryKey, .unique, .exclusion].contains(constraint.kind)
    else {
      let message = "table \(id) has no unique constraint \(name.quotedIfNeeded)"
      return findings.append(statement.finding(.unknownConstraint, message, at: place))
    }
    guard constraint.isDeferrable else { return }
    let message = "the constraint \(name.quotedIfNeeded) may be deferred, and decides nothing"
    findings.append(statement.finding(.conflictTarget, message, at: place))
  }

  /// Whether the expressions of an index may be those of the statement. They differ for certain only
  /// where they name other things; a cast may be one that changes nothing.
  private static func mayBeSame(_ index: [String], _ asked: [String]) -> Bool {
    guard index.isEmpty == asked.isEmpty else { return false }
    if (index + asked).contains(where: { $0.contains("TypeCast") || $0.contains("CollateClause") })
    {
      return true
    }
    return Set(index.map(words)) == Set(asked.map(words))
  }

  /// The names and constants in an expression's normal text.
  private static func words(_ text: String) -> Set<Substring> {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return Set(parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element))
  }
}
