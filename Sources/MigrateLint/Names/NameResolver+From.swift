import PostgresSyntax

// What FROM may name, and MERGE.
extension NameResolver {
  /// Reports two tables of one FROM that have the same name. Tables of two schemas may, and a
  /// qualified name tells them apart.
  mutating func checkNames(_ entries: [Scope.Entry]) {
    for (index, entry) in entries.enumerated().dropFirst() {
      guard !entry.name.isEmpty, let offset = entry.offset else { continue }
      let isTwice = entries[..<index].contains { other in
        other.name == entry.name && other.offset != nil
          && (other.isNamedHere || entry.isNamedHere || other.relation == entry.relation)
      }
      guard isTwice else { continue }
      findings.append(
        statement.finding(
          .nameTaken,
          "the name \(entry.name.quotedIfNeeded) comes twice in FROM",
          at: offset
        )
      )
    }
  }

  /// Reports more names for columns than there are columns.
  mutating func check(_ aliases: [String], _ columns: [String]?, at offset: Int?) {
    guard let columns, aliases.count > columns.count else { return }
    findings.append(
      statement.finding(
        .columnCount,
        "there are \(columns.count) columns and \(aliases.count) names for them",
        at: offset ?? statement.range.lowerBound
      )
    )
  }

  /// Where an item of FROM that has no place of its own stands.
  func offset(ofAlias item: SyntaxNode) -> Int? {
    guard let alias = item["alias"]?.string("aliasname") else { return nil }
    return item.location ?? statement.offset(of: alias, after: statement.range.lowerBound)
  }

  /// The one column of a function that makes rows of plain values, named like the function or its
  /// alias.
  func seriesColumns(_ item: SyntaxNode) -> [String]? {
    let declared = item.list("coldeflist").compactMap { $0.string("colname") }
    if !declared.isEmpty, !item.bool("is_rowsfrom") { return declared }
    guard item.is("RangeFunction"), !item.bool("ordinality"), !item.bool("is_rowsfrom"),
      let call = item.list("functions").first?.elements.first, call.is("FuncCall"),
      let name = call.list("funcname").last?.stringValue,
      ["generate_series", "generate_subscripts", "regexp_split_to_table", "string_to_table"]
        .contains(name), isBuiltin(name)
    else { return nil }
    let aliases = item["alias"]?.list("colnames").compactMap(\.stringValue) ?? []
    return aliases.first.map { [$0] } ?? [item["alias"]?.string("aliasname") ?? name]
  }

  private func isBuiltin(_ name: String) -> Bool {
    !catalog.path(nil).contains { catalog.schemas[$0]?.functions[name] != nil }
  }

  // MARK: MERGE

  mutating func resolve(merge node: SyntaxNode, outer: [Scope] = []) {
    var outer = outer
    if let with = node["withClause"] { addCommon(with, to: &outer) }
    guard let target = node["relation"], let source = node["sourceRelation"] else { return }
    var own = Scope()
    add(table: target, to: &own, outer: [])
    var other = Scope()
    add(source, to: &other, outer: outer)
    var both = own
    both.entries += other.entries
    both.qualified += other.qualified
    both.joinsUsing = other.joinsUsing
    checkNames(both.entries)
    if let condition = node["joinCondition"] { resolve(expression: condition, in: outer + [both]) }
    for clause in node.list("mergeWhenClauses") {
      let scope = clause.bool("matched") ? both : other
      if let condition = clause["condition"] {
        resolve(expression: condition, in: outer + [scope])
      }
      for item in clause.list("targetList") {
        check(target: item, of: own.entries)
        if let value = item["val"] { resolve(expression: value, in: outer + [scope]) }
      }
      for value in clause.list("values") { resolve(expression: value, in: outer + [scope]) }
    }
  }
}
