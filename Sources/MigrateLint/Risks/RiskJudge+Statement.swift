import PostgresSyntax

extension RiskJudge {
  mutating func judgeCreateIndex(_ node: SyntaxNode) {
    guard !node.bool("concurrent") else { return }
    guard let table = affected({ $0.work == .scan }).first else { return }
    report(
      .indexNotConcurrent,
      "\(table.relation) cannot be written while the index is built: CREATE INDEX CONCURRENTLY"
    )
  }

  mutating func judgeDrop(_ node: SyntaxNode) {
    let cascades = node.string("behavior") == "DROP_CASCADE"
    for object in node.list("objects") {
      let parts = object.is("List") ? object.list("items") : [object]
      let found = catalog.relation(RelationName(parts: parts))
      switch node.string("removeType") {
      case "OBJECT_TABLE":
        guard let (id, entry) = found, entry.kind.isTable, mayHoldRows(id) else { continue }
        report(
          .dropTable,
          "table \(id) goes with all its rows",
          at: text.offset(of: id.name, after: text.range.lowerBound + 5)
        )
        if cascades { judgeCascade(id) }
      case "OBJECT_VIEW", "OBJECT_MATVIEW":
        if cascades, let (id, entry) = found, entry.madeIn != text.source.path { judgeCascade(id) }
      case "OBJECT_INDEX":
        guard let (id, entry) = found, let table = entry.index?.table,
          catalog[table]?.kind != .partitionedTable, mayHoldRows(table),
          entry.madeIn != text.source.path, !node.bool("concurrent")
        else { continue }
        report(
          .dropIndexNotConcurrent,
          "\(table) is locked ACCESS EXCLUSIVE for the moment in which \(id) goes: DROP INDEX "
            + "CONCURRENTLY waits without holding anybody up"
        )
      case "OBJECT_SCHEMA":
        let name = parts.first?.stringValue ?? ""
        guard cascades, catalog.members(of: name).contains(where: { mayHoldRows($0) }) else {
          continue
        }
        report(
          .dropCascade,
          "schema \(name.quotedIfNeeded) goes with all its tables and their rows"
        )
      case "OBJECT_TYPE", "OBJECT_DOMAIN":
        guard cascades else { continue }
        let name = RelationName(
          parts: object["names"] == nil ? parts : object.list("names")
        )
        let users = catalog.relations.filter { id, entry in
          mayHoldRows(id) && entry.columns.contains { $0.type.name == name.name }
        }
        guard let user = users.first else { continue }
        report(
          .dropCascade,
          "type \(name) goes with every column of it, such as those of \(user.id)"
        )
      default: continue
      }
    }
  }

  private mutating func judgeCascade(_ id: RelationID) {
    let others = catalog.dependents(of: id).filter { _, entry in
      entry.kind != .index && entry.kind != .sequence && entry.madeIn != text.source.path
    }.map(\.id.description)
    guard !others.isEmpty else { return }
    report(
      .dropCascade,
      "CASCADE takes away what needs \(id) and is not named here: of "
        + others.joined(separator: ", ")
    )
  }

