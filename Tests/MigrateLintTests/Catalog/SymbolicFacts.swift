@testable import MigrateLint

extension CatalogFacts {
  /// Renders the catalog of a replay.
  init(of catalog: Catalog) {
    facts = []
    for (id, relation) in catalog.relations where !relation.isPhantom {
      if relation.isOpen || relation.hasUnknownConstraints { open.insert(Self.name(id)) }
      if let index = relation.index {
        add(index, id)
      } else {
        add(relation, id)
      }
      add(comment: relation.comment, on: relation.index == nil ? "relation" : "index", id, id)
    }
    for (schema, entry) in catalog.schemas {
      if schema != "pg_temp" { add("schema \(schema)", [""]) }
      comment(entry.comment, "schema \(schema)")
      for (name, type) in entry.types where !type.isShell {
        let base = type.base.map { Self.type($0) } ?? ""
        add("type \(schema).\(name)", [type.kind.name, type.labels.joined(separator: ","), base])
        comment(type.comment, "type \(schema).\(name.quotedIfNeeded)")
      }
      for (name, overloads) in entry.functions {
        for function in overloads where !function.isAggregate {
          let signature = "\(schema).\(name)(\(function.argumentTypes.joined(separator: ",")))"
          add("function \(signature)", ["defaults=\(function.defaults)"])
          comment(function.comment, "function \(signature)")
        }
      }
    }
    for name in catalog.extensions { add("extension \(name)", [""]) }
  }

  private mutating func add(_ name: String, _ values: [String], of relation: String = "") {
    facts.append(Fact(relation: relation, name: name, values: values))
  }

  private mutating func comment(_ text: String?, _ what: String, of relation: String = "") {
    if let text { add("comment on \(what)", [text], of: relation) }
  }

  private mutating func add(
    comment: String?,
    on kind: String,
    _ id: RelationID,
    _ owner: RelationID,
    _ suffix: String = ""
  ) {
    self.comment(comment, "\(kind) \(Self.name(id))\(suffix)", of: Self.name(owner))
  }

  private static func name(_ id: RelationID) -> String { "\(id.schema).\(id.name)" }

  /// PostgreSQL prints one pair of brackets however many an array was declared with.
  private static func type(_ type: TypeReference) -> String {
    guard !type.name.isEmpty, type.name != "interval" || type.modifiers.isEmpty else { return "?" }
    var element = type
    element.dimensions = 0
    // The types of extensions are in the schema into which the extension was put.
    let isOfExtension = ExtensionObjects.all.values.contains { $0.types.contains(type.name) }
    let owner = type.schema ?? (isOfExtension ? "public" : nil)
    let schema = owner.map { "\($0.quotedIfNeeded)." } ?? ""
    return schema + element.description + (type.dimensions > 0 ? "[]" : "")
  }

  // MARK: Relations

  private mutating func add(_ relation: Relation, _ id: RelationID) {
    let own = Self.name(id)
    add(
      "relation \(own)",
      [
        relation.kind.rawValue,
        "parents=" + relation.parents.map(Self.name).joined(separator: ","),
        "partition=\(relation.isPartition)", "rls=\(relation.rowSecurity.isEnabled)",
        "forced=\(relation.rowSecurity.isForced)",
        "owner=" + (relation.owner.map { "\(Self.name($0.relation)).\($0.column)" } ?? ""),
      ],
      of: own
    )
    for (index, column) in relation.columns.enumerated() { add(column, index + 1, own) }
    for (name, constraint) in relation.constraints { add(constraint, name, own) }
    for (name, policy) in relation.policies { add(policy, name, own) }
    for (name, trigger) in relation.triggers { add(trigger, name, own) }
  }

  private mutating func add(_ column: Column, _ number: Int, _ relation: String) {
    add(
      "column \(relation) \(number)",
      [
        column.name, Self.type(column.type), "null=\(!column.isNotNull)",
        "default=\(column.expression != nil && !column.isGenerated)",
        "generated=\(column.isGenerated)", "identity=\(column.isIdentity)",
        "local=\(column.inheritance.isLocal)", "inherited=\(column.inheritance.parents)",
      ],
      of: relation
    )
    comment(column.comment, "relation \(relation).\(column.name)", of: relation)
  }

  private mutating func add(_ constraint: Constraint, _ name: String, _ relation: String) {
    let isForeign = constraint.kind == .foreignKey
    add(
      "constraint \(relation) \(name)",
      [
        constraint.kind.rawValue, constraint.columns.joined(separator: ","),
        "to=" + (constraint.target.map(Self.name) ?? ""),
        constraint.targetColumns.joined(separator: ","), "deferrable=\(constraint.isDeferrable)",
        "deferred=\(constraint.isInitiallyDeferred)", "validated=\(constraint.isValidated)",
        "actions=" + (isForeign ? constraint.onDelete.rawValue + constraint.onUpdate.rawValue : ""),
        "local=\(constraint.inheritance.isLocal)", "inherited=\(constraint.inheritance.parents)",
        "heritable=\(constraint.isHeritable)",
      ],
      of: relation
    )
    comment(constraint.comment, "constraint \(relation) \(name)", of: relation)
  }

  private mutating func add(_ index: Index, _ id: RelationID) {
    let table = Self.name(index.table)
    let keys = index.keys.map { key in
      let isNullsFirst = key.isDescending != key.movesNulls
      return "\(key.column ?? "(expr)") \((key.isDescending ? 1 : 0) + (isNullsFirst ? 2 : 0))"
    }
    add(
      "index \(Self.name(id))",
      [
        table, index.method, "unique=\(index.isUnique)", keys.joined(separator: ","),
        "include=" + index.included.joined(separator: ","), "where=\(index.predicate != nil)",
        "valid=\(!index.isOnlyParent)", "parent=" + (index.parent.map(Self.name) ?? ""),
        "constraint=\(index.constraint ?? "")",
      ],
      of: table
    )
  }

  private mutating func add(_ policy: Policy, _ name: String, _ relation: String) {
    let isForAll = policy.roles == ["public"]
    add(
      "policy \(relation) \(name)",
      [
        policy.command, "permissive=\(policy.isPermissive)",
        "roles=\(isForAll ? "public" : "\(policy.roles.count)")", "using=\(policy.using != nil)",
        "check=\(policy.check != nil)",
      ],
      of: relation
    )
    comment(policy.comment, "policy \(relation) \(name)", of: relation)
  }

  private mutating func add(_ trigger: Trigger, _ name: String, _ relation: String) {
    add(
      "trigger \(relation) \(name)",
      [
        trigger.function.name, trigger.timing.rawValue, "row=\(trigger.isForEachRow)",
        "events=\(trigger.events.rawValue)", trigger.columns.joined(separator: ","),
        "when=\(trigger.hasCondition)", "cloned=\(trigger.isCloned)",
      ],
      of: relation
    )
    comment(trigger.comment, "trigger \(relation) \(name)", of: relation)
  }
}

extension TypeEntry.Kind {
  fileprivate var name: String {
    switch self {
    case .enumeration: "enumeration"
    case .domain: "domain"
    case .range: "range"
    case .composite: "composite"
    case .base: "base"
    }
  }
}
