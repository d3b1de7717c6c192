/// The relations of a catalog with what is asked for often: who depends on whom, and which names of
/// constraints are in use.
struct RelationStorage: Sendable {
  private(set) var all: [RelationID: Relation] = [:]
  /// What each change replaced, the oldest first.
  var journal: [(id: RelationID, before: Relation?)] = []

  private var dependents: [RelationID: Set<RelationID>] = [:]
  private var constraintNames: [RelationID: Int] = [:]

  private var typeUses: [RelationID: Int] = [:]

  func hasUsers(ofType id: RelationID) -> Bool { typeUses[id] != nil }

  subscript(id: RelationID) -> Relation? {
    get { all[id] }
    set {
      journal.append((id, all[id]))
      replace(id, with: newValue)
    }
  }

  func dependents(of id: RelationID) -> Set<RelationID> { dependents[id] ?? [] }

  func hasConstraint(_ name: RelationID) -> Bool { constraintNames[name] != nil }

  mutating func rollBack(to count: Int) {
    while journal.count > count, let change = journal.popLast() {
      replace(change.id, with: change.before)
    }
  }

  func touched(since count: Int) -> [RelationID: Relation?] {
    Dictionary(journal[count...].map { ($0.id, $0.before) }) { first, _ in first }
  }

  private mutating func replace(_ id: RelationID, with relation: Relation?) {
    if let old = all[id] {
      for other in old.references where other != id { dependents[other]?.remove(id) }
      for name in old.constraints.keys { count(name, of: id, -1) }
      for column in old.columns { count(column.type, -1) }
    }
    all[id] = relation
    guard let relation else { return }
    for other in relation.references where other != id {
      dependents[other, default: []].insert(id)
    }
    for name in relation.constraints.keys { count(name, of: id, 1) }
    for column in relation.columns { count(column.type, 1) }
  }

  private mutating func count(_ type: TypeReference, _ change: Int) {
    guard let schema = type.schema else { return }
    let key = RelationID(schema: schema, name: type.name)
    let number = (typeUses[key] ?? 0) + change
    typeUses[key] = number == 0 ? nil : number
  }

  private mutating func count(_ name: String, of id: RelationID, _ change: Int) {
    let key = RelationID(schema: id.schema, name: name)
    let number = (constraintNames[key] ?? 0) + change
    constraintNames[key] = number == 0 ? nil : number
  }
}

extension Relation {
  /// Every other relation that this one names.
  var references: Set<RelationID> {
    var found = readRelations
    found.formUnion(reads.map(\.relation))
    found.formUnion(parents)
    if let index {
      found.insert(index.table)
      if let parent = index.parent { found.insert(parent) }
    }
    if let owner { found.insert(owner.relation) }
    for constraint in constraints.values {
      if let target = constraint.target { found.insert(target) }
    }
    for policy in policies.values {
      found.formUnion(policy.uses.map(\.relation))
      found.formUnion(policy.readRelations)
    }
    for column in columns { found.formUnion(column.sequences) }
    return found
  }
}
