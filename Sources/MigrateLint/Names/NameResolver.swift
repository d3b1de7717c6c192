import PostgresSyntax

/// Looks up every relation and column that a query or expression names.
///
/// Where anything in reach is not fully known, it is silent: a finding must be one that PostgreSQL
/// confirms.
struct NameResolver {
  let catalog: Catalog
  let statement: StatementText
  var findings: [Finding] = []
  /// What the query or expression reads, for later drops.
  private(set) var uses: Set<ColumnUse> = []
  var relations: Set<RelationID> = []
  /// Whether only the columns of a query are asked for.
  var isProbing = false

  init(catalog: Catalog, statement: StatementText) {
    self.catalog = catalog
    self.statement = statement
  }

  /// What was read of one relation.
  func columns(of id: RelationID) -> Set<String> {
    Set(uses.filter { $0.relation == id }.map(\.column))
  }

  // MARK: Changes of rows

  /// Looks up INSERT, UPDATE and DELETE, also as part of a query.
  ///
  /// - Returns: The columns that RETURNING gives; nil where those are not known.
  @discardableResult
  mutating func resolve(change node: SyntaxNode, outer: [Scope] = []) -> [String]? {
    var outer = outer
    if let with = node["withClause"] { addCommon(with, to: &outer) }
    guard let target = node["relation"] else { return nil }
    var scope = Scope()
    add(table: target, to: &scope, outer: [])
    let own = scope.entries
    var seen: Set<String> = []
    for item in node.list("cols") {
      check(target: item, of: own)
      guard let name = item.string("name"), item.list("indirection").isEmpty,
        !seen.insert(name).inserted
      else { continue }
      findings.append(
        statement.finding(
          .nameTaken,
          "column \(name.quotedIfNeeded) comes twice",
          at: item.location ?? statement.range.lowerBound
        )
      )
    }
    for item in node.list("fromClause") + node.list("usingClause") {
      add(item, to: &scope, outer: outer)
    }
    checkNames(scope.entries)
    if let query = node["selectStmt"] { _ = resolve(query: query, outer: outer) }
    for item in node.list("targetList") {
      check(target: item, of: own)
      if let value = item["val"] { resolve(expression: value, in: outer + [scope]) }
    }
    if let condition = node["whereClause"] { resolve(expression: condition, in: outer + [scope]) }
    if let conflict = node["onConflictClause"] {
      check(conflict: conflict, of: own.first)
      var excluded = scope
      if var entry = own.first {
        entry.name = "excluded"
        entry.relation = nil
        // An unqualified name may mean either.
        excluded.entries.append(entry)
      }
      if let infer = conflict["infer"] { resolve(expression: infer, in: outer + [scope]) }
      for item in conflict.list("targetList") {
        check(target: item, of: own)
        if let value = item["val"] { resolve(expression: value, in: outer + [excluded]) }
      }
      if let condition = conflict["whereClause"] {
        resolve(expression: condition, in: outer + [excluded])
      }
    }
    return resolve(targets: node.list("returningList"), in: scope, outer: outer)
  }

  mutating func check(target item: SyntaxNode, of own: [Scope.Entry]) {
    if let entry = own.first, let name = item.string("name") {
      check(fields: item.list("indirection"), ofColumn: name, entry, at: item.location)
    }
    guard let name = item.string("name"), let entry = own.first, !entry.isOpen,
      !entry.columns.contains(name), let offset = item.location
    else { return }
    report(column: name, at: offset, among: own, qualifier: nil)
  }

  // MARK: Expressions

  /// Looks up the columns of an expression in a table's own scope.
  mutating func resolve(expression: SyntaxNode, in scopes: [Scope]) {
    switch expression.kind {
    case "InsertStmt", "UpdateStmt", "DeleteStmt": resolve(change: expression, outer: scopes)
    case "MergeStmt": resolve(merge: expression, outer: scopes)
    case "XmlExpr", "XmlSerialize", "JsonTable": return
    case "ColumnRef": resolve(column: expression, in: scopes)
    case "SelectStmt": _ = resolve(query: expression, outer: scopes)
    case "SubLink":
      if let test = expression["testexpr"] { resolve(expression: test, in: scopes) }
      if let query = expression["subselect"] { _ = resolve(query: query, outer: scopes) }
    case "FuncCall":
      // Named arguments and the function's own name are no columns; its arguments may be.
      for child in expression.list("args") + expression.list("agg_order") {
        resolve(expression: child, in: scopes)
      }
      for field in ["agg_filter", "over"] as [StaticString] {
        if let child = expression[field] { resolve(expression: child, in: scopes) }
      }
    case "A_Indirection":
      for child in expression.children { resolve(expression: child, in: scopes) }
      check(field: expression, in: scopes)
    case "ResTarget":
      if let value = expression["val"] { resolve(expression: value, in: scopes) }
    default:
      for child in expression.children { resolve(expression: child, in: scopes) }
    }
  }

