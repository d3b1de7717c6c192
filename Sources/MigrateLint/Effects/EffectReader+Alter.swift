import PostgresSyntax

extension EffectReader {
  mutating func readAlterTable(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, entry) = find(target) else { return }
    for command in node.list("cmds") {
      let mode = Self.lockMode(of: command, on: entry)
      touch(id, mode)
      guard entry.index == nil else { continue }
      let (work, rebuilds) = work(of: command, on: entry)
      let inherits = target.bool("inh") && Self.recurses(command)
      touch(id, mode, work, rebuildsIndexes: rebuilds)
      let isIndexOnly = addsOnlyIndexes(command, to: entry)
      for child in inherits ? descendants(of: id) : [] {
        touch(child, isIndexOnly ? .share : mode, work, rebuildsIndexes: rebuilds)
      }
      if Self.buildsIndex(command, entry) { buildIndex(on: id) }
      readOthers(command, id, entry)
    }
  }

  /// Whether a key of a partitioned table is only an index for each partition, whose columns are NOT
  /// NULL already.
  private func addsOnlyIndexes(_ command: SyntaxNode, to entry: Relation) -> Bool {
    guard entry.kind == .partitionedTable, command.string("subtype") == "AT_AddConstraint",
      let constraint = command["def"]
    else { return false }
    switch constraint.string("contype") {
    case "CONSTR_UNIQUE": return true
    case "CONSTR_PRIMARY":
      return constraint.list("keys").compactMap(\.stringValue).allSatisfy {
        entry.column($0)?.isNotNull == true
      }
    default: return false
    }
  }

  /// Whether a key or an exclusion is added without an index that is there already.
  private static func buildsIndex(_ command: SyntaxNode, _ entry: Relation) -> Bool {
    let kinds = ["CONSTR_UNIQUE", "CONSTR_PRIMARY", "CONSTR_EXCLUSION"]
    guard let definition = command["def"] else { return false }
    switch command.string("subtype") {
    case "AT_AddConstraint":
      return kinds.contains(definition.string("contype") ?? "")
        && definition.string("indexname") == nil
    case "AT_AddColumn":
      return entry.column(definition.string("colname") ?? "") == nil
        && definition.list("constraints").contains { kinds.contains($0.string("contype") ?? "") }
    default: return false
    }
  }

  // MARK: Locks

  /// The lock that one sub-command needs (PostgreSQL manual, ALTER TABLE).
  private static func lockMode(of command: SyntaxNode, on entry: Relation) -> LockMode {
    switch command.string("subtype") {
    case "AT_SetStatistics", "AT_ClusterOn", "AT_DropCluster", "AT_SetOptions", "AT_ResetOptions",
      "AT_ValidateConstraint", "AT_DetachPartitionFinalize":
      return .shareUpdateExclusive
    case "AT_AttachPartition": return entry.index == nil ? .shareUpdateExclusive : .accessExclusive
    case "AT_DetachPartition":
      return command["def"]?.bool("concurrent") == true ? .shareUpdateExclusive : .accessExclusive
    case "AT_SetRelOptions", "AT_ResetRelOptions":
      let names = command["def"]?.elements.compactMap { $0.string("defname") } ?? []
      let isView = names.contains { exclusiveOptions.contains($0) }
      return isView ? .accessExclusive : .shareUpdateExclusive
    case "AT_EnableTrig", "AT_EnableAlwaysTrig", "AT_EnableReplicaTrig", "AT_EnableTrigAll",
      "AT_EnableTrigUser", "AT_DisableTrig", "AT_DisableTrigAll", "AT_DisableTrigUser":
      return .shareRowExclusive
    case "AT_AddConstraint" where command["def"]?.string("contype") == "CONSTR_FOREIGN":
      return .shareRowExclusive
    default: return .accessExclusive
    }
  }

  /// Storage parameters whose change must be seen by everybody at once.
  private static let exclusiveOptions: Set = [
    "user_catalog_table", "security_barrier", "security_invoker", "check_option", "buffering",
    "fastupdate", "autosummarize", "deduplicate_items",
  ]

  /// Whether a sub-command goes on to what inherits from the table.
  private static func recurses(_ command: SyntaxNode) -> Bool {
    switch command.string("subtype") {
    case "AT_AddColumn", "AT_DropColumn", "AT_AlterColumnType", "AT_SetNotNull", "AT_DropNotNull",
      "AT_ColumnDefault", "AT_AddConstraint", "AT_DropConstraint", "AT_ValidateConstraint",
      "AT_SetStatistics", "AT_SetStorage", "AT_SetCompression":
      true
    default: false
    }
  }

  // MARK: Other relations

  private mutating func readOthers(_ command: SyntaxNode, _ id: RelationID, _ entry: Relation) {
    let definition = command["def"]
    let name = command.string("name") ?? ""
    switch command.string("subtype") {
    case "AT_AddColumn":
      guard entry.column(definition?.string("colname") ?? "") == nil else { return }
      let constraints = definition?.list("constraints") ?? []
      let isEmpty = !constraints.contains { $0.string("contype") == "CONSTR_DEFAULT" }
      for target in constraints.compactMap({ $0["pktable"] }) {
        lock(target, .shareRowExclusive, isEmpty ? .none : .scan, withChildren: true)
      }
    case "AT_AddConstraint":
      guard let target = definition?["pktable"] else { return }
      let isScanned = definition?.bool("skip_validation") != true
      lock(target, .shareRowExclusive, isScanned ? .scan : .none, withChildren: true)
    case "AT_ValidateConstraint":
      guard let constraint = entry.constraints[name], !constraint.isValidated,
        let target = constraint.target
      else { return }
      touch(target, .rowShare, .scan)
    case "AT_DropConstraint", "AT_AlterConstraint":
      drop(entry.constraints[name], of: id, command)
    case "AT_DropColumn":
      for constraint in entry.constraints.values where constraint.columns.contains(name) {
        drop(constraint, of: id, command)
      }
    case "AT_AlterColumnType":
      // The keys over the column are made again, and where values changed, they are checked again.
      let isRewritten = work(of: command, on: entry).work == .rewrite
      let work = isRewritten ? RelationEffect.Work.scan : .none
      for constraint in entry.constraints.values where constraint.columns.contains(name) {
        if let target = constraint.target { touch(target, .accessExclusive, work) }
      }
      for (other, dependent) in catalog.dependents(of: id) {
        let isReferred = dependent.constraints.values.contains {
          $0.target == id && $0.targetColumns.contains(name)
        }
        if isReferred { touch(other, .accessExclusive, work) }
      }
    case "AT_AttachPartition", "AT_DetachPartition": readPartition(command, id, entry)
    case "AT_AddInherit", "AT_DropInherit":
      definition.map { lock($0, .shareUpdateExclusive) }
    default: return
    }
  }

  /// A foreign key is kept by triggers on the table that it refers to; they go with it.
  private mutating func drop(_ constraint: Constraint?, of id: RelationID, _ command: SyntaxNode) {
    guard let constraint else { return }
    if let target = constraint.target { touch(target, .accessExclusive) }
    guard command.string("behavior") == "DROP_CASCADE",
      constraint.kind == .primaryKey || constraint.kind == .unique
    else { return }
    for (other, dependent) in catalog.dependents(of: id) {
      let refers = dependent.constraints.values.contains {
        $0.target == id && Set($0.targetColumns) == Set(constraint.columns)
      }
      if refers { touch(other, .accessExclusive) }
    }
  }

  private mutating func readPartition(
    _ command: SyntaxNode,
    _ id: RelationID,
    _ entry: Relation
  ) {
    guard let definition = command["def"], let partition = definition["name"] else { return }
    let isAttached = command.string("subtype") == "AT_AttachPartition"
    let isConcurrent = definition.bool("concurrent")
    lock(
      partition,
      isConcurrent ? .shareUpdateExclusive : .accessExclusive,
      isAttached ? .scan : .none,
      withChildren: isAttached
    )
    if let rest = catalog.defaultPartition(of: id) {
      let lock = isConcurrent ? LockMode.shareUpdateExclusive : .accessExclusive
      touch(rest, lock, isAttached ? .scan : .none)
    }
    for constraint in entry.constraints.values {
      guard let target = constraint.target else { continue }
      touch(target, isAttached ? .shareRowExclusive : .accessExclusive)
    }
  }
}
