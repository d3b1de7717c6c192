import PostgresSyntax

extension Replay {
  /// Adds the constraints of one statement in the server's order: first what belongs to columns,
  /// then checks, keys, and foreign keys; an ALTER TABLE adds the keys before the checks.
  mutating func add(
    _ pending: [PendingConstraint],
    to table: inout Relation,
    _ id: RelationID
  ) {
    let keys: Set = ["CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_EXCLUSION", "CONSTR_FOREIGN"]
    if table.kind == .foreignTable,
      let key = pending.first(where: { keys.contains($0.node.string("contype") ?? "") })
    {
      return report(
        .wrongKind,
        "\(id) is a foreign table, which has neither keys nor exclusion constraints",
        at: key.node.location
      )
    }
    for constraint in pending where constraint.node.string("contype") == "CONSTR_GENERATED" {
      change(constraint.column, of: &table) { $0.isGenerated = true }
    }
    for constraint in pending { addAttribute(constraint, to: &table, id) }
    let kinds = Dictionary(grouping: pending) { $0.node.string("contype") ?? "" }
    let checks = kinds["CONSTR_CHECK"] ?? []
    let isNew = made.contains(id)
    if isNew { for check in checks { addCheck(check, to: &table, id) } }
    addKeys(
      (kinds["CONSTR_PRIMARY"] ?? []) + (kinds["CONSTR_UNIQUE"] ?? []),
      to: &table,
      id
    )
    if !isNew { for check in checks { addCheck(check, to: &table, id) } }
    for exclusion in kinds["CONSTR_EXCLUSION"] ?? [] { addExclusion(exclusion, to: &table, id) }
    catalog[id] = table
    for key in kinds["CONSTR_FOREIGN"] ?? [] { addForeignKey(key, to: &table, id) }
    catalog[id] = table
  }

  mutating func addAttribute(
    _ pending: PendingConstraint,
    to table: inout Relation,
    _ id: RelationID
  ) {
    let node = pending.node
    switch node.string("contype") {
    case "CONSTR_NOTNULL": change(pending.column, of: &table) { $0.isNotNull = true }
    case "CONSTR_DEFAULT":
      guard let expression = node["raw_expr"] else { return }
      let sequences = checkDefault(expression, of: pending.column, table)
      let written = text.written(expression, behind: "default")
      change(pending.column, of: &table) {
        $0.expression = Self.defaultText(expression)
        $0.written = written
        $0.defaultType = defaultType(expression, of: $0)
        $0.sequences = sequences
      }
    case "CONSTR_GENERATED":
      guard let expression = node["raw_expr"] else { return }
      let reads = resolve(
        expression,
        on: id,
        table,
        as: .generatedColumn,
        wanted: .column(pending.column, of: table)
      ).columns(of: id)
      checkGeneration(expression, of: pending.column ?? "", in: table)
      change(pending.column, of: &table) {
        $0.expression = expression.normalText
        $0.isGenerated = true
        $0.reads = reads
      }
    default: return
    }
  }

  func change(_ column: String?, of table: inout Relation, _ body: (inout Column) -> Void) {
    guard let index = table.columns.firstIndex(where: { $0.name == column }) else { return }
    body(&table.columns[index])
  }

  /// A default may name no column; `nextval('…')` must find its sequence.
  mutating func checkDefault(
    _ expression: SyntaxNode,
    of column: String?,
    _ table: Relation
  ) -> Set<RelationID> {
    let count = findings.count
    defer {
      if findings.count == count {
        checkType(of: expression, .column(column, of: table), as: .columnDefault) { _ in [] }
      }
    }
    var sequences: Set<RelationID> = []
    checkCalls(expression, in: .columnDefault)
    expression.visit { node in
      // A subquery has columns of its own, and is refused as a whole.
      if node.is("SubLink") { return .skipChildren }
      if node.is("ColumnRef") {
        let name = node.list("fields").compactMap(\.stringValue).joined(separator: ".")
        report(
          .unknownColumn,
          "a default cannot refer to the column \(name.quotedIfNeeded); a text is written '\(name)'",
          at: node.location
        )
      }
      guard node.is("FuncCall"), node.list("funcname").last?.stringValue == "nextval",
        let written = Self.text(node.list("args").first)
      else { return .visitChildren }
      let parts = StatementText.identifiers(in: written)
      guard let last = parts.last else { return .visitChildren }
      let name = RelationName(schema: parts.dropLast().last, name: last)
      // A missing one is reported where all constants are looked up.
      if let (id, _) = catalog.relation(name) { sequences.insert(id) }
      return .visitChildren
    }
    return sequences
  }

  /// What a default is kept as: `DEFAULT NULL` is none.
  static func defaultText(_ expression: SyntaxNode) -> String? {
    expression.is("A_Const") && expression.bool("isnull") ? nil : expression.normalText
  }

  /// A constant text, with or without a cast.
  private static func text(_ node: SyntaxNode?) -> String? {
    node?["sval"]?.stringValue ?? node?["arg"].flatMap { text($0) }
  }

