import PostgresSyntax

extension Replay {
  mutating func alterTable(_ node: SyntaxNode) {
    guard let target = node["relation"] else { return }
    if passesOver(target, of: node) { return }
    guard let (id, entry) = find(target),
      checkKind(node.string("objtype"), of: id, entry, at: target.location)
    else { return }
    for command in node.list("cmds") {
      guard checkMayDo(command, to: id, entry, at: target.location) else { return }
    }
    var table = entry
    var pending: [PendingConstraint] = []
    // PostgreSQL runs the parts of one statement in passes: drops, types, new columns, the columns'
    // attributes, keys, other constraints and defaults, and the rest.
    let commands = node.list("cmds").map { ($0, Pass($0)) }
    for pass in Pass.allCases {
      for (command, its) in commands where its == pass {
        apply(command, to: &table, id, target, &pending)
      }
      if pass == .attribute {
        add(pending, to: &table, id)
        pending = []
      }
    }
    catalog[id] = table
  }

  private enum Pass: CaseIterable {
    case drop, type, addColumn, attribute, rest

    init(_ command: SyntaxNode) {
      switch command.string("subtype") {
      case "AT_DropColumn", "AT_DropConstraint", "AT_DropNotNull", "AT_DropIdentity",
        "AT_DropExpression":
        self = .drop
      case "AT_ColumnDefault": self = command["def"] == nil ? .drop : .rest
      case "AT_AlterColumnType": self = .type
      case "AT_AddColumn": self = .addColumn
      case "AT_SetNotNull", "AT_AddConstraint": self = .attribute
      default: self = .rest
      }
    }
  }

