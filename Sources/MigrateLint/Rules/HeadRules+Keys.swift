extension HeadRules {
  /// What every table has: a primary key, and an index for each foreign key.
  mutating func judgeKeys(of table: JudgedTable) {
    let entry = table.entry
    guard entry.kind == .table || entry.kind == .partitionedTable, !entry.isPartition,
      !entry.isOpen,
      !entry.hasUnknownConstraints
    else { return }
    if entry.primaryKey == nil {
      reportLack(
        .missingPrimaryKey,
        "table \(table.id) has no primary key: nothing tells its rows apart, and logical "
          + "replication cannot change them",
        at: entry.origin
      )
    }
    for (name, constraint) in entry.constraints.sorted(by: { $0.key < $1.key })
    where constraint.kind == .foreignKey && !constraint.columns.isEmpty {
      guard !table.indexes.contains(where: { serves($0.index, constraint.columns) }) else {
        continue
      }
      let columns = constraint.columns.map(\.quotedIfNeeded).joined(separator: ", ")
      reportLack(
        .foreignKeyWithoutIndex,
        "no index begins with the columns (\(columns)) of the foreign key \(name.quotedIfNeeded): "
          + "every delete of a row that it refers to reads the whole table",
        at: constraint.origin
      )
    }
  }

  /// Whether an index finds all rows with given values of some columns.
  private func serves(_ index: Index, _ columns: [String]) -> Bool {
    guard index.method == "btree", index.keys.count >= columns.count else { return false }
    // The search of a foreign key is for values, so an index without the NULLs serves.
    if let predicate = index.predicate {
      let isNotNull =
        predicate.contains("NullTest{") && predicate.contains("IS_NOT_NULL")
        && !predicate.contains("BoolExpr{") && !predicate.contains("A_Expr{")
        && columns.contains { predicate.contains("'\($0)'") }
      guard isNotNull else { return false }
    }
    return Self.begins(index, with: columns)
  }

  static func begins(_ index: Index, with columns: [String]) -> Bool {
    !columns.isEmpty && Set(index.keys.prefix(columns.count).map(\.column)) == Set(columns)
  }

  /// The migration that makes a table makes only the indexes that its keys need; the others come
  /// with a measurement, and without holding up who writes.
  mutating func judgeEssentials(of table: JudgedTable) {
    guard table.entry.kind == .table || table.entry.kind == .partitionedTable else { return }
    let whole = table.entry.isPartition ? table.entry.parents.compactMap { catalog[$0] } : []
    let keys = ([table.entry] + whole).flatMap { $0.constraints.values }
      .filter { $0.kind == .foreignKey || $0.kind == .primaryKey }.map(\.columns)
    for each in table.indexes where each.index.constraint == nil && !each.index.isUnique {
      guard each.origin.path != nil, each.origin.path == table.entry.origin.path,
        !keys.contains(where: { Self.begins(each.index, with: $0) })
      else { continue }
      report(
        .performanceIndex,
        "index \(each.id.name.quotedIfNeeded) serves no key of table \(table.id): it belongs in a "
          + "migration of its own",
        at: each.origin
      )
    }
  }
}
