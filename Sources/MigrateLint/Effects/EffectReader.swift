import PostgresSyntax

/// Tells what a statement does, from its syntax and the catalog just before it.
///
/// Pure: it changes no catalog and reports nothing. A relation that is not in the catalog, and one
/// that the statement itself makes, has no part in the effect. What triggers, rules and functions do
/// is not followed.
struct EffectReader {
  let catalog: Catalog
  /// The major version of the server.
  let postgresVersion: Int
  private var relations: [RelationID: RelationEffect] = [:]
  /// The views whose bodies were followed: two that read the same third one are ordinary.
  var readViews: Set<RelationID> = []
  var changes: [String] = []

  static func effect(
    of node: SyntaxNode,
    on catalog: Catalog,
    postgresVersion: Int = 15
  ) -> StatementEffect {
    var reader = EffectReader(catalog: catalog, postgresVersion: postgresVersion)
    reader.read(node)
    return StatementEffect(
      relations: reader.relations.values.sorted {
        $0.lock == $1.lock ? $0.relation < $1.relation : $0.lock > $1.lock
      },
      changes: reader.changes,
      takesUnknownTime: Self.unbounded.contains(node.kind)
    )
  }

  /// What runs for as long as its rows, or its code, take.
  private static let unbounded: Set = [
    "SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "CopyStmt",
    "CreateTableAsStmt", "RefreshMatViewStmt", "VacuumStmt", "DoStmt", "CallStmt", "ExecuteStmt",
  ]

  /// What adding a column does to the rows of a table.
  static func work(
    ofAdding column: SyntaxNode,
    on catalog: Catalog,
    _ configuration: LintConfiguration
  ) -> RelationEffect.Work {
    EffectReader(catalog: catalog, postgresVersion: configuration.postgresVersion)
      .workOfAdding(column)
  }

  /// What a sub-command of ALTER TABLE does to the rows of a table.
  static func work(
    of command: SyntaxNode,
    on entry: Relation,
    _ catalog: Catalog,
    _ configuration: LintConfiguration
  ) -> (work: RelationEffect.Work, rebuildsIndexes: Bool) {
    EffectReader(catalog: catalog, postgresVersion: configuration.postgresVersion)
      .work(of: command, on: entry)
  }

  private init(catalog: Catalog, postgresVersion: Int) {
    self.catalog = catalog
    self.postgresVersion = postgresVersion
  }

  private mutating func read(_ node: SyntaxNode) {
    describe(node)
    switch node.kind {
    case "SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "CopyStmt":
      readQuery(node)
    case "CreateTableAsStmt", "ViewStmt", "ExplainStmt", "DeclareCursorStmt": readDefinition(node)
    case "CreateStmt": readCreateTable(node)
    case "AlterTableStmt": readAlterTable(node)
    case "IndexStmt": readCreateIndex(node)
    case "DropStmt": readDrop(node)
    case "RenameStmt": readRename(node)
    case "AlterObjectSchemaStmt": node["relation"].map { lock($0, .accessExclusive) }
    case "CreateTrigStmt": readCreateTrigger(node)
    case "CreateStatsStmt":
      for target in node.list("relations") { lock(target, .shareUpdateExclusive) }
    case "CreatePolicyStmt", "AlterPolicyStmt":
      node["table"].map { lock($0, .accessExclusive) }
      readTables(in: node)
    case "RuleStmt": node["relation"].map { lock($0, .accessExclusive) }
    case "AlterSeqStmt": readAlterSequence(node)
    case "CommentStmt": readComment(node)
    case "AlterDomainStmt": readAlterDomain(node)
    case "LockStmt":
      let mode = node.int("mode").flatMap(LockMode.init) ?? .accessExclusive
      for target in node.list("relations") { lock(target, mode, withChildren: true) }
    case "TruncateStmt": readTruncate(node)
    case "RefreshMatViewStmt": readRefresh(node)
    case "VacuumStmt": readVacuum(node)
    case "ClusterStmt": node["relation"].map { lock($0, .accessExclusive, .rewrite) }
    case "ReindexStmt": readReindex(node)
    default: break
    }
  }

  // MARK: What the statements share

  func find(_ node: SyntaxNode) -> (id: RelationID, entry: Relation)? {
    catalog.relation(RelationName(node))
  }

  /// Notes what happens to a relation; of several locks the strongest counts.
  mutating func touch(
    _ id: RelationID,
    _ lock: LockMode,
    _ work: RelationEffect.Work = .none,
    rebuildsIndexes: Bool = false
  ) {
    guard let entry = catalog[id], !entry.isPhantom else { return }
    // Nothing is stored in a partitioned table itself, or in a view.
    let isStored = entry.kind == .table || entry.kind == .materializedView
    let its = isStored ? work : .none
    let rebuilds = isStored && (rebuildsIndexes || work == .rewrite)
    guard let old = relations[id] else {
      relations[id] = RelationEffect(
        relation: id.description,
        lock: lock,
        work: its,
        rebuildsIndexes: rebuilds,
        madeIn: entry.madeIn,
        id: id,
        madeAt: entry.origin.offset
      )
      return
    }
    relations[id]?.lock = max(old.lock, lock)
    relations[id]?.work = max(old.work, its)
    relations[id]?.rebuildsIndexes = old.rebuildsIndexes || rebuilds
  }

  /// Notes what happens to the relation that a node names.
  mutating func lock(
    _ target: SyntaxNode,
    _ mode: LockMode,
    _ work: RelationEffect.Work = .none,
    withChildren: Bool = false
  ) {
    guard let (id, _) = find(target) else { return }
    touch(id, mode, work)
    guard withChildren, target.bool("inh") else { return }
    for child in descendants(of: id) { touch(child, mode, work) }
  }

  /// Notes that an index is built on a table, or on each partition of one.
  mutating func buildIndex(on id: RelationID) {
    guard let entry = catalog[id] else { return }
    for id in entry.kind == .partitionedTable ? descendants(of: id) : [id]
    where catalog[id]?.kind == .table || catalog[id]?.kind == .materializedView {
      relations[id]?.newIndexes += 1
    }
  }

  /// What inherits from a relation or is a partition of it, and what does of that.
  func descendants(of id: RelationID) -> [RelationID] {
    catalog.descendants(of: id)
  }

  func indexes(of id: RelationID) -> [RelationID] {
    catalog.indexes(of: id)
  }
}

extension RelationName {
  /// A name as FROM or ALTER TABLE has it.
  init(_ node: SyntaxNode) {
    let isTemporary = node.string("relpersistence") == "t"
    self.init(
      schema: node.string("schemaname") ?? (isTemporary ? "pg_temp" : nil),
      name: node.string("relname") ?? ""
    )
  }

  /// A name as a list of strings.
  init(parts: [SyntaxNode]) {
    let names = parts.compactMap(\.stringValue)
    self.init(schema: names.dropLast().last, name: names.last ?? "")
  }
}
