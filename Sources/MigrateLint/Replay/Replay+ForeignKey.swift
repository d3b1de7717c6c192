import PostgresSyntax

extension Replay {
  mutating func addForeignKey(
    _ pending: PendingConstraint,
    to table: inout Relation,
    _ id: RelationID
  ) {
    let (node, column) = (pending.node, pending.column)
    let place = node.location ?? text.range.lowerBound
    var constraint = pending.constraint(.foreignKey, isNew: made.contains(id))
    constraint.onDelete = node.string("fk_del_action").flatMap(Constraint.Action.init) ?? .none
    constraint.onUpdate = node.string("fk_upd_action").flatMap(Constraint.Action.init) ?? .none
    constraint.columns = column.map { [$0] } ?? node.list("fk_attrs").compactMap(\.stringValue)
    for name in constraint.columns {
      guard check(column: name, of: id, table, after: place) else { return }
    }
    for name in node.list("fk_del_set_cols").compactMap(\.stringValue) {
      guard check(column: name, of: id, table, after: place) else { return }
      guard constraint.columns.contains(name) else {
        return report(
          .unknownColumn,
          "the foreign key does not hold \(name.quotedIfNeeded), which it would set",
          at: text.offset(of: name, after: place) ?? place
        )
      }
    }
    guard pending.reachesChildren || table.kind != .partitionedTable else {
      return report(
        .wrongKind,
        "a foreign key of the partitioned table \(id) cannot be added to it ONLY",
        at: place
      )
    }
    let named = ChosenName.joined(constraint.columns)
    defer {
      if let name = name(constraint, node, named, "fkey", in: &table, id),
        table.kind == .partitionedTable
      {
        for child in catalog.children(of: id) { spread(foreignKey: constraint, name, to: child) }
      }
    }
    guard let target = node["pktable"] else { return }
    guard let (targetID, found) = find(target) else { return }
    let entry = targetID == id ? table : found
    guard found.kind.isTable else {
      return report(
        .foreignKeyTarget,
        "\(targetID) is a \(found.kind.word), and no table",
        at: target.location
      )
    }
    guard (id.schema == "pg_temp") == (targetID.schema == "pg_temp") else {
      return report(
        .wrongKind,
        "of \(id) and \(targetID) one is temporary, and the other is not",
        at: target.location
      )
    }
    constraint.target = targetID
    constraint.targetColumns = node.list("pk_attrs").compactMap(\.stringValue)
    if constraint.targetColumns.isEmpty {
      guard let key = entry.primaryKey else {
        if !entry.isOpen, !entry.hasUnknownConstraints {
          report(
            .foreignKeyTarget,
            "table \(targetID) has no primary key to refer to",
            at: target.location
          )
        }
        return
      }
      constraint.targetColumns = key.columns
    }
    let afterTarget = target.location ?? place
    for name in constraint.targetColumns {
      guard check(column: name, of: targetID, entry, after: afterTarget) else { return }
    }
    checkTarget(constraint, targetID, entry, at: target.location ?? place)
    checkTypes(constraint, table, targetID, entry, at: place)
  }

  private mutating func checkTarget(
    _ constraint: Constraint,
    _ id: RelationID,
    _ target: Relation,
    at offset: Int
  ) {
    guard !target.isOpen, !target.hasUnknownConstraints else { return }
    let wanted = Set(constraint.targetColumns)
    let isKey = target.constraints.values.contains {
      ($0.kind == .primaryKey || $0.kind == .unique) && !$0.isDeferrable
        && Set($0.columns) == wanted
    }
    guard !isKey else { return }
    let isIndexed = catalog.indexes(of: id).contains { other in
      guard let index = catalog[other]?.index else { return false }
      return index.isUnique && index.predicate == nil && index.constraint == nil
        && Set(index.keys.compactMap(\.column)) == wanted
        && index.keys.allSatisfy { $0.column != nil }
    }
    guard !isIndexed else { return }
    let columns = constraint.targetColumns.map(\.quotedIfNeeded).joined(separator: ", ")
    report(
      .foreignKeyTarget,
      "table \(id) has no unique key on (\(columns))",
      at: offset
    )
  }

  mutating func checkTypes(
    _ constraint: Constraint,
    _ table: Relation,
    _ id: RelationID,
    _ target: Relation,
    at offset: Int
  ) {
    guard constraint.columns.count == constraint.targetColumns.count else {
      return report(
        .foreignKeyType,
        "\(constraint.columns.count) columns cannot refer to \(constraint.targetColumns.count)",
        at: offset
      )
    }
    for (name, other) in zip(constraint.columns, constraint.targetColumns) {
      guard let left = table.column(name)?.type, let right = target.column(other)?.type,
        !areComparable(left, right)
      else { continue }
      report(
        .foreignKeyType,
        "\(name.quotedIfNeeded) is \(left), but \(id).\(other.quotedIfNeeded) is \(right)",
        at: offset
      )
    }
  }

  /// Whether PostgreSQL has an equality between a column and the one that it refers to, which the
  /// index of the latter can serve.
  func areComparable(_ column: TypeReference, _ target: TypeReference) -> Bool {
    let (left, right) = (base(of: column), base(of: target))
    if left.name == right.name, left.schema == right.schema {
      return (left.dimensions == 0) == (right.dimensions == 0)
    }
    guard !left.name.isEmpty, !right.name.isEmpty else { return true }
    if left.schema == nil, right.schema == nil, left.dimensions == 0, right.dimensions == 0 {
      guard Self.known.contains(left.name), Self.known.contains(right.name) else { return true }
      return Self.accepts[right.name]?.contains(left.name) == true
    }
    // Two enumerations, or one and a type of PostgreSQL's own, have none.
    let enumerations = [left, right].filter { catalog.type($0)?.entry.kind == .enumeration }
    if enumerations.count == 2 { return false }
    return !(enumerations.count == 1 && [left, right].contains { Self.known.contains($0.name) })
  }

  private func base(of type: TypeReference) -> TypeReference {
    guard type.dimensions == 0, let entry = catalog.type(type)?.entry, entry.kind == .domain,
      let base = entry.base
    else { return type }
    return self.base(of: base)
  }

  private static let integers: Set = ["int2", "int4", "int8"]
  private static let texts: Set = ["text", "varchar", "bpchar", "name"]
  private static let times: Set = ["date", "timestamp", "timestamptz"]
  /// What a column of a type may be referred to from.
  private static let accepts: [String: Set<String>] = [
    "int2": integers, "int4": integers, "int8": integers,
    "numeric": integers.union(["numeric"]),
    "float4": integers.union(["numeric", "float4", "float8"]),
    "float8": integers.union(["numeric", "float4", "float8"]),
    "text": texts, "varchar": texts, "name": texts, "bpchar": ["text", "varchar", "bpchar"],
    "date": times, "timestamp": times, "timestamptz": times,
    "inet": ["inet", "cidr"], "cidr": ["inet", "cidr"],
    "uuid": ["uuid"], "bool": ["bool"], "bytea": ["bytea"],
  ]
  private static let known = Set(accepts.keys)
}
