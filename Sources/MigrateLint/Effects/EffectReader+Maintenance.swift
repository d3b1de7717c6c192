import PostgresSyntax

extension EffectReader {
  /// TRUNCATE gives each table an empty file; CASCADE goes on to what refers to it.
  mutating func readTruncate(_ node: SyntaxNode) {
    var pending: [RelationID] = []
    for target in node.list("relations") {
      guard let id = find(target)?.id else { continue }
      pending += [id] + (target.bool("inh") ? descendants(of: id) : [])
    }
    var seen: Set<RelationID> = []
    while let id = pending.popLast() {
      guard seen.insert(id).inserted else { continue }
      touch(id, .accessExclusive)
      guard node.string("behavior") == "DROP_CASCADE" else { continue }
      pending += catalog.dependents(of: id).filter { _, entry in
        entry.constraints.values.contains { $0.target == id }
      }.map(\.id)
    }
  }

  /// VACUUM and ANALYZE.
  mutating func readVacuum(_ node: SyntaxNode) {
    let isFull = node.isOn("full")
    for target in node.list("rels").compactMap({ $0["relation"] }) {
      lock(
        target,
        isFull ? .accessExclusive : .shareUpdateExclusive,
        isFull ? .rewrite : .none,
        withChildren: true
      )
    }
  }

  mutating func readReindex(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, entry) = find(target) else { return }
    let isConcurrent = node.isOn("concurrently")
    let table = entry.index?.table ?? id
    touch(table, isConcurrent ? .shareUpdateExclusive : .share, .scan, rebuildsIndexes: true)
    let rebuilt = entry.kind == .index ? [id] : indexes(of: id)
    for index in rebuilt {
      touch(index, isConcurrent ? .shareUpdateExclusive : .accessExclusive)
    }
  }
}

extension SyntaxNode {
  /// Whether VACUUM, REINDEX or CLUSTER has an option, as the server reads it: a bare name is on.
  func isOn(_ option: String) -> Bool {
    (list("options") + list("params")).contains { element in
      guard element.string("defname") == option else { return false }
      let value = element["arg"]?.stringValue ?? element["arg"]?.intValue.map(String.init)
      return !["false", "off", "0"].contains(value?.lowercased() ?? "")
    }
  }
}
