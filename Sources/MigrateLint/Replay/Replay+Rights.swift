import PostgresSyntax

extension Replay {
  /// GRANT and REVOKE must find what they speak of; who may do what is not kept.
  mutating func grant(_ node: SyntaxNode) {
    let objects = node.list("objects")
    if node.string("targtype") == "ACL_TARGET_ALL_IN_SCHEMA" {
      for schema in objects { checkSchema(node: schema) }
      return
    }
    switch node.string("objtype") {
    case "OBJECT_TABLE", "OBJECT_SEQUENCE":
      for object in objects { grant(node, on: object) }
    case "OBJECT_SCHEMA":
      for schema in objects { checkSchema(node: schema) }
    case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE":
      let kind = RoutineKind(node.string("objtype"))
      for object in objects { _ = function(object, kind, isOptional: false) }
    case "OBJECT_TYPE", "OBJECT_DOMAIN":
      for object in objects {
        let parts = object.is("List") ? object.list("items") : object.list("names")
        checkType(relationName(parts))
        if node.string("objtype") == "OBJECT_DOMAIN" { checkDomain(relationName(parts)) }
      }
    case "OBJECT_LANGUAGE", "OBJECT_FDW", "OBJECT_FOREIGN_SERVER":
      guard let kind = namedKind(node.string("objtype")) else { return }
      for object in objects { check(kind, relationName([object])) }
    case "OBJECT_PARAMETER_ACL":
      checkPrivileges(node, ["set", "alter system"], at: text.range.lowerBound)
    default: break
    }
  }

  private static let sequenceRights: Set = ["select", "usage", "update"]

  private static let tableRights: Set = [
    "select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain",
    "usage",
  ]

  /// Reports a right that there is not for such objects.
  private mutating func checkPrivileges(_ node: SyntaxNode, _ rights: Set<String>, at place: Int?) {
    for right in node.list("privileges").compactMap({ $0.string("priv_name") })
    where !rights.contains(right) {
      report(.wrongKind, "there is no right \(right.uppercased()) of this object", at: place)
    }
  }

  private mutating func checkSchema(node: SyntaxNode) {
    guard let name = node.stringValue else { return }
    _ = checkSchema(name, at: text.offset(of: name, after: text.range.lowerBound))
  }

  private mutating func grant(_ node: SyntaxNode, on object: SyntaxNode) {
    guard let (id, relation) = find(object) else { return }
    let isSequence = node.string("objtype") == "OBJECT_SEQUENCE"
    guard relation.kind != .index, relation.kind != .compositeType,
      !isSequence || relation.kind == .sequence
    else {
      return report(.wrongKind, "\(id) is a \(relation.kind.word)", at: object.location)
    }
    checkPrivileges(
      node,
      isSequence ? Self.sequenceRights : Self.tableRights,
      at: object.location
    )
    let rights = node.list("privileges").compactMap { $0.string("priv_name") }
    if !isSequence, relation.kind != .sequence, rights.contains("usage") {
      report(.wrongKind, "there is no right USAGE of \(id)", at: object.location)
    }
    for column in node.list("privileges").flatMap({ $0.list("cols") }).compactMap(\.stringValue) {
      _ = check(column: column, of: id, relation, after: text.range.lowerBound)
    }
  }

  /// Reports a type that is no domain.
  mutating func checkDomain(_ name: RelationName) {
    let reference = TypeReference(schema: name.schema, name: name.name)
    let kind = catalog.type(reference)?.entry.kind
    let isRow = kind == nil && catalog.relation(name)?.entry.kind.hasColumns == true
    guard isRow || kind != nil && kind != .domain && kind != .base else { return }
    report(
      .wrongKind,
      "type \(name) is no domain",
      at: text.offset(of: name.name, after: text.range.lowerBound)
    )
  }

  /// Reports a type that does not exist; a row type exists, and has no entry of its own.
  mutating func checkType(_ name: RelationName) {
    let reference = TypeReference(schema: name.schema, name: name.name)
    guard catalog.extensions.count == 1, catalog.type(reference) == nil,
      catalog.relation(name)?.entry.kind.hasColumns != true,
      !TypeNames.builtin.contains(name.name)
    else { return }
    let place = text.offset(of: name.name, after: text.range.lowerBound)
    report(.unknownType, "no type \(name) exists here", at: place)
  }
}
