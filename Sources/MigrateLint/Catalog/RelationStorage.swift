/// The relations of a catalog with what is asked for often: who depends on whom, and which names of
/// constraints are in use.
///
/// Each change costs as much as it changed, also of a table with thousands of parts.
struct RelationStorage: Sendable {
  private(set) var all: [RelationID: Relation] = [:]
  private var journal = Journal()

  /// Who names a relation, and how often.
  private var dependents: [RelationID: [RelationID: Int]] = [:]
  private var indexes: [RelationID: Set<RelationID>] = [:]
  private var children: [RelationID: Set<RelationID>] = [:]
  private var defaultPartitions: [RelationID: Set<RelationID>] = [:]
  private var constraintNames: [RelationID: Int] = [:]
  /// What has columns of a type, and how many; by the type's schema and name.
  private var typeUsers: [RelationID: [RelationID: Int]] = [:]
  /// The tables with triggers that call a function of that name, and how many.
  private var callers: [String: [RelationID: Int]] = [:]
  private var members: [String: Set<RelationID>] = [:]
  /// The names of what has columns, and in how many schemas.
  private var tables: NamedParts<Int> = [:]

  subscript(id: RelationID) -> Relation? {
    get { all[id] }
    set {
      journal.note(id, all[id])
      replace(id, with: newValue)
    }
  }

  // MARK: What is asked for

  /// What has columns of a type.
  func users(ofType id: RelationID) -> some Sequence<RelationID> { (typeUsers[id] ?? [:]).keys }

  /// The tables with triggers that call a function of that name, in whatever schema.
  func callers(of function: String) -> some Sequence<RelationID> {
    (callers[function] ?? [:]).keys
  }

  /// The names of what has columns, in their order.
  var namesOfTables: [String] { tables.keys }

  /// Everything in a schema.
  func members(of schema: String) -> Set<RelationID> { members[schema] ?? [] }

  func dependents(of id: RelationID) -> some Sequence<RelationID> { (dependents[id] ?? [:]).keys }

  func indexes(of id: RelationID) -> Set<RelationID> { indexes[id] ?? [] }

  func children(of id: RelationID) -> Set<RelationID> { children[id] ?? [] }

  func defaultPartition(of id: RelationID) -> RelationID? { defaultPartitions[id]?.first }

  func hasConstraint(_ name: RelationID) -> Bool { constraintNames[name] != nil }

  // MARK: Taking back

  /// The number of changes that can be taken back.
  var changes: Int { journal.changes.count }

  mutating func rollBack(to count: Int) {
    for change in journal.takeBack(to: count).reversed() {
      replace(change.id, with: change.before)
    }
  }

  func touched(since count: Int) -> [RelationID: Relation?] {
    // After a ROLLBACK there are fewer than there were.
    Dictionary(journal.changes.dropFirst(count).map { ($0.id, $0.before) }) { first, _ in first }
  }

  mutating func keep() { journal.keep() }
  mutating func settle(since count: Int) { journal.settle(since: count) }
  mutating func commit() { journal = Journal() }

  // MARK: Counting

  private mutating func replace(_ id: RelationID, with relation: Relation?) {
    let old = all.removeValue(forKey: id)
    if !Relation.nameTheSame(old, relation) {
      count(old, id, -1)
      count(relation, id, 1)
    }
    NamedParts.visitChanges(old?.constraints ?? [:], relation?.constraints ?? [:]) {
      name,
      before,
      after in
      if before == nil || after == nil { count(name, of: id, after == nil ? -1 : 1) }
      guard before?.target != after?.target else { return }
      if let target = before?.target { count(target, from: id, -1) }
      if let target = after?.target { count(target, from: id, 1) }
    }
    NamedParts.visitChanges(old?.triggers ?? [:], relation?.triggers ?? [:]) { _, before, after in
      guard before?.function.name != after?.function.name else { return }
      if let name = before?.function.name { Self.count(id, under: name, in: &callers, -1) }
      if let name = after?.function.name { Self.count(id, under: name, in: &callers, 1) }
    }
    NamedParts.visitChanges(old?.policies ?? [:], relation?.policies ?? [:]) { _, before, after in
      guard before != after else { return }
      for other in before?.references ?? [] { count(other, from: id, -1) }
      for other in after?.references ?? [] { count(other, from: id, 1) }
    }
    if (old == nil) != (relation == nil) {
      Self.enter(id, under: id.schema, in: &members, old == nil ? 1 : -1)
    }
    if old?.kind != relation?.kind {
      if old?.kind.hasColumns == true { countTable(id.name, -1) }
      if relation?.kind.hasColumns == true { countTable(id.name, 1) }
    }
    if let relation { all[id] = relation }
  }

