import PostgresSyntax

extension EffectReader {
  /// A query or a change of rows.
  mutating func readQuery(_ node: SyntaxNode) {
    var target: RelationID?
    if let changed = node["relation"], !node.is("SelectStmt") {
      let isRead = node.is("CopyStmt") && !node.bool("is_from")
      lock(changed, isRead ? .accessShare : .rowExclusive, withChildren: !node.is("InsertStmt"))
      target = find(changed)?.id
    }
    if node.is("InsertStmt") || node.bool("is_from") { readForeignKeys(of: target) }
    readTables(in: node)
  }

  /// A new row is looked up in the tables that it refers to.
  private mutating func readForeignKeys(of id: RelationID?) {
    guard let id, let table = catalog[id] else { return }
    for constraint in table.constraints.values {
      if let target = constraint.target { touch(target, .rowShare) }
    }
  }

  /// All tables that queries inside a node read.
  mutating func readTables(in node: SyntaxNode) {
    let common = Set(
      node.descendants.filter { $0.is("CommonTableExpr") }.compactMap { $0.string("ctename") }
    )
    var locksRows = node.list("lockingClause").isEmpty == false
    for inner in node.descendants {
      if inner.is("LockingClause") { locksRows = true }
    }
    for inner in node.descendants
    where inner.is("InsertStmt") || inner.is("UpdateStmt") || inner.is("DeleteStmt") {
      guard let changed = inner["relation"] else { continue }
      lock(changed, .rowExclusive, withChildren: !inner.is("InsertStmt"))
      if inner.is("InsertStmt") { readForeignKeys(of: find(changed)?.id) }
    }
    for inner in node.descendants where inner.is("RangeVar") {
      guard inner.string("schemaname") != nil || !common.contains(inner.string("relname") ?? "")
      else { continue }
      lock(inner, locksRows ? .rowShare : .accessShare, withChildren: true)
      readView(find(inner)?.id)
    }
  }

  private mutating func readView(_ id: RelationID?) {
    guard let id, let view = catalog[id], view.kind == .view, readViews.insert(id).inserted else {
      return
    }
    for other in view.readRelations where other != id {
      touch(other, .accessShare)
      readView(other)
    }
  }

  /// A query that a view or a table is made from.
  mutating func readDefinition(_ node: SyntaxNode) {
    if node.is("ViewStmt"), node.bool("replace") {
      node["view"].map { lock($0, .accessExclusive) }
    }
    if let query = node["query"] { readTables(in: query) }
  }

  mutating func readRefresh(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, view) = find(target) else { return }
    let isConcurrent = node.bool("concurrent")
    touch(id, isConcurrent ? .exclusive : .accessExclusive, isConcurrent ? .none : .rewrite)
    for other in view.readRelations {
      touch(other, .accessShare)
      readView(other)
    }
  }
}