  private mutating func apply(
    _ command: SyntaxNode,
    to table: inout Relation,
    _ id: RelationID,
    _ target: SyntaxNode,
    _ pending: inout [PendingConstraint]
  ) {
    let start = (target.location ?? text.range.lowerBound) + 1
    let name = command.string("name") ?? ""
    switch command.string("subtype") {
    case "AT_AddColumn": addColumn(command, to: &table, id, target, &pending)
    case "AT_DropColumn": dropColumn(command, name, of: &table, id, target)
    case "AT_AlterColumnType": alterType(command, name, of: &table, id, target)
    case "AT_SetNotNull":
      guard check(column: name, of: id, table, after: start),
        table.kind != .partitionedTable
          || catalog.children(of: id).allSatisfy({
            catalog[$0]?.column(name)?.isNotNull != false
          }) || reachesChildren(target, id)
      else { return }
      change(name, of: &table) { $0.isNotNull = true }
      if target.bool("inh") { changeInherited(name, of: id) { $0.isNotNull = true } }
    case "AT_DropNotNull": dropNotNull(name, of: &table, id, target)
    case "AT_ColumnDefault":
      guard check(column: name, of: id, table, after: start) else { return }
      if let column = table.column(name), column.isIdentity || column.isGenerated {
        let kind = column.isIdentity ? "an identity" : "a generated"
        return report(
          .wrongKind,
          "column \(name.quotedIfNeeded) of table \(id) is \(kind) column, which has no default",
          at: text.offset(of: name, after: start)
        )
      }
      let written = command["def"].flatMap { defaultType($0, of: table.column(name)) }
      let sequences = command["def"].map { checkDefault($0, of: name, table) } ?? []
      let spelled = command["def"].flatMap { text.written($0, behind: "default") }
      change(name, of: &table) {
        $0.expression = command["def"].flatMap(Self.defaultText)
        $0.written = spelled
        $0.defaultType = written
        $0.sequences = sequences
      }
      if target.bool("inh") {
        changeInherited(name, of: id) {
          $0.expression = command["def"].flatMap(Self.defaultText)
          $0.defaultType = written
          $0.sequences = sequences
        }
      }
    case "AT_AddIdentity", "AT_DropIdentity", "AT_SetIdentity", "AT_DropExpression":
      guard check(column: name, of: id, table, after: start) else { return }
      changeIdentity(command, name, of: &table, id)
    case "AT_SetTableSpace": check(.tablespace, RelationName(schema: nil, name: name))
    case "AT_SetStatistics", "AT_SetStorage", "AT_SetCompression", "AT_SetOptions":
      let options: Set = ["n_distinct", "n_distinct_inherited"]
      for option in command["def"]?.elements ?? []
      where table.kind != .index && !options.contains(option.string("defname") ?? "") {
        report(
          .invalidOption,
          "a column has no option \(option.string("defname") ?? "")",
          at: option.location
        )
      }
      if !name.isEmpty { _ = check(column: name, of: id, table, after: start) }
    case "AT_AddConstraint":
      if let constraint = command["def"] {
        var one = PendingConstraint(node: constraint, column: nil)
        one.reachesChildren = target.bool("inh")
        pending.append(one)
      }
    case "AT_DropConstraint": dropConstraint(command, name, of: &table, id, target)
    case "AT_ValidateConstraint":
      let place = text.offset(of: name, after: start)
      if checkConstraint(name, of: id, table, at: place), let its = table.constraints[name],
        its.kind != .check, its.kind != .foreignKey
      {
        report(
          .unknownConstraint,
          "\(name.quotedIfNeeded) is no CHECK and no foreign key",
          at: place
        )
      } else {
        let isShared = table.constraints[name].map { $0.kind == .check && $0.isHeritable } ?? false
        guard
          table.constraints[name]?.isValidated != false || !isShared
            || reachesChildren(target, id)
        else { return }
        table.constraints[name]?.isValidated = true
        guard target.bool("inh") else { return }
        for child in catalog.descendants(of: id) {
          catalog[child]?.constraints[name]?.isValidated = true
        }
      }
    case "AT_AlterConstraint":
      if let definition = command["def"] { alterConstraint(definition, of: &table, id, start) }
    case "AT_EnableTrig", "AT_DisableTrig", "AT_EnableAlwaysTrig", "AT_EnableReplicaTrig":
      guard table.triggers[name] == nil, !table.isOpen else { return }
      report(
        .unknownTrigger,
        "table \(id) has no trigger \(name.quotedIfNeeded)",
        at: text.offset(of: name, after: start)
      )
    case "AT_EnableRule", "AT_DisableRule", "AT_EnableAlwaysRule", "AT_EnableReplicaRule":
      checkRule(name, of: id, table)
    case "AT_ClusterOn":
      let place = text.offset(of: name, after: start)
      if let index = index(name, of: id, at: place) { checkClusters(index, name, at: place) }
    case "AT_ReplicaIdentity":
      if let index = command["def"]?.string("name") {
        checkReplicaIdentity(index, of: id, table, after: start)
      }
    case "AT_EnableRowSecurity": table.rowSecurity.isEnabled = true
    case "AT_DisableRowSecurity": table.rowSecurity.isEnabled = false
    case "AT_ForceRowSecurity": table.rowSecurity.isForced = true
    case "AT_NoForceRowSecurity": table.rowSecurity.isForced = false
    case "AT_SetRelOptions":
      checkStorage(command["def"]?.elements ?? [], of: table.kind, table.index?.method)
      for option in command["def"]?.elements ?? [] {
        if let value = option.securityInvoker { table.isSecurityInvoker = value }
      }
    case "AT_ResetRelOptions":
      for option in command["def"]?.elements ?? [] where option.securityInvoker != nil {
        table.isSecurityInvoker = false
      }
    case "AT_AttachPartition", "AT_DetachPartition": changePartition(command, of: &table, id)
    case "AT_AddInherit", "AT_DropInherit":
      guard let definition = command["def"], let (parent, whole) = find(definition) else { return }
      catalog[id] = table
      if table.isPartition || table.kind == .partitionedTable {
        report(.wrongKind, "a partition or divided table inherits from nothing else")
      } else if command.string("subtype") == "AT_DropInherit" {
        removeParent(parent, from: id)
      } else if table.isPartition || whole.isPartition || whole.kind != .table {
        report(.wrongKind, "a partition or divided table inherits from nothing else")
      } else {
        addParent(parent, whole, to: id)
      }
      table = catalog[id] ?? table
    default: break
    }
  }