  private mutating func resolve(column node: SyntaxNode, in scopes: [Scope]) {
    let fields = node.list("fields")
    let names = fields.compactMap(\.stringValue)
    guard let offset = node.location else { return }
    guard names.count == fields.count else {
      // `t.*`
      if names.count == 1, fields.count == 2 { resolve(star: names[0], at: offset, in: scopes) }
      return
    }
    switch names.count {
    case 1: resolve(bare: names[0], at: offset, in: scopes)
    case 2: resolve(names[1], of: names[0], at: offset, in: scopes)
    case 3:
      // schema.table.column
      let entries = scopes.flatMap { $0.entries + $0.qualified }
      guard !scopes.contains(where: { $0.isRoutine || $0.isOpen }), !entries.isEmpty,
        !entries.contains(where: { $0.name == names[1] || $0.isOpen })
      else { return }
      reportUnreachable(names[1], at: offset)
    default: return
    }
  }

  private mutating func resolve(star name: String, at offset: Int, in scopes: [Scope]) {
    let isThere = scopes.contains { scope in
      scope.isOpen || scope.variables[name] != nil
        || (scope.entries + scope.qualified).contains {
          $0.name == name || $0.columns.contains(name)
        } || scope.qualified.contains(where: \.isOpen)
    }
    if !isThere, !scopes.isEmpty { reportUnreachable(name, at: offset) }
  }

  /// A name that two tables have. Which of them GROUP BY and ORDER BY mean, the list may tell.
  private mutating func reportAmbiguous(
    _ name: String,
    _ owners: [Scope.Entry],
    _ scope: Scope,
    at offset: Int
  ) {
    guard !scope.joinsUsing, !scope.outputs.contains(name) else { return }
    let tables = owners.map(\.name.quotedIfNeeded).joined(separator: " and ")
    let message = "\(name.quotedIfNeeded) may be a column of \(tables)"
    findings.append(statement.finding(.ambiguousName, message, at: offset))
  }

  private mutating func reportUnreachable(_ name: String, at offset: Int) {
    findings.append(
      statement.finding(
        .unknownTable,
        "no table \(name.quotedIfNeeded) is in reach here",
        at: offset
      )
    )
  }

  private mutating func resolve(bare name: String, at offset: Int, in scopes: [Scope]) {
    for scope in scopes.reversed() {
      let owners = scope.entries.filter { $0.columns.contains(name) }
      if let entry = owners.first {
        note(entry, name)
        if owners.count > 1 { reportAmbiguous(name, owners, scope, at: offset) }
        return
      }
      // A whole row is named as its table.
      if scope.entries.contains(where: { $0.name == name }) || scope.outputs.contains(name)
        || scope.variables[name] != nil
      {
        return
      }
      if scope.isOpen { return }
    }
    guard !SystemColumns.names.contains(name),
      scopes.contains(where: { !$0.entries.isEmpty || $0.isRoutine || $0.isQuery })
    else { return }
    report(column: name, at: offset, among: scopes.flatMap(\.entries), qualifier: nil)
  }

  private mutating func resolve(
    _ name: String,
    of qualifier: String,
    at offset: Int,
    in scopes: [Scope]
  ) {
    for scope in scopes.reversed() {
      guard
        let entry = (scope.entries + scope.qualified).first(where: { $0.name == qualifier })
          ?? scope.variables[qualifier]
      else { continue }
      if entry.columns.contains(name) {
        note(entry, name)
      } else if !entry.isOpen, !SystemColumns.names.contains(name), !isFunction(name) {
        report(column: name, at: offset, among: [entry], qualifier: qualifier)
      }
      return
    }
    guard !scopes.isEmpty,
      !scopes.contains(where: { $0.isOpen || $0.qualified.contains(where: \.isOpen) })
    else { return }
    reportUnreachable(qualifier, at: offset)
  }

  /// `t.f` may be the function `f(t)`.
  private func isFunction(_ name: String) -> Bool {
    catalog.path(nil).contains { catalog.schemas[$0]?.functions[name] != nil }
  }

  mutating func note(_ entry: Scope.Entry, _ column: String) {
    if let relation = entry.relation { uses.insert(ColumnUse(relation: relation, column: column)) }
  }

  mutating func report(
    column name: String,
    at offset: Int,
    among entries: [Scope.Entry],
    qualifier: String?
  ) {
    let candidates = entries.flatMap(\.columns)
    findings.append(
      statement.unknownColumn(
        name,
        of: entries.count == 1 ? entries[0].name : nil,
        candidates: candidates,
        at: statement.nameOffset(after: qualifier, at: offset)
      )
    )
  }
}
