import PostgresSyntax

extension RiskJudge {
  mutating func judgeAlterTable(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, table) = find(target), mayHoldRows(id) else {
      return
    }
    for command in node.list("cmds") {
      let name = command.string("name") ?? ""
      let place = offset(of: name, after: target)
      let column = "column \(name.quotedIfNeeded) of \(id)"
      switch command.string("subtype") {
      case "AT_AddColumn": judgeNewColumn(command, target, id, table)
      case "AT_DropColumn":
        guard table.column(name) != nil else { continue }
        report(
          .dropColumn,
          "\(column) goes with all its values, and code that still reads it fails",
          at: place
        )
      case "AT_AlterColumnType": judgeType(command, name, id, table, at: place)
      case "AT_SetNotNull":
        guard table.column(name)?.isNotNull == false, !table.isNeverNull(name) else { continue }
        report(
          .setNotNull,
          "every row of \(id) is read for nulls under ACCESS EXCLUSIVE: first add CHECK "
            + "(\(name.quotedIfNeeded) IS NOT NULL) NOT VALID and validate it, which proves it",
          at: place
        )
      case "AT_DropNotNull":
        guard table.column(name)?.isNotNull == true else { continue }
        report(
          .dropNotNull,
          "\(column) may hold nulls from here on, which code that reads it must know",
          at: place
        )
      case "AT_AddConstraint":
        if let constraint = command["def"] {
          judge(constraint, column: nil, hasValue: true, id, at: constraint.location)
        }
      case "AT_SetLogged", "AT_SetUnLogged", "AT_SetTableSpace", "AT_SetAccessMethod":
        guard !affected({ $0.work == .rewrite }).isEmpty else { continue }
        report(.tableRewrite, "\(id) is written anew under ACCESS EXCLUSIVE")
      case "AT_DetachPartition": judgeDetach(command, id)
      default: continue
      }
    }
  }

  private mutating func judgeNewColumn(
    _ command: SyntaxNode,
    _ target: SyntaxNode,
    _ id: RelationID,
    _ table: Relation
  ) {
    guard let column = command["def"], let name = column.string("colname"),
      table.column(name) == nil
    else { return }
    let place = column.location ?? offset(of: name, after: target)
    let constraints = column.list("constraints")
    let kinds = constraints.compactMap { $0.string("contype") }
    let shown = "column \(name.quotedIfNeeded) of \(id)"
    let isRewritten = EffectReader.work(ofAdding: column, on: catalog, configuration) == .rewrite
    if isRewritten {
      report(
        .addedColumnRewrites,
        "\(shown) has a value of its own in every row, so that the table is written anew under "
          + "ACCESS EXCLUSIVE",
        at: place
      )
    }
    let isRequired = kinds.contains("CONSTR_NOTNULL") || kinds.contains("CONSTR_PRIMARY")
    let hasValue = kinds.contains("CONSTR_DEFAULT") || isRewritten
    if isRequired, !hasValue {
      report(
        .requiredColumn,
        "\(shown) is NOT NULL and has no DEFAULT: this fails as soon as \(id) has a row",
        at: place
      )
    }
    guard !isRewritten else { return }
    for constraint in constraints {
      judge(constraint, column: name, hasValue: hasValue, id, at: constraint.location ?? place)
    }
  }

  /// A constraint that is added to a table with rows.
  private mutating func judge(
    _ constraint: SyntaxNode,
    column: String?,
    hasValue: Bool,
    _ id: RelationID,
    at place: Int?
  ) {
    switch constraint.string("contype") {
    case "CONSTR_CHECK" where !constraint.bool("skip_validation"):
      report(
        .constraintScansTable,
        "every row of \(id) is checked under ACCESS EXCLUSIVE: add it NOT VALID, and VALIDATE it in "
          + "a later migration",
        at: place
      )
    case "CONSTR_FOREIGN" where !constraint.bool("skip_validation") && hasValue:
      let other = constraint["pktable"].flatMap { find($0)?.id.description } ?? "the other table"
      report(
        .constraintScansTable,
        "every row of \(id) is looked up in \(other) while neither can be written: add it NOT VALID, "
          + "and VALIDATE it in a later migration",
        at: place
      )
    case "CONSTR_UNIQUE", "CONSTR_PRIMARY":
      guard constraint.string("indexname") == nil else { return }
      report(
        .keyBuildsIndex,
        "the key's index on \(id) is built under ACCESS EXCLUSIVE: CREATE UNIQUE INDEX CONCURRENTLY, "
          + "and ADD CONSTRAINT … USING INDEX",
        at: place
      )
    case "CONSTR_EXCLUSION":
      report(
        .exclusionConstraint,
        "the index of the exclusion constraint on \(id) is built under ACCESS EXCLUSIVE, and there "
          + "is no way to build it before",
        at: place
      )
    default: return
    }
  }

  private mutating func judgeType(
    _ command: SyntaxNode,
    _ name: String,
    _ id: RelationID,
    _ table: Relation,
    at place: Int?
  ) {
    let work = EffectReader.work(of: command, on: table, catalog, configuration)
    let type = command["def"]?["typeName"].map { TypeReference(written: $0).description } ?? ""
    let what =
      switch (work.work, work.rebuildsIndexes) {
      case (.rewrite, _): "writes every row of \(id) anew, with all indexes,"
      case (.scan, _): "checks every row of \(id) again"
      case (.none, true): "builds indexes of \(id) anew"
      case (.none, false): ""
      }
    guard !what.isEmpty else { return }
    report(
      .typeChange,
      "the change of \(name.quotedIfNeeded) to \(type) \(what) under ACCESS EXCLUSIVE",
      at: place
    )
  }

  private mutating func judgeDetach(_ command: SyntaxNode, _ id: RelationID) {
    let hasDefault = catalog.dependents(of: id).contains {
      $0.entry.parents.contains(id) && $0.entry.isDefaultPartition
    }
    // With a default partition there is no CONCURRENTLY.
    guard command["def"]?.bool("concurrent") != true, !hasDefault else { return }
    report(
      .detachNotConcurrent,
      "\(id) is locked ACCESS EXCLUSIVE with its partition: DETACH PARTITION … CONCURRENTLY lets "
        + "others read and write"
    )
  }
}