  /// Only a foreign key's deferrability can change.
  private mutating func alterConstraint(
    _ definition: SyntaxNode,
    of table: inout Relation,
    _ id: RelationID,
    _ start: Int
  ) {
    guard let name = definition.string("conname") else { return }
    let place = text.offset(of: name, after: start)
    guard checkConstraint(name, of: id, table, at: place), let its = table.constraints[name] else {
      return
    }
    guard its.kind == .foreignKey else {
      return report(.unknownConstraint, "\(name.quotedIfNeeded) is no foreign key", at: place)
    }
    let isDeferred = definition.bool("initdeferred")
    table.constraints[name]?.isDeferrable = definition.bool("deferrable") || isDeferred
    table.constraints[name]?.isInitiallyDeferred = isDeferred
  }

  private mutating func changePartition(
    _ command: SyntaxNode,
    of table: inout Relation,
    _ id: RelationID
  ) {
    guard let child = command["def"]?["name"], let (childID, _) = find(child) else { return }
    guard table.index == nil else {
      guard mayJoin(childID, id, table, at: child.location) else { return }
      // An index of a partition joins that of the whole, which is valid once all have joined.
      catalog[childID]?.index?.parent = id
      let whole = table.index.map { catalog.children(of: $0.table).count } ?? 0
      let parts = catalog.dependents(of: id).count { $0.entry.index?.parent == id }
      table.index?.isOnlyParent = parts < whole
      return
    }
    catalog[id] = table
    if command.string("subtype") == "AT_AttachPartition" {
      guard table.kind == .partitionedTable else {
        return report(.wrongKind, "\(id) is not divided into partitions", at: child.location)
      }
      addParent(id, table, to: childID)
      if let bound = command["def"]?["bound"] {
        let read = self.bound(bound, of: childID, in: id)
        catalog[childID]?.bound = read
      }
      catalog[childID]?.isDefaultPartition =
        command["def"]?["bound"]?.bool("is_default") == true
    } else {
      removeParent(id, from: childID)
      catalog[childID]?.bound = nil
    }
    table = catalog[id] ?? table
  }

  mutating func setSchema(_ node: SyntaxNode) {
    switch node.string("objectType") {
    case "OBJECT_TYPE", "OBJECT_DOMAIN":
      node["object"].map { moveType($0.elements, toSchema: node.string("newschema")) }
      return
    case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE":
      let kind = RoutineKind(node.string("objectType"))
      node["object"].map { moveFunction($0, kind, toSchema: node.string("newschema")) }
      return
    case "OBJECT_EXTENSION":
      guard let name = node["object"]?.stringValue else { return }
      if checkExtension(name), let schema = node.string("newschema") {
        _ = checkSchema(schema, at: text.offset(of: schema, after: text.range.lowerBound))
      }
      return
    default: break
    }
    if let kind = namedKind(node.string("objectType")), let object = node["object"] {
      if check(kind, relationName(object.elements)), let schema = node.string("newschema") {
        _ = checkSchema(schema, at: text.offset(of: schema, after: text.range.lowerBound))
        if let old = catalog.object(kind, relationName(object.elements)) {
          catalog.move(old, to: NamedObject(kind: kind, schema: schema, name: old.name))
        }
      }
      return
    }
    guard let target = node["relation"], let schema = node.string("newschema") else {
      return
    }
    if passesOver(target, of: node) { return }
    guard let (id, entry) = find(target),
      checkKind(node.string("objectType"), of: id, entry, at: target.location)
    else { return }
    let place = text.offset(of: schema, after: (target.location ?? 0) + 1)
    guard checkSchema(schema, at: place), schema != id.schema else { return }
    guard id.schema != "pg_temp" else {
      return report(.wrongKind, "\(id) is temporary, and stays in its schema", at: place)
    }
    for moved in withOwned([id]).sorted(by: { $0.name < $1.name })
    where catalog[moved]?.isPartition != true || moved == id {
      let new = RelationID(schema: schema, name: moved.name)
      if let existing = catalog[new] {
        report(.nameTaken, "a \(existing.kind.word) \(new) exists already", at: place)
      } else {
        move(moved, to: new)
      }
    }
  }
}
