import PostgresSyntax

extension EffectReader {
  mutating func readCreateTable(_ node: SyntaxNode) {
    guard let target = node["relation"], find(target) == nil else { return }
    let isPartition = node["partbound"] != nil
    for parent in node.list("inhRelations") {
      lock(parent, isPartition ? .accessExclusive : .shareUpdateExclusive)
      guard isPartition, let id = find(parent)?.id else { continue }
      // The rows of the default partition must not belong into the new one.
      if let rest = catalog.defaultPartition(of: id) { touch(rest, .accessExclusive, .scan) }
      for constraint in (catalog[id]?.constraints ?? [:]).values {
        if let other = constraint.target { touch(other, .shareRowExclusive) }
      }
    }
    for element in node.list("tableElts") {
      if element.is("TableLikeClause") { element["relation"].map { lock($0, .accessShare) } }
    }
    for constraint in node.descendants where constraint.is("Constraint") {
      constraint["pktable"].map { lock($0, .shareRowExclusive) }
    }
  }

  mutating func readCreateIndex(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, entry) = find(target) else { return }
    if node.bool("if_not_exists"), let name = node.string("idxname"),
      catalog[RelationID(schema: id.schema, name: name)] != nil
    {
      return touch(id, node.bool("concurrent") ? .shareUpdateExclusive : .share)
    }
    let mode = node.bool("concurrent") ? LockMode.shareUpdateExclusive : .share
    // The index of a partitioned table is one on each partition; what inherits gets none.
    lock(target, mode, .scan, withChildren: entry.kind == .partitionedTable)
    buildIndex(on: id)
  }

  /// A trigger for each row of a partitioned table is one on each partition.
  mutating func readCreateTrigger(_ node: SyntaxNode) {
    if let target = node["relation"] {
      let isDivided = find(target)?.entry.kind == .partitionedTable
      lock(target, .shareRowExclusive, withChildren: isDivided && node.bool("row"))
    }
    node["constrrel"].map { lock($0, .accessShare) }
  }

  mutating func readRename(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, entry) = find(target) else { return }
    let isIndex =
      entry.kind == .index && node.string("renameType").map { $0 == "OBJECT_INDEX" } == true
    touch(id, isIndex ? .shareUpdateExclusive : .accessExclusive)
    guard node.string("renameType") == "OBJECT_COLUMN", target.bool("inh") else { return }
    for child in descendants(of: id) { touch(child, .accessExclusive) }
  }

  mutating func readComment(_ node: SyntaxNode) {
    guard let object = node["object"] else { return }
    let parts = object.elements.isEmpty ? [object] : object.elements
    let name: RelationName
    switch node.string("objtype") {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE":
      name = RelationName(parts: parts)
    case "OBJECT_COLUMN": name = RelationName(parts: parts.dropLast())
    default: return
    }
    if let id = catalog.relation(name)?.id { touch(id, .shareUpdateExclusive) }
  }

  /// A domain's constraint is checked in every table that has a column of it.
  mutating func readAlterDomain(_ node: SyntaxNode) {
    let isAdded = node.string("subtype") == "C" && node["def"]?.bool("skip_validation") != true
    guard isAdded || ["O", "V"].contains(node.string("subtype")) else { return }
    let name = RelationName(parts: node.list("typeName"))
    guard let schema = catalog.type(TypeReference(schema: name.schema, name: name.name))?.schema
    else { return }
    for (id, entry) in catalog.relations
    where entry.columns.contains(where: { $0.type.name == name.name && $0.type.schema == schema }) {
      touch(id, .share, .scan)
    }
  }

  mutating func readAlterSequence(_ node: SyntaxNode) {
    node["sequence"].map { lock($0, .shareRowExclusive) }
    for option in node.list("options") where option.string("defname") == "owned_by" {
      let owner = RelationName(parts: Array((option["arg"]?.elements ?? []).dropLast()))
      if let id = catalog.relation(owner)?.id { touch(id, .accessShare) }
    }
  }

  mutating func readDrop(_ node: SyntaxNode) {
    for object in node.list("objects") {
      let parts = object.is("List") ? object.list("items") : [object]
      switch node.string("removeType") {
      case "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE":
        let name = RelationName(parts: Array(parts.dropLast()))
        guard let (id, table) = catalog.relation(name),
          !node.bool("missing_ok") || table.mayHave(node, parts.last?.stringValue ?? "")
        else { continue }
        touch(id, .accessExclusive)
      case "OBJECT_INDEX":
        guard let (id, entry) = catalog.relation(RelationName(parts: parts)),
          let table = entry.index?.table
        else { continue }
        let mode = node.bool("concurrent") ? LockMode.shareUpdateExclusive : .accessExclusive
        touch(table, mode)
        touch(id, mode)
        for child in descendants(of: table) where catalog[id]?.index?.isOnlyParent == false {
          touch(child, mode)
        }
      case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE",
        "OBJECT_SEQUENCE":
        guard let (id, _) = catalog.relation(RelationName(parts: parts)) else { continue }
        dropRelation(id, cascades: node.string("behavior") == "DROP_CASCADE")
      default: continue
      }
    }
  }

  private mutating func dropRelation(_ id: RelationID, cascades: Bool) {
    guard let entry = catalog[id] else { return }
    touch(id, .accessExclusive)
    if entry.isPartition {
      for parent in entry.parents {
        touch(parent, .accessExclusive)
        // What the default partition may hold changes.
        if let rest = catalog.defaultPartition(of: parent) { touch(rest, .accessExclusive) }
      }
    }
    // A foreign key is kept by triggers on both tables, and theirs go as well.
    for constraint in entry.constraints.values {
      if let target = constraint.target { touch(target, .accessExclusive) }
    }
    if entry.kind.isTable { for index in indexes(of: id) { touch(index, .accessExclusive) } }
    for child in descendants(of: id) where cascades || catalog[child]?.isPartition == true {
      dropRelation(child, cascades: cascades)
    }
    guard cascades else { return }
    for (other, dependent) in catalog.dependents(of: id) where other != id {
      let refers = dependent.constraints.values.contains { $0.target == id }
      let isView = dependent.kind == .view || dependent.kind == .materializedView
      let draws = dependent.columns.contains { $0.sequences.contains(id) }
      if refers || isView || draws { touch(other, .accessExclusive) }
    }
  }
}

extension Relation {
  /// Whether it may have what a DROP … ON names: IF EXISTS takes no lock for what is not there.
  fileprivate func mayHave(_ drop: SyntaxNode, _ name: String) -> Bool {
    switch drop.string("removeType") {
    case "OBJECT_POLICY": policies[name] != nil || isOpen
    case "OBJECT_TRIGGER": triggers[name] != nil || isOpen
    default: true
    }
  }
}