  /// Counts what a relation names but for its constraints and policies.
  private mutating func count(_ relation: Relation?, _ id: RelationID, _ change: Int) {
    guard let relation else { return }
    for other in relation.references { count(other, from: id, change) }
    for column in relation.columns {
      guard let schema = column.type.schema else { continue }
      let type = RelationID(schema: schema, name: column.type.name)
      Self.count(id, under: type, in: &typeUsers, change)
    }
    if let table = relation.index?.table { Self.enter(id, under: table, in: &indexes, change) }
    for parent in relation.parents {
      Self.enter(id, under: parent, in: &children, change)
      guard relation.isDefaultPartition else { continue }
      Self.enter(id, under: parent, in: &defaultPartitions, change)
    }
  }

  private mutating func countTable(_ name: String, _ change: Int) {
    let number = (tables[name] ?? 0) + change
    tables[name] = number == 0 ? nil : number
  }

  private mutating func count(_ other: RelationID, from id: RelationID, _ change: Int) {
    if other != id { Self.count(id, under: other, in: &dependents, change) }
  }

  private static func enter<Key>(
    _ id: RelationID,
    under key: Key,
    in list: inout [Key: Set<RelationID>],
    _ change: Int
  ) {
    if change > 0 {
      list[key, default: []].insert(id)
    } else {
      list[key]?.remove(id)
      if list[key]?.isEmpty == true { list[key] = nil }
    }
  }

  private static func count<Key>(
    _ id: RelationID,
    under key: Key,
    in list: inout [Key: [RelationID: Int]],
    _ change: Int
  ) {
    let number = (list[key]?[id] ?? 0) + change
    list[key, default: [:]][id] = number == 0 ? nil : number
    if number == 0, list[key]?.isEmpty == true { list[key] = nil }
  }

  private mutating func count(_ name: String, of id: RelationID, _ change: Int) {
    let key = RelationID(schema: id.schema, name: name)
    let number = (constraintNames[key] ?? 0) + change
    constraintNames[key] = number == 0 ? nil : number
  }
}

extension Relation {
  /// Whether two states name the same of what names other relations, but for constraints and policies,
  /// which may be many.
  fileprivate static func nameTheSame(_ left: Relation?, _ right: Relation?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.columns == right.columns && left.readRelations == right.readRelations
      && left.reads == right.reads && left.parents == right.parents
      && left.isDefaultPartition == right.isDefaultPartition && left.index == right.index
      && left.owner?.relation == right.owner?.relation
  }

  /// The relations that it names, but for those of constraints and policies.
  fileprivate var references: Set<RelationID> {
    var found = readRelations
    for use in reads { found.insert(use.relation) }
    found.formUnion(parents)
    if let index {
      found.insert(index.table)
      if let parent = index.parent { found.insert(parent) }
    }
    if let owner = owner?.relation { found.insert(owner) }
    for column in columns { found.formUnion(column.sequences) }
    return found
  }
}

extension Policy {
  /// Every other relation that its clauses name.
  fileprivate var references: Set<RelationID> {
    uses.reduce(into: readRelations) { $0.insert($1.relation) }
  }
}
