import PostgresSyntax

/// Finds what one statement would lose, and whom it would hold up, on tables that may hold rows.
///
/// It judges by the catalog just before the statement. A table that the same file made is empty, and
/// so are those that the configuration lists.
struct RiskJudge {
  let catalog: Catalog
  let configuration: LintConfiguration
  let text: StatementText
  let effect: StatementEffect
  private(set) var findings: [Finding] = []

  init(
    _ node: SyntaxNode,
    effect: StatementEffect,
    catalog: Catalog,
    configuration: LintConfiguration,
    text: StatementText
  ) {
    self.catalog = catalog
    self.configuration = configuration
    self.text = text
    self.effect = effect
    judge(node)
  }

  private mutating func judge(_ node: SyntaxNode) {
    switch node.kind {
    case "AlterTableStmt": judgeAlterTable(node)
    case "IndexStmt": judgeCreateIndex(node)
    case "DropStmt": judgeDrop(node)
    case "RenameStmt": judgeRename(node)
    case "TruncateStmt": judgeTruncate(node)
    case "LockStmt": judgeLock(node)
    case "VacuumStmt", "ClusterStmt": judgeRewrite(node)
    case "ReindexStmt": judgeReindex(node)
    case "RefreshMatViewStmt": judgeRefresh(node)
    case "UpdateStmt", "DeleteStmt": judgeChange(node)
    case "VariableSetStmt": judgeSetting(node)
    case "DropdbStmt":
      report(.dropDatabase, "the database \(node.string("dbname") ?? "") goes with all it holds")
    case "CreateDomainStmt", "AlterDomainStmt": judgeDomain(node)
    case "AlterEnumStmt": judgeEnum(node)
    default: break
    }
  }

  // MARK: What the rules share

  mutating func report(
    _ rule: Rule,
    _ message: String,
    at offset: Int? = nil,
    severity: Rule.Severity? = nil
  ) {
    findings.append(
      Finding(
        rule,
        message,
        at: text.source.place(at: offset ?? text.range.lowerBound),
        severity: severity
      )
    )
  }

  func find(_ node: SyntaxNode) -> (id: RelationID, entry: Relation)? {
    catalog.relation(RelationName(node))
  }

  /// Where a column or constraint is named after the table.
  func offset(of name: String, after target: SyntaxNode) -> Int? {
    text.offset(of: name, after: (target.location ?? text.range.lowerBound) + 1)
  }

  /// Whether a relation holds rows, for all that is known.
  func mayHoldRows(_ id: RelationID) -> Bool {
    guard let entry = catalog[id], !entry.isPhantom, entry.madeIn != text.source.path,
      id.schema != "pg_temp"
    else { return false }
    let isStored = entry.kind == .table || entry.kind == .partitionedTable
    guard isStored || entry.kind == .materializedView else { return false }
    let name = id.schema == "public" ? id.name : "\(id.schema).\(id.name)"
    return !configuration.emptyTables.contains(name)
  }

  /// The relations with rows that a statement reads or writes as a whole, or holds up.
  func affected(_ isMeant: (RelationEffect) -> Bool) -> [RelationEffect] {
    effect.relations.filter { isMeant($0) && mayHoldRows($0.id) }
  }
}
