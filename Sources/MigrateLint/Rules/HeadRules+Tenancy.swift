extension HeadRules {
  /// Whether a table holds rows of several tenants.
  private func isScoped(_ table: Relation) -> Bool {
    configuration.tenancy.map { table.column($0.column) != nil } == true && table.kind.isTable
  }

  /// What a table needs that many tenants share.
  mutating func judgeTenancy(of table: JudgedTable) {
    let entry = table.entry
    guard let tenancy = configuration.tenancy, isScoped(entry), entry.kind != .foreignTable,
      !entry.isPartition
    else { return }
    judgeTenancyKeys(of: table, tenancy.column)
    for (name, constraint) in entry.constraints.sorted(by: { $0.key < $1.key })
    where constraint.kind == .foreignKey {
      judge(foreignKey: name, constraint, tenancy.column)
    }
    judgeRowSecurity(of: table)
    if let function = tenancy.auditFunction, !tenancy.auditLogs.contains(table.id.name) {
      judgeAudit(of: table, by: function)
    }
  }

  private mutating func judgeTenancyKeys(of table: JudgedTable, _ column: String) {
    let shown = column.quotedIfNeeded
    if let key = table.entry.primaryKey, let first = key.columns.first, first != column {
      report(
        .tenancyKeyOrder,
        "the primary key of table \(table.id) does not begin with \(shown)",
        at: key.origin
      )
    }
    for each in table.indexes where each.index.isUnique {
      let kind = each.index.constraint.flatMap { table.entry.constraints[$0]?.kind }
      guard kind != .primaryKey, each.index.keys.first?.column != column else { continue }
      report(
        .tenancyUniqueKey,
        "\(each.id.name.quotedIfNeeded) is unique and does not begin with \(shown): a refusal "
          + "tells of rows that whoever is refused must not know of",
        at: each.origin
      )
    }
  }

  private mutating func judge(foreignKey name: String, _ constraint: Constraint, _ column: String) {
    guard let target = constraint.target, let other = catalog[target], isScoped(other),
      constraint.columns.count == constraint.targetColumns.count,
      !constraint.pairs.contains([column, column])
    else { return }
    let shown = column.quotedIfNeeded
    let how =
      constraint.columns.contains(column)
      ? "refers from \(shown) to another column than \(target).\(shown)" : "does not carry \(shown)"
    report(
      .tenancyForeignKey,
      "the foreign key \(name.quotedIfNeeded) \(how), so that a row can refer to one that is "
        + "not its owner's",
      at: constraint.origin
    )
  }

  private mutating func judgeRowSecurity(of table: JudgedTable) {
    let entry = table.entry
    if !entry.rowSecurity.isEnabled {
      reportLack(
        .rowSecurityDisabled,
        "row-level security is not enabled on table \(table.id)",
        at: entry.origin
      )
    } else if !entry.rowSecurity.isForced {
      reportLack(
        .rowSecurityNotForced,
        "row-level security of table \(table.id) is not forced: it does not hold for its owner",
        at: entry.origin
      )
    }
    if entry.policies.isEmpty {
      reportLack(.missingPolicy, "table \(table.id) has no policy", at: entry.origin)
    }
  }

  private mutating func judgeAudit(of table: JudgedTable, by function: String) {
    let parts = StatementText.identifiers(in: function)
    let events = table.entry.triggers.values
      .filter { trigger in
        trigger.function.name == parts.last
          && (parts.count < 2 || trigger.function.schema ?? parts[0] == parts[0])
      }
      .reduce(into: Trigger.Events()) { $0.formUnion($1.events) }
    let missing = [
      ("INSERT", Trigger.Events.insert), ("UPDATE", .update), ("DELETE", .delete),
    ].filter { !events.contains($0.1) }.map(\.0)
    guard !missing.isEmpty else { return }
    reportLack(
      .missingAuditTrigger,
      "no trigger of table \(table.id) calls \(function) on \(missing.joined(separator: ", "))",
      at: table.entry.origin
    )
  }

  /// Views read with their owner's rights, and materialized views hold what their owner saw.
  mutating func judgeView(_ view: JudgedTable) {
    switch view.entry.kind {
    case .view:
      guard configuration.postgresVersion >= 15, !view.entry.isSecurityInvoker,
        !view.entry.readRelations.isEmpty
      else { return }
      report(
        .viewSecurityInvoker,
        "view \(view.id) reads with the rights of its owner: row-level security does not hold for "
          + "who reads it",
        at: view.entry.origin
      )
    case .materializedView:
      guard let table = securedTable(readBy: view.entry) else { return }
      report(
        .materializedRowSecurity,
        "materialized view \(view.id) holds rows of \(table), whose row-level security does not "
          + "hold for it",
        at: view.entry.origin
      )
    default: return
    }
  }

  /// A table with row-level security, or with rows of several tenants, behind a view.
  private func securedTable(readBy view: Relation) -> RelationID? {
    var open = view.readRelations.sorted { ($0.schema, $0.name) < ($1.schema, $1.name) }
    var seen = Set(open)
    while let id = open.popLast() {
      guard let entry = catalog[id] else { continue }
      if entry.rowSecurity.isEnabled || isScoped(entry) { return id }
      open += entry.readRelations.filter { seen.insert($0).inserted }
    }
    return nil
  }
}
