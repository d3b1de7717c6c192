import PostgresSyntax

/// What the migrations say of a column, as far as it must be repeated for another one that takes its place.
struct ColumnFacts {
  struct Key {
    var name: String
    var columns: [String]
    var included: [String]
    /// The keys as they are written, with their order.
    var written: [String]
    var isUnique: Bool
    var method: String
    var nullsNotDistinct: Bool
    /// Its condition, as it was written.
    var predicate: String?
    /// The constraint that it stands for, with how it is deferred.
    var constraint: Constraint?
  }

  var table: RelationID
  var isPartitioned: Bool
  var column: Column
  /// Its type, as SQL writes it.
  var type: String
  /// The columns by which batches go, where they are not the primary key.
  var batchKey: [String]?
  var keys: [Key] = []
  var checks: [(name: String, constraint: Constraint)] = []
  var foreignKeys: [(name: String, constraint: Constraint)] = []
  /// The privileges on the column itself, by role.
  var grants: [(role: String, privileges: [String])] = []
  /// What stands in the way of another column in its place.
  var obstacles: [String] = []
  /// Every name of the table's schema that is taken.
  var takenNames: Set<String> = []
  /// The names of the table's columns.
  var columnNames: Set<String> = []

  var quoted: String { column.name.quotedIfNeeded }
}

extension ColumnFacts {
  /// Reads them of the catalog after the last migration.
  static func read(
    _ name: String,
    of table: String,
    in catalog: Catalog
  ) throws(ExpandRefusal) -> ColumnFacts {
    let parts = StatementText.identifiers(in: table)
    let relation = RelationName(schema: parts.dropLast().last, name: parts.last ?? table)
    let exact = RelationName(schema: parts.dropLast().last, name: table)
    guard let (id, entry) = catalog.relation(relation) ?? catalog.relation(exact) else {
      throw ExpandRefusal("the migrations make no table \(table)")
    }
    guard entry.kind == .table || entry.kind == .partitionedTable else {
      throw ExpandRefusal("\(id) is a \(entry.kind.word), not a table")
    }
    let folded = StatementText.identifiers(in: name).last ?? name
    guard let column = entry.column(name) ?? entry.column(folded) else {
      throw ExpandRefusal("\(id) has no column \(name)")
    }
    var facts = ColumnFacts(
      table: id,
      isPartitioned: entry.kind == .partitionedTable,
      column: column,
      type: column.type.written(in: catalog)
    )
    facts.columnNames = Set(entry.columns.map(\.name))
    facts.takenNames = Set(catalog.members(of: id.schema).map(\.name))
      .union(entry.constraints.keys).union(entry.triggers.keys)
      .union(catalog.schemas[id.schema]?.functions.keys.map { $0 } ?? [])
    facts.readKeys(of: entry, catalog)
    facts.readConstraints(of: entry)
    facts.findObstacles(entry, catalog)
    return facts
  }

  private mutating func readKeys(of entry: Relation, _ catalog: Catalog) {
    for indexID in catalog.indexes(of: table) {
      guard let index = catalog[indexID]?.index else { continue }
      if entry.primaryKey == nil, index.isUnique, index.predicate == nil,
        index.keys.allSatisfy({ $0.column.flatMap(entry.column)?.isNotNull == true })
      {
        batchKey = index.keys.compactMap(\.column)
      }
      guard
        index.reads.contains(column.name)
          || index.keys.contains(where: { $0.column == column.name })
          || index.included.contains(column.name)
      else { continue }
      let isKnown = index.predicate == nil || index.writtenPredicate != nil
      guard isKnown, index.keys.allSatisfy({ $0.column != nil }) else {
        obstacles.append(
          "the index \(indexID) is over an expression: make one for the new column by hand"
        )
        continue
      }
      keys.append(
        Key(
          name: indexID.name,
          columns: index.keys.compactMap(\.column),
          included: index.included,
          written: index.keys.map(\.written),
          isUnique: index.isUnique,
          method: index.method,
          nullsNotDistinct: index.nullsNotDistinct,
          predicate: index.writtenPredicate,
          constraint: index.constraint.flatMap { entry.constraints[$0] }
        )
      )
      if !index.keys.allSatisfy(\.options.isEmpty) {
        obstacles.append(
          "the index \(indexID) names an operator class or a collation: make one for the new column by hand"
        )
      }
    }
  }