  mutating func judgeRename(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, entry) = find(target) else { return }
    let isOwn = entry.madeIn == text.source.path || entry.isPhantom
    guard !isOwn, entry.kind == .view || mayHoldRows(id) else { return }
    let new = (node.string("newname") ?? "").quotedIfNeeded
    switch node.string("renameType") {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE":
      guard entry.kind.hasColumns else { return }
      report(
        .renamedTable,
        "code that runs before and after the migration knows \(id) or \(new), and not both"
      )
    case "OBJECT_COLUMN":
      let old = (node.string("subname") ?? "").quotedIfNeeded
      report(
        .renamedColumn,
        "code that runs before and after the migration knows \(id).\(old) or \(new), and not both"
      )
    default: return
    }
  }

  mutating func judgeTruncate(_ node: SyntaxNode) {
    let named = Set(node.list("relations").compactMap { find($0)?.id })
    let all = affected { $0.lock == .accessExclusive }
    guard let first = all.first else { return }
    let others = all.filter { !named.contains($0.id) && catalog[$0.id]?.isPartition != true }
    let list = others.map(\.relation).joined(separator: ", ")
    report(
      .truncate,
      others.isEmpty
        ? "all rows of \(all.first { named.contains($0.id) }?.relation ?? first.relation) are deleted"
        : "CASCADE deletes all rows of tables that are not named here as well: \(list)"
    )
  }

  mutating func judgeLock(_ node: SyntaxNode) {
    guard let held = affected({ $0.lock.holdsUpWrites }).first else { return }
    let what = held.lock.holdsUpReads ? "reads or writes" : "writes"
    report(
      .explicitLock,
      "nobody \(what) \(held.relation) until the transaction ends: it is locked \(held.lock.name)"
    )
  }

  /// VACUUM FULL and CLUSTER; without a table they are for all.
  mutating func judgeRewrite(_ node: SyntaxNode) {
    let isVacuum = node.is("VacuumStmt")
    guard !isVacuum || node.isOn("full") else { return }
    let word = isVacuum ? "VACUUM FULL" : "CLUSTER"
    if isVacuum ? node.list("rels").isEmpty : node["relation"] == nil {
      return report(.tableRewrite, "\(word) writes every table anew, each under ACCESS EXCLUSIVE")
    }
    guard let table = affected({ $0.work == .rewrite || $0.lock == .accessExclusive }).first else {
      return
    }
    report(.tableRewrite, "\(word) writes \(table.relation) anew under ACCESS EXCLUSIVE")
  }

  mutating func judgeReindex(_ node: SyntaxNode) {
    guard !node.isOn("concurrently") else { return }
    let table = affected { $0.lock == .share }.first
    guard table != nil || node["relation"] == nil else { return }
    report(
      .reindexNotConcurrent,
      "\(table?.relation ?? "each table") cannot be written, and its index not read, meanwhile: "
        + "REINDEX … CONCURRENTLY"
    )
  }

  mutating func judgeRefresh(_ node: SyntaxNode) {
    guard !node.bool("concurrent"), let view = affected({ $0.work == .rewrite }).first else {
      return
    }
    report(
      .refreshNotConcurrent,
      "\(view.relation) cannot be read while it is filled: REFRESH … CONCURRENTLY needs a unique index"
    )
  }

  mutating func judgeChange(_ node: SyntaxNode) {
    guard node["whereClause"] == nil, node.list("fromClause").isEmpty,
      node.list("usingClause").isEmpty, let target = node["relation"], let (id, _) = find(target),
      mayHoldRows(id)
    else { return }
    let verb = node.is("DeleteStmt") ? "deleted" : "changed, and none of them can be by others,"
    report(.changeWithoutWhere, "every row of \(id) is \(verb) in one statement")
  }

  mutating func judgeSetting(_ node: SyntaxNode) {
    guard node.string("name") == "lock_timeout", node.string("kind") == "VAR_SET_VALUE" else {
      return
    }
    let value = node.list("args").first
    let text = value?["sval"]?.stringValue ?? value?["ival"]?.intValue.map(String.init) ?? ""
    guard text.prefix(while: { $0.isNumber }).allSatisfy({ $0 == "0" }), text.first == "0" else {
      return
    }
    // Where nothing exists yet nobody waits: pg_dump writes this above everything that it makes.
    guard catalog.hasRelations else { return }
    report(
      .lockTimeoutOff,
      "without lock_timeout a waiting statement holds up everybody who comes after it"
    )
  }

  mutating func judgeDomain(_ node: SyntaxNode) {
    if node.is("CreateDomainStmt") {
      let hasCheck = node.list("constraints").contains { $0.string("contype") == "CONSTR_CHECK" }
      guard hasCheck else { return }
      return report(
        .domainConstraint,
        "a domain's CHECK is hard to change later: every table with a column of it is read then",
        severity: .note
      )
    }
    guard let table = affected({ $0.work == .scan }).first else { return }
    report(
      .domainConstraint,
      "every row of \(table.relation) is checked while it cannot be written: add it NOT VALID, and "
        + "VALIDATE it in a later migration"
    )
  }

  mutating func judgeEnum(_ node: SyntaxNode) {
    guard let label = node.string("newVal"), node.string("oldVal") == nil,
      node.string("newValNeighbor") == nil
    else { return }
    report(
      .enumValueOrder,
      "'\(label)' sorts after all others: BEFORE or AFTER says where it belongs"
    )
  }
}
