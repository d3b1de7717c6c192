import PostgresSyntax

// Types, functions and schemas that get another name or schema.
extension Replay {
  /// RENAME TO or SET SCHEMA of a type, also of a composite one, which is a relation.
  mutating func moveType(
    _ parts: [SyntaxNode],
    toName newName: String? = nil,
    toSchema newSchema: String? = nil
  ) {
    let name = relationName(parts)
    let reference = TypeReference(schema: name.schema, name: name.name)
    let place = text.offset(of: newName ?? newSchema ?? "", after: text.range.lowerBound)
    if let newSchema, !checkSchema(newSchema, at: place) { return }
    guard let (schema, entry) = catalog.type(reference) else {
      guard let (id, relation) = catalog.relation(name), relation.kind == .compositeType else {
        return checkType(name)
      }
      let new = RelationID(schema: newSchema ?? id.schema, name: newName ?? id.name)
      if new != id || newName != nil, !isTypeNameTaken(new, at: place) { move(id, to: new) }
      return
    }
    let new = RelationID(schema: newSchema ?? schema, name: newName ?? name.name)
    if newName == nil, newSchema == schema { return }
    guard !isTypeNameTaken(new, at: place) else { return }
    catalog.schemas[schema]?.types[name.name] = nil
    catalog.schemas[new.schema]?.types[new.name] = entry
    renameUsers(
      ofType: TypeID(schema: schema, name: name.name),
      to: TypeID(schema: new.schema, name: new.name)
    )
  }

  private mutating func isTypeNameTaken(_ id: RelationID, at place: Int?) -> Bool {
    let isTaken =
      catalog.schemas[id.schema]?.types[id.name] != nil || catalog[id]?.kind.hasColumns == true
    if isTaken { report(.nameTaken, "a type \(id) exists already", at: place) }
    return isTaken
  }

  /// RENAME TO or SET SCHEMA of a function; the triggers that call it go on calling it.
  mutating func moveFunction(
    _ object: SyntaxNode,
    _ kind: RoutineKind,
    toName newName: String? = nil,
    toSchema newSchema: String? = nil
  ) {
    guard let found = function(object, kind, isOptional: false) else { return }
    let place = text.offset(of: newName ?? newSchema ?? "", after: text.range.lowerBound)
    if let newSchema, !checkSchema(newSchema, at: place) { return }
    let (schema, name) = (newSchema ?? found.schema, newName ?? found.name)
    var overloads = catalog.schemas[found.schema]?.functions[found.name] ?? []
    let moved = overloads.remove(at: found.index)
    if newName == nil, schema == found.schema { return }
    let there = catalog.schemas[schema]?.functions[name] ?? []
    guard !there.contains(where: { $0.argumentTypes == moved.argumentTypes }) else {
      return report(
        .nameTaken,
        "a function \(name.quotedIfNeeded) with the same arguments exists already",
        at: place
      )
    }
    catalog.schemas[found.schema]?.functions[found.name] = overloads.isEmpty ? nil : overloads
    catalog.schemas[schema]?.functions[name, default: []].append(moved)
    guard moved.returnsTrigger else { return }
    let old = RelationName(schema: found.schema, name: found.name)
    for id in catalog.callers(of: found.name) {
      for (trigger, entry) in catalog[id]?.triggers ?? [:] where entry.function == old {
        catalog[id]?.triggers[trigger]?.function = RelationName(schema: schema, name: name)
      }
    }
  }

  mutating func renameSchema(_ node: SyntaxNode, to new: String) {
    guard let old = node.string("subname") else { return }
    let place = text.offset(of: old, after: text.range.lowerBound)
    guard checkSchema(old, at: place), let entry = catalog.schemas[old] else { return }
    guard catalog.schemas[new] == nil else {
      return report(.nameTaken, "a schema \(new.quotedIfNeeded) exists already", at: place)
    }
    guard !new.hasPrefix("pg_") else {
      return report(.nameTaken, "names that begin with pg_ are the server's own", at: place)
    }
    catalog.schemas[new] = entry
    for object in catalog.objects(in: old) {
      catalog.move(object, to: NamedObject(kind: object.kind, schema: new, name: object.name))
    }
    for id in catalog.members(of: old) {
      move(id, to: RelationID(schema: new, name: id.name))
    }
    for name in entry.types.keys {
      renameUsers(
        ofType: TypeID(schema: old, name: name),
        to: TypeID(schema: new, name: name)
      )
    }
    catalog.schemas[old] = nil
    for id in Set(entry.functions.keys.flatMap { catalog.callers(of: $0) }) {
      for (trigger, its) in catalog[id]?.triggers ?? [:] where its.function.schema == old {
        catalog[id]?.triggers[trigger]?.function.schema = new
      }
    }
  }
}
