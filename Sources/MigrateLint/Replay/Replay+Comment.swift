import PostgresSyntax

extension Replay {
  /// COMMENT ON must find what it speaks of.
  mutating func comment(_ node: SyntaxNode) {
    guard let object = node["object"] else { return }
    let parts = object.is("List") ? object.list("items") : [object]
    let comment = node.string("comment")
    switch node.string("objtype") {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE",
      "OBJECT_FOREIGN_TABLE":
      guard let (id, entry) = findCommented(relationName(parts)) else { return }
      guard isOfKind(entry, node.string("objtype")) else {
        return report(.unknownTable, "\(id) is a \(entry.kind.word)")
      }
      catalog[id]?.comment = comment
    case "OBJECT_COLUMN": self.comment(onColumn: parts, comment)
    case "OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_POLICY":
      self.comment(onPart: parts, of: node.string("objtype") ?? "", comment)
    case "OBJECT_SCHEMA":
      guard let name = object.stringValue else { return }
      let place = text.offset(of: name, after: text.range.lowerBound + 7)
      if checkSchema(name, at: place) { catalog.schemas[name]?.comment = comment }
    case "OBJECT_TYPE", "OBJECT_DOMAIN":
      let name = relationName(object["names"] != nil ? object.list("names") : parts)
      let type = TypeReference(schema: name.schema, name: name.name)
      if node.string("objtype") == "OBJECT_DOMAIN" { checkDomain(name) }
      guard let schema = catalog.type(type)?.schema else { return checkType(name) }
      catalog.schemas[schema]?.types[name.name]?.comment = comment
    case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE":
      let kind = RoutineKind(node.string("objtype"))
      guard let place = function(object, kind, isOptional: false) else { return }
      catalog.schemas[place.schema]?.functions[place.name]?[place.index].comment = comment
    case "OBJECT_EXTENSION": _ = object.stringValue.map { checkExtension($0) }
    case "OBJECT_RULE":
      guard parts.count > 1, let rule = parts.last?.stringValue,
        let (id, relation) = findCommented(relationName(Array(parts.dropLast())))
      else { return }
      checkRule(rule, of: id, relation)
    case "OBJECT_STATISTIC_EXT": checkStatistics(relationName(parts))
    case "OBJECT_DOMCONSTRAINT": checkDomainConstraint(parts)
    case let type: if let kind = namedKind(type) { check(kind, relationName(parts)) }
    }
  }

  private mutating func findCommented(
    _ name: RelationName
  ) -> (id: RelationID, entry: Relation)? {
    if let found = catalog.relation(name) { return found }
    guard !catalog.mayHold(name) else { return nil }
    let start = text.range.lowerBound + 7
    let place = text.offset(of: name.schema ?? name.name, after: start)
    report(text.unknownRelation(name, in: catalog, at: place ?? text.range.lowerBound))
    return nil
  }

  private mutating func comment(onColumn parts: [SyntaxNode], _ comment: String?) {
    guard parts.count > 1, let column = parts.last?.stringValue else { return }
    let name = relationName(Array(parts.dropLast()))
    guard let (id, table) = findCommented(name) else { return }
    guard table.kind.hasColumns else {
      return report(.unknownColumn, "\(id) is a \(table.kind.word), which has no columns")
    }
    let start = text.range.lowerBound + 7
    let afterTable = text.offset(of: name.name, after: start).map { $0 + 1 } ?? start
    guard check(column: column, of: id, table, after: afterTable) else { return }
    var changed = table
    change(column, of: &changed) { $0.comment = comment }
    catalog[id] = changed
  }

  /// `COMMENT ON CONSTRAINT … ON table`: in the tree the table's name comes first.
  private mutating func comment(
    onPart parts: [SyntaxNode],
    of kind: String,
    _ comment: String?
  ) {
    guard parts.count > 1, let part = parts.last?.stringValue else { return }
    guard let (id, table) = findCommented(relationName(Array(parts.dropLast()))) else { return }
    let place = text.offset(of: part, after: text.range.lowerBound + 7)
    switch kind {
    case "OBJECT_TABCONSTRAINT":
      guard checkConstraint(part, of: id, table, at: place) else { return }
      catalog[id]?.constraints[part]?.comment = comment
    case "OBJECT_TRIGGER":
      guard checkTrigger(part, of: id, table, at: place) else { return }
      catalog[id]?.triggers[part]?.comment = comment
    default:
      guard checkPolicy(part, of: id, table, at: place) else { return }
      catalog[id]?.policies[part]?.comment = comment
    }
  }

  private mutating func checkTrigger(
    _ name: String,
    of id: RelationID,
    _ table: Relation,
    at place: Int?
  ) -> Bool {
    if table.triggers[name] != nil || table.isOpen { return true }
    report(.unknownTrigger, "table \(id) has no trigger \(name.quotedIfNeeded)", at: place)
    return false
  }

  private mutating func checkPolicy(
    _ name: String,
    of id: RelationID,
    _ table: Relation,
    at place: Int?
  ) -> Bool {
    if table.policies[name] != nil || table.isOpen { return true }
    report(.unknownPolicy, "table \(id) has no policy \(name.quotedIfNeeded)", at: place)
    return false
  }
}
