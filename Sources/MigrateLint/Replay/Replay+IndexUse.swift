import PostgresSyntax

// What needs an index of a table of a certain make.
extension Replay {
  /// The index of a name in a table's schema, which must be the table's own.
  mutating func index(_ name: String, of table: RelationID, at place: Int?) -> Index? {
    let id = RelationID(schema: table.schema, name: name)
    if let index = catalog[id]?.index, index.table == table { return index }
    guard catalog[table]?.isOpen != true, catalog[table]?.hasUnknownConstraints != true else {
      return nil
    }
    report(.unknownIndex, "table \(table) has no index \(name.quotedIfNeeded)", at: place)
    return nil
  }

  mutating func cluster(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, relation) = find(target) else { return }
    guard relation.kind.isTable || relation.kind == .materializedView else {
      return report(.wrongKind, "\(id) is a \(relation.kind.word)", at: target.location)
    }
    guard let name = node.string("indexname") else { return }
    let place = text.offset(of: name, after: (target.location ?? text.range.lowerBound) + 1)
    guard let index = index(name, of: id, at: place) else { return }
    checkClusters(index, name, at: place)
  }

  /// Reports an index by which no table can be ordered.
  mutating func checkClusters(_ index: Index, _ name: String, at place: Int?) {
    if ["gin", "brin", "hash", "spgist"].contains(index.method) {
      report(.wrongKind, "an index of the method \(index.method) has no order", at: place)
    } else if index.predicate != nil {
      report(.wrongKind, "\(name.quotedIfNeeded) is a partial index", at: place)
    }
  }

  /// `REPLICA IDENTITY USING INDEX`.
  mutating func checkReplicaIdentity(
    _ name: String,
    of id: RelationID,
    _ table: Relation,
    after start: Int
  ) {
    let place = text.offset(of: name, after: start)
    guard let index = index(name, of: id, at: place) else { return }
    let constraint = index.constraint.flatMap { table.constraints[$0] }
    let nullable = index.keys.compactMap(\.column).first { table.column($0)?.isNotNull == false }
    let why: String? =
      if !index.isUnique {
        "is not unique"
      } else if constraint?.isDeferrable == true {
        "may be deferred"
      } else if index.keys.contains(where: { $0.column == nil }) {
        "is on an expression"
      } else if index.predicate != nil {
        "is partial"
      } else if let nullable {
        "has the column \(nullable.quotedIfNeeded), which may be null"
      } else {
        nil
      }
    guard let why else { return }
    report(
      .wrongKind,
      "index \(name.quotedIfNeeded) cannot identify rows of a replica: it \(why)",
      at: place
    )
  }

  /// Whether an index of a partition can join one of the whole.
  mutating func mayJoin(
    _ part: RelationID,
    _ whole: RelationID,
    _ relation: Relation,
    at place: Int?
  ) -> Bool {
    guard let index = relation.index, let other = catalog[part]?.index else { return true }
    let isOfPartition = catalog[other.table]?.parents.contains(index.table) == true
    let columns = index.keys.map(\.column)
    let differs =
      other.method != index.method || other.keys.count != columns.count
      || zip(other.keys.map(\.column), columns).contains { $0 != $1 && $0 != nil && $1 != nil }
    guard catalog[index.table]?.kind != .partitionedTable || !isOfPartition || differs else {
      return true
    }
    report(.wrongKind, "the index \(part) cannot be a part of \(whole)", at: place)
    return false
  }

  mutating func reindex(_ node: SyntaxNode) {
    guard let target = node["relation"] else {
      if node.string("kind") == "REINDEX_OBJECT_SCHEMA", let name = node.string("name") {
        _ = checkSchema(name, at: text.offset(of: name, after: text.range.lowerBound))
      }
      return
    }
    guard let (id, relation) = find(target) else { return }
    let isIndex = node.string("kind") == "REINDEX_OBJECT_INDEX"
    let fits =
      isIndex
      ? relation.kind == .index
      : relation.kind == .table || relation.kind == .partitionedTable
        || relation.kind == .materializedView
    if !fits { report(.wrongKind, "\(id) is a \(relation.kind.word)", at: target.location) }
  }

  /// ANALYZE and VACUUM.
  mutating func vacuum(_ node: SyntaxNode) {
    for one in node.list("rels") {
      guard let target = one["relation"], let (id, relation) = find(target) else { continue }
      guard relation.kind.isTable || relation.kind == .materializedView else { continue }
      for name in one.list("va_cols").compactMap(\.stringValue) {
        _ = check(column: name, of: id, relation, after: target.location ?? text.range.lowerBound)
      }
    }
  }
}