  private mutating func readConstraints(of entry: Relation) {
    for (name, constraint) in entry.constraints.sorted(by: { $0.key < $1.key })
    where constraint.columns.contains(column.name) {
      switch constraint.kind {
      case .check: checks.append((name, constraint))
      case .foreignKey: foreignKeys.append((name, constraint))
      case .primaryKey: obstacles.append("it is part of the primary key")
      case .exclusion: obstacles.append("the exclusion constraint \(name.quotedIfNeeded) uses it")
      case .unique: continue
      }
    }
  }

  private mutating func findObstacles(_ entry: Relation, _ catalog: Catalog) {
    if column.isIdentity { obstacles.append("it is an identity column") }
    if column.isGenerated { obstacles.append("it is generated") }
    if entry.partitionKey.contains(column.name) { obstacles.append("the table is divided by it") }
    if entry.isPartition || !entry.parents.isEmpty {
      obstacles.append(
        "\(table) has its columns from \(entry.parents.first?.description ?? "another table")"
      )
    }
    if !isPartitioned, catalog.hasChildren(table) {
      obstacles.append("other tables inherit from \(table)")
    }
    for other in entry.columns where other.isGenerated && other.reads.contains(column.name) {
      obstacles.append("the generated column \(other.name.quotedIfNeeded) is computed from it")
    }
    if column.sequences.contains(where: { catalog[$0]?.owner?.column == column.name }) {
      obstacles.append("it owns a sequence, which would go with it")
    }
    for (name, policy) in entry.policies.sorted(by: { $0.key < $1.key })
    where policy.reads.contains(column.name) {
      obstacles.append(
        "the policy \(name.quotedIfNeeded) reads it: who may see what is yours to decide"
      )
    }
    for (name, trigger) in entry.triggers.sorted(by: { $0.key < $1.key })
    where trigger.columns.contains(column.name) || trigger.reads.contains(column.name) {
      obstacles.append("the trigger \(name.quotedIfNeeded) names it")
    }
    for (id, columns) in entry.statistics where columns.contains(column.name) {
      obstacles.append("the statistics \(id) are over it")
    }
    for (name, held) in column.traits where name.hasPrefix("privileges of ") {
      let role = String(name.dropFirst("privileges of ".count))
      let privileges = held.split(separator: ",").map { String($0.drop { $0 == " " }) }
      grants.append((role, privileges.filter { $0 != "none" }))
      if held.contains("*") { obstacles.append("\(role) may grant privileges on it to others") }
    }
    let use = ColumnUse(relation: table, column: column.name)
    for (id, other) in catalog.dependents(of: table) {
      if other.reads.contains(use), other.kind == .view || other.kind == .materializedView {
        obstacles.append("the \(other.kind.word) \(id) reads it")
      }
      if other.policies.values.contains(where: { $0.uses.contains(use) }) {
        obstacles.append("a policy of \(id) reads it")
      }
      for (name, constraint) in other.constraints
      where constraint.target == table && constraint.targetColumns.contains(column.name) {
        obstacles.append("the foreign key \(name.quotedIfNeeded) of \(id) refers to it")
      }
    }
  }
}

extension TypeReference {
  /// The type as SQL must write it in a migration.
  fileprivate func written(in catalog: Catalog) -> String {
    guard let schema, schema != "pg_catalog", !catalog.searchPath.contains(schema) else {
      return "\(self)"
    }
    return "\(schema.quotedIfNeeded).\(self)"
  }
}

extension Index.Key {
  fileprivate var written: String {
    (column ?? "").quotedIfNeeded + (isDescending ? " DESC" : "")
      + (movesNulls ? isDescending ? " NULLS LAST" : " NULLS FIRST" : "")
  }
}