  private mutating func addCheck(
    _ pending: PendingConstraint,
    to table: inout Relation,
    _ id: RelationID
  ) {
    guard let expression = pending.node["raw_expr"] else { return }
    let reads = resolve(expression, on: id, table, as: .check, wanted: .condition("CHECK"))
      .columns(of: id)
    var constraint = pending.constraint(.check, isNew: made.contains(id))
    guard constraint.isHeritable || table.kind != .partitionedTable else {
      return report(
        .wrongKind,
        "a check of the partitioned table \(id) cannot be NO INHERIT",
        at: pending.node.location
      )
    }
    constraint.columns = reads.sorted()
    constraint.expression = expression.normalText
    constraint.written = text.written(expression, behind: "check")
    constraint.neverNull = Self.neverNull(expression)
    constraint.isNotNullCheck =
      expression.is("NullTest") && expression.string("nulltesttype") == "IS_NOT_NULL"
      && expression["arg"]?.is("ColumnRef") == true && reads.count == 1
    if let given = pending.node.string("conname"), let existing = table.constraints[given],
      !existing.inheritance.isLocal, existing.expression == constraint.expression,
      existing.isHeritable, constraint.isHeritable
    {
      // The parent's, once more.
      table.constraints[given]?.inheritance.isLocal = true
      return
    }
    let column = reads.count == 1 ? reads.first : nil
    guard let name = name(constraint, pending.node, column, "check", in: &table, id),
      !made.contains(id), constraint.isHeritable
    else { return }
    let place = pending.node.location
    guard pending.reachesChildren || !catalog.hasChildren(id) else {
      return report(.wrongKind, "the children of \(id) must have the constraint too", at: place)
    }
    spread(check: constraint, name, of: id, at: place)
  }

  /// The columns of which an expression says IS NOT NULL, alone or joined by AND.
  private static func neverNull(_ expression: SyntaxNode) -> Set<String> {
    if expression.is("BoolExpr"), expression.string("boolop") == "AND_EXPR" {
      return expression.list("args").reduce(into: []) { $0.formUnion(neverNull($1)) }
    }
    guard expression.is("NullTest"), expression.string("nulltesttype") == "IS_NOT_NULL",
      let column = expression["arg"], column.is("ColumnRef"),
      let name = column.list("fields").last?.stringValue
    else { return [] }
    return [name]
  }

  private mutating func addKeys(
    _ pending: [PendingConstraint],
    to table: inout Relation,
    _ id: RelationID
  ) {
    // Two keys over the same columns, written in one CREATE TABLE or behind one column, are one; it
    // has the first name that either was given.
    var merged: [(key: PendingConstraint, columns: [String], name: String?)] = []
    for key in pending {
      let columns = key.column.map { [$0] } ?? key.node.list("keys").compactMap(\.stringValue)
      let same = merged.firstIndex {
        !columns.isEmpty && $0.columns == columns
          && (made.contains(id) || $0.key.column == key.column)
          && (made.contains(id) || key.column != nil)
          && $0.key.isDeferrable == key.isDeferrable
          && key.node.string("contype") != "CONSTR_PRIMARY"
          && $0.key.node.list("including").isEmpty && key.node.list("including").isEmpty
      }
      if let same {
        merged[same].name = merged[same].name ?? key.node.string("conname")
      } else {
        merged.append((key, columns, key.node.string("conname")))
      }
    }
    for key in merged { _ = addKey(key.key, key.columns, named: key.name, to: &table, id) }
  }

  private mutating func addKey(
    _ pending: PendingConstraint,
    _ columns: [String],
    named given: String?,
    to table: inout Relation,
    _ id: RelationID
  ) -> String? {
    let node = pending.node
    let place = node.location ?? text.range.lowerBound
    let isPrimary = node.string("contype") == "CONSTR_PRIMARY"
    if isPrimary, table.primaryKey != nil {
      report(.nameTaken, "table \(id) has a primary key already", at: place)
      return nil
    }
    var constraint = pending.constraint(
      isPrimary ? .primaryKey : .unique,
      isNew: made.contains(id)
    )
    constraint.columns = columns
    if let index = node.string("indexname") {
      return adopt(index, as: &constraint, node, of: &table, id)
    }
    if Set(columns).count < columns.count {
      report(.nameTaken, "a column comes twice in the key", at: place)
      return nil
    }
    let included = node.list("including").compactMap(\.stringValue)
    for name in columns + included {
      guard check(column: name, of: id, table, after: place) else { return nil }
    }
    guard checkKey(columns, of: id, table, at: place),
      checkClasses(ofKey: columns, table, at: place)
    else { return nil }
    if isPrimary {
      for name in columns {
        change(name, of: &table) { $0.isNotNull = true }
        if pending.reachesChildren { changeInherited(name, of: id) { $0.isNotNull = true } }
      }
    }
    let named = isPrimary ? nil : ChosenName.joined(ChosenName.unique(columns + included))
    guard
      let name = name(
        constraint,
        node,
        named,
        isPrimary ? "pkey" : "key",
        given: given,
        in: &table,
        id
      )
    else { return nil }
    makeIndex(
      name,
      Index(
        table: id,
        keys: columns.map { Index.Key(column: $0) },
        included: included,
        isUnique: true,
        nullsNotDistinct: node.bool("nulls_not_distinct"),
        constraint: name,
        reads: Set(columns + included)
      ),
      id
    )
    if table.kind == .partitionedTable {
      catalog[id] = table
      let index = RelationID(schema: id.schema, name: name)
      let children = catalog.children(of: id)
      if pending.reachesChildren {
        for child in children { spread(index: index, to: child) }
      } else {
        catalog[index]?.index?.isOnlyParent = !children.isEmpty
      }
    }
    return name
  }

