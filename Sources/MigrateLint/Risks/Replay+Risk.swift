import PostgresSyntax

/// What was found of a statement before it ran.
struct StatementRisks {
  var findings: [Finding]
  var step: FileRisks.Step
}

extension Replay {
  /// What a statement that is about to run does; nil in files where nobody asks.
  func effect(of node: SyntaxNode) -> StatementEffect? {
    guard source.role == .up || explanation != nil, !isStrict else { return nil }
    return EffectReader.effect(
      of: node,
      on: catalog,
      postgresVersion: configuration.postgresVersion
    )
  }

  /// What it would lose or hold up; nil in files that are not judged.
  ///
  /// The answer holds no catalog: one that is kept while the statement runs would be copied.
  func risks(of node: SyntaxNode, _ effect: StatementEffect?) -> StatementRisks? {
    guard source.role == .up, let effect else { return nil }
    let judge = RiskJudge(
      node,
      effect: effect,
      catalog: catalog,
      configuration: configuration,
      text: text
    )
    return StatementRisks(
      findings: judge.findings.filter { !isBatched || $0.rule != .changeWithoutWhere },
      step: FileRisks.Step(node, judge, block: atBegin == nil ? nil : block)
    )
  }

  /// Keeps the risks of a statement that ran.
  mutating func keep(_ risks: StatementRisks?) {
    guard let risks else { return }
    findings += risks.findings
    fileRisks.note(risks.step)
  }

  /// Reports what cannot run as CONCURRENTLY, or not between BEGIN and COMMIT.
  mutating func checkTransaction(_ node: SyntaxNode) {
    if atBegin != nil, node.cannotRunInTransaction {
      report(
        .concurrentlyInTransaction,
        "\(firstWords) cannot run between BEGIN and COMMIT"
      )
    }
    guard let reason = reasonAgainstConcurrently(node) else { return }
    report(.concurrentlyUnsupported, reason)
  }

  private func reasonAgainstConcurrently(_ node: SyntaxNode) -> String? {
    guard node.bool("concurrent") else { return nil }
    switch node.kind {
    case "IndexStmt":
      guard let (id, table) = node["relation"].flatMap({ catalog.relation(RelationName($0)) }),
        table.kind == .partitionedTable
      else { return nil }
      return
        "\(id) is partitioned: build the index ON ONLY it, concurrently on each partition, and "
        + "attach those"
    case "DropStmt":
      let objects = node.list("objects")
      if objects.count > 1 { return "DROP INDEX CONCURRENTLY takes one index" }
      if node.string("behavior") == "DROP_CASCADE" {
        return "DROP INDEX CONCURRENTLY knows no CASCADE"
      }
      guard let parts = objects.first.map({ $0.is("List") ? $0.list("items") : [$0] }),
        let index = catalog.relation(RelationName(parts: parts))?.entry.index,
        catalog[index.table]?.kind == .partitionedTable
      else { return nil }
      return "the index of a partitioned table cannot be dropped concurrently"
    case "RefreshMatViewStmt":
      guard let (id, view) = node["relation"].flatMap({ catalog.relation(RelationName($0)) }),
        view.kind == .materializedView, !view.hasUnknownConstraints
      else { return nil }
      let hasKey = catalog.dependents(of: id).contains { _, entry in
        guard let index = entry.index, index.table == id else { return false }
        return index.isUnique && index.predicate == nil
          && index.keys.allSatisfy { $0.column != nil }
      }
      return hasKey ? nil : "\(id) has no unique index, which REFRESH … CONCURRENTLY needs"
    default: return nil
    }
  }

  private var firstWords: String {
    let words = text.tokens.prefix(2).map { String(decoding: source.bytes[$0], as: UTF8.self) }
    return words.joined(separator: " ").uppercased()
  }

  /// BEGIN and COMMIT that do not come in pairs.
  mutating func checkPairing(_ node: SyntaxNode) {
    switch node.string("kind") {
    case "TRANS_STMT_BEGIN", "TRANS_STMT_START":
      block += 1
      if atBegin != nil {
        report(.transactionControl, "there is a transaction already: this BEGIN does nothing")
      } else {
        beginPlace = text.range.lowerBound
      }
    case "TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK":
      guard atBegin == nil else { return }
      report(.transactionControl, "there is no BEGIN before it in this file")
    default: return
    }
  }

  /// Judges the file as a whole.
  mutating func finish() {
    if !isStrict {
      checkMisplacedBatches()
      findings += batchFindings
    }
    guard source.role == .up, !isStrict else { return }
    if atBegin != nil {
      findings.append(
        Finding(
          .transactionControl,
          "the file ends before COMMIT, and what came since BEGIN is taken back",
          at: source.place(at: beginPlace)
        )
      )
    }
    fileRisks.isStepwise =
      fileRisks.isStepwise || source.contains("heartly:no-transaction")
      || batches?.byStatement.isEmpty == false
    findings += fileRisks.findings
  }
}
