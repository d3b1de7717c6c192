import PostgresSyntax

/// Finds what is harmless in each statement of a file and does harm in all of them together.
///
/// A file runs in one transaction, so that a lock is held to its end; one with a statement that
/// cannot run in a transaction runs statement by statement.
struct FileRisks {
  /// A statement that ran, with what it did to tables that may hold rows.
  struct Step {
    var place: Place
    /// Which transaction of the file's own it stands in; nil for that of the runner.
    var block: Int?
    var cannotRunInTransaction: Bool
    var exclusive: [RelationEffect]
    /// The table whose many rows it changes.
    var changed: RelationID?
    var validated: [String]
    var unvalidated: [String]
    var added: [ColumnChange]
    var dropped: [ColumnChange]
  }

  struct ColumnChange {
    var table: RelationID
    var name: String
    var type: TypeReference?
  }

  private var steps: [Step] = []
  /// Whether each statement is a transaction of its own.
  var isStepwise = false

  // MARK: Gathering

  mutating func note(_ step: Step) {
    isStepwise = isStepwise || step.cannotRunInTransaction
    steps.append(step)
  }

  // MARK: Judging

  /// What is found when the file has ended.
  var findings: [Finding] {
    replacedColumns + transactions.flatMap { held(in: $0) + validated(in: $0) }
  }

  /// The steps that share a transaction.
  private var transactions: [[Step]] {
    let blocks = Dictionary(grouping: steps.filter { $0.block != nil }, by: \.block)
    let explicit = blocks.sorted { ($0.key ?? 0) < ($1.key ?? 0) }.map(\.value)
    return isStepwise
      ? explicit + steps.filter { $0.block == nil }.map { [$0] }
      : [steps.filter { $0.block == nil }] + explicit
  }

  /// A column that goes and one that comes on the same table, which may be meant as one.
  private var replacedColumns: [Finding] {
    let (added, dropped) = (steps.flatMap(\.added), steps.map { ($0.place, $0.dropped) })
    return dropped.flatMap { place, columns in
      columns.compactMap { column in
        let others = added.filter { $0.table == column.table }
        let isAgain = others.contains { $0.name == column.name }
        let isLikely = others.count == 1 && others.first?.type == column.type
        guard isAgain || isLikely, let other = isAgain ? column : others.first else { return nil }
        return Finding(
          .dropAndAddColumn,
          "\(column.table).\(column.name.quotedIfNeeded) is dropped and "
            + "\(other.name.quotedIfNeeded) is added empty: what the old column held is lost",
          at: place
        )
      }
    }
  }

  private func held(in steps: [Step]) -> [Finding] {
    var findings: [Finding] = []
    var locked: [String] = []
    var isTold = false
    for step in steps {
      if let id = step.changed, let first = locked.first {
        findings.append(
          Finding(
            .backfillUnderLock,
            "nobody reads or writes \(first) while rows of \(id) are changed: it is locked ACCESS "
              + "EXCLUSIVE to the end of the transaction; change the rows in a migration of their own",
            at: step.place
          )
        )
      }
      for relation in step.exclusive.map(\.relation) where !locked.contains(relation) {
        locked.append(relation)
      }
      if locked.count > 2, !isTold {
        isTold = true
        findings.append(
          Finding(
            .severalExclusiveLocks,
            "\(locked.joined(separator: ", ")) are locked ACCESS EXCLUSIVE at once, each while the "
              + "next is waited for, and another transaction may lock them in another order",
            at: step.place
          )
        )
      }
    }
    return findings
  }

  private func validated(in steps: [Step]) -> [Finding] {
    var unvalidated: Set<String> = []
    var findings: [Finding] = []
    for step in steps {
      unvalidated.formUnion(step.unvalidated)
      for name in step.validated where unvalidated.contains(name) {
        findings.append(
          Finding(
            .validateWithNotValid,
            "the lock of ADD CONSTRAINT … NOT VALID is held while VALIDATE reads every row: validate "
              + "in a later migration",
            at: step.place
          )
        )
      }
    }
    return findings
  }
}

extension FileRisks.Step {
  init(_ node: SyntaxNode, _ judge: RiskJudge, block: Int?) {
    self.init(
      place: judge.text.source.place(at: judge.text.range.lowerBound),
      block: block,
      cannotRunInTransaction: node.cannotRunInTransaction,
      exclusive: judge.affected {
        $0.lock == .accessExclusive && judge.catalog[$0.id]?.isPartition != true
      },
      validated: [],
      unvalidated: [],
      added: [],
      dropped: []
    )
    if let target = node["relation"], let (id, table) = judge.find(target), judge.mayHoldRows(id) {
      if node.changesManyRows { changed = id }
      for command in node.list("cmds") { note(command, id, table) }
    }
  }

  private mutating func note(_ command: SyntaxNode, _ id: RelationID, _ table: Relation) {
    let name = command.string("name") ?? ""
    switch command.string("subtype") {
    case "AT_ValidateConstraint": validated.append("\(id) \(name)")
    case "AT_AddConstraint":
      guard let constraint = command["def"], constraint.bool("skip_validation"),
        let given = constraint.string("conname")
      else { return }
      unvalidated.append("\(id) \(given)")
    case "AT_AddColumn":
      guard let column = command["def"], let added = column.string("colname") else { return }
      let type = column["typeName"].map(TypeReference.init(written:))
      self.added.append(FileRisks.ColumnChange(table: id, name: added, type: type))
    case "AT_DropColumn":
      guard let column = table.column(name) else { return }
      dropped.append(FileRisks.ColumnChange(table: id, name: name, type: column.type))
    default: return
    }
  }
}

extension SyntaxNode {
  /// Whether it may change a great number of rows, for all that its text tells.
  fileprivate var changesManyRows: Bool {
    switch kind {
    case "UpdateStmt", "DeleteStmt", "MergeStmt":
      guard let filter = self["whereClause"] else { return true }
      return !filter.comparesWithConstant
    case "InsertStmt":
      guard let query = self["selectStmt"] else { return false }
      return query.list("valuesLists").isEmpty
    default: return false
    }
  }

  /// Whether it is `column = constant`, alone or among others joined by AND.
  private var comparesWithConstant: Bool {
    if self.is("BoolExpr"), string("boolop") == "AND_EXPR" {
      return list("args").contains(where: \.comparesWithConstant)
    }
    guard self.is("A_Expr"), string("kind") == "AEXPR_OP",
      list("name").last?.stringValue == "="
    else { return false }
    let sides = [self["lexpr"], self["rexpr"]].compactMap { $0 }
    return sides.contains { $0.is("ColumnRef") }
      && sides.contains { $0.is("A_Const") || $0["arg"]?.is("A_Const") == true }
  }
}