  /// `ADD CONSTRAINT … USING INDEX`: the index takes the constraint's name.
  private mutating func adopt(
    _ index: String,
    as constraint: inout Constraint,
    _ node: SyntaxNode,
    of table: inout Relation,
    _ id: RelationID
  ) -> String? {
    let indexID = RelationID(schema: id.schema, name: index)
    let place = text.offset(of: index, after: node.location ?? text.range.lowerBound)
    guard var relation = catalog[indexID], var entry = relation.index, entry.table == id else {
      report(.unknownIndex, "table \(id) has no index \(index.quotedIfNeeded)", at: place)
      return nil
    }
    guard entry.isUnique, entry.constraint == nil, entry.predicate == nil,
      entry.keys.allSatisfy({ $0.column != nil && !$0.isDescending && !$0.movesNulls })
    else {
      report(
        .unknownIndex,
        "index \(index.quotedIfNeeded) is not one that can be a key",
        at: place
      )
      return nil
    }
    let name = node.string("conname") ?? index
    guard table.constraints[name] == nil,
      name == index || catalog[RelationID(schema: id.schema, name: name)] == nil
    else {
      report(.nameTaken, "the name \(name.quotedIfNeeded) is taken already", at: place)
      return nil
    }
    constraint.columns = entry.keys.compactMap(\.column)
    constraint.origin = Origin(source, node.location ?? text.range.lowerBound)
    if constraint.kind == .primaryKey {
      for column in constraint.columns { change(column, of: &table) { $0.isNotNull = true } }
    }
    entry.constraint = name
    relation.index = entry
    catalog[indexID] = nil
    catalog[RelationID(schema: id.schema, name: name)] = relation
    table.constraints[name] = constraint
    return name
  }

  private mutating func addExclusion(
    _ pending: PendingConstraint,
    to table: inout Relation,
    _ id: RelationID
  ) {
    let node = pending.node
    var constraint = pending.constraint(.exclusion, isNew: made.contains(id))
    var index = Index(table: id, keys: [], method: node.string("access_method") ?? "gist")
    guard checkExclusion(node, index.method, table) else { return }
    var names: [String] = []
    for pair in node.list("exclusions") {
      guard let element = pair.elements.first else { continue }
      guard add(key: element, to: &index, id, table, after: node.location ?? 0) else { return }
      names.append(Self.indexColumnName(element))
    }
    if let predicate = node["where_clause"] {
      index.reads.formUnion(
        resolve(predicate, on: id, table, as: .index, wanted: .condition("WHERE")).columns(of: id)
      )
      index.predicate = predicate.normalText
    }
    constraint.columns = Set(index.keys.compactMap(\.column)).sorted()
    let named = ChosenName.joined(ChosenName.unique(names))
    guard let name = name(constraint, node, named, "excl", in: &table, id) else { return }
    index.constraint = name
    makeIndex(name, index, id)
  }

  mutating func makeIndex(_ name: String, _ index: Index, _ table: RelationID) {
    let id = RelationID(schema: table.schema, name: name)
    catalog[id] = Relation(kind: .index, index: index, madeIn: source.path)
    made.insert(id)
  }

  /// Adds a constraint under its own name, or the one that PostgreSQL would choose.
  @discardableResult
  mutating func name(
    _ constraint: Constraint,
    _ node: SyntaxNode,
    _ columns: String?,
    _ label: String,
    given: String? = nil,
    in table: inout Relation,
    _ id: RelationID
  ) -> String? {
    var constraint = constraint
    constraint.origin = Origin(source, node.location ?? text.range.lowerBound)
    let isIndex =
      constraint.kind == .primaryKey || constraint.kind == .unique || constraint.kind == .exclusion
    func hasRelation(_ name: String) -> Bool {
      isIndex && catalog[RelationID(schema: id.schema, name: name)] != nil
    }
    if let name = given ?? node.string("conname") {
      guard table.constraints[name] == nil, !hasRelation(name) else {
        report(
          .nameTaken,
          "the name \(name.quotedIfNeeded) is taken already",
          at: text.offset(of: name, after: node.location ?? text.range.lowerBound)
        )
        return nil
      }
      table.constraints[name] = constraint
      return name
    }
    let own = table.constraints
    let name = ChosenName.make(id.name, columns, label) {
      own[$0] != nil || hasRelation($0) || catalog.hasConstraint($0, in: id.schema)
    }
    table.constraints[name] = constraint
    return name
  }
}
