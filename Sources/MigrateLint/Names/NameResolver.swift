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
  private(set) var relations: Set<RelationID> = []

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
  mutating func resolve(change node: SyntaxNode, outer: [Scope] = []) {
    var outer = outer
    if let with = node["withClause"] { addCommon(with, to: &outer) }
    guard let target = node["relation"] else { return }
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
    for item in node.list("returningList") {
      if let value = item["val"] { resolve(expression: value, in: outer + [scope]) }
    }
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

  private mutating func note(_ entry: Scope.Entry, _ column: String) {
    if let relation = entry.relation { uses.insert(ColumnUse(relation: relation, column: column)) }
  }

  private mutating func report(
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

  // MARK: Queries

  /// Looks up a query and returns the names of its columns; nil where those are not known.
  mutating func resolve(query: SyntaxNode, outer: [Scope]) -> [String]? {
    var scope = Scope()
    var outer = outer
    if let with = query["withClause"] { addCommon(with, to: &outer) }
    if let left = query["larg"], let right = query["rarg"] {
      let columns = resolve(query: left, outer: outer)
      _ = resolve(query: right, outer: outer)
      return columns
    }
    scope.isQuery = true
    for row in query.list("valuesLists") { resolve(expression: row, in: outer + [scope]) }
    for item in query.list("fromClause") { add(item, to: &scope, outer: outer) }
    checkNames(scope.entries)
    let outputs = resolve(targets: query.list("targetList"), in: scope, outer: outer)
    for field in ["whereClause", "havingClause", "limitCount", "limitOffset"] as [StaticString] {
      if let part = query[field] { resolve(expression: part, in: outer + [scope]) }
    }
    var sorted = scope
    sorted.outputs = Set(outputs ?? [])
    sorted.entries = scope.entries
    for field in ["groupClause", "sortClause", "windowClause", "distinctClause"] as [StaticString] {
      for part in query.list(field) { resolve(expression: part, in: outer + [sorted]) }
    }
    let values = query.list("valuesLists")
    guard let row = values.first else { return outputs }
    return row.elements.indices.map { "column\($0 + 1)" }
  }

  mutating func addCommon(_ with: SyntaxNode, to outer: inout [Scope]) {
    outer.append(Scope())
    let last = outer.count - 1
    if with.bool("recursive") {
      for item in with.list("ctes") {
        if let name = item.string("ctename") { outer[last].common[name] = .some(nil) }
      }
    }
    for item in with.list("ctes") {
      guard let name = item.string("ctename"), let body = item["ctequery"] else { continue }
      var columns: [String]?
      if body.is("SelectStmt") {
        columns = resolve(query: body, outer: outer)
      } else {
        resolve(expression: body, in: outer)
      }
      // SEARCH and CYCLE add columns.
      if item["search_clause"] != nil || item["cycle_clause"] != nil { columns = nil }
      let aliases = item.list("aliascolnames").compactMap(\.stringValue)
      if !aliases.isEmpty, let known = columns {
        columns = aliases + known.dropFirst(aliases.count)
      }
      outer[last].common[name] = .some(columns)
    }
  }

  private mutating func resolve(
    targets: [SyntaxNode],
    in scope: Scope,
    outer: [Scope]
  ) -> [String]? {
    var names: [String]? = []
    for target in targets {
      guard let value = target["val"] else { continue }
      resolve(expression: value, in: outer + [scope])
      if value.is("ColumnRef"), value.list("fields").last?.is("A_Star") == true {
        let qualifier = value.list("fields").first?.stringValue
        let chosen = scope.entries.filter { qualifier == nil || $0.name == qualifier }
        // JOIN USING shows a column once, and `schema.table.*` names no entry.
        if chosen.isEmpty || scope.joinsUsing || value.list("fields").count > 2 {
          names = nil
          for entry in chosen { for column in entry.columns { note(entry, column) } }
          continue
        }
        names =
          chosen.contains(where: \.isOpen) ? nil : names.map { $0 + chosen.flatMap(\.columns) }
        for entry in chosen { for column in entry.columns { note(entry, column) } }
      } else if value.is("A_Indirection"), value.list("indirection").last?.is("A_Star") == true {
        // `(row).*` has the row's columns, whatever those are.
        names = nil
      } else {
        names?.append(target.string("name") ?? Self.name(of: value))
      }
    }
    return names
  }

  // MARK: FROM

  /// A column of JOIN … USING, which both sides must have.
  private mutating func resolve(shared name: String, among side: [Scope.Entry]) {
    let owners = side.filter { $0.columns.contains(name) }
    for owner in owners { note(owner, name) }
    guard owners.isEmpty, !side.contains(where: \.isOpen) else { return }
    let place = statement.offset(of: name, after: statement.range.lowerBound)
    report(column: name, at: place ?? statement.range.lowerBound, among: side, qualifier: nil)
  }

  mutating func add(_ item: SyntaxNode, to scope: inout Scope, outer: [Scope]) {
    switch item.kind {
    case "RangeVar": add(table: item, to: &scope, outer: outer)
    case "JoinExpr":
      let start = scope.entries.count
      if let left = item["larg"] { add(left, to: &scope, outer: outer) }
      let middle = scope.entries.count
      if let right = item["rarg"] { add(right, to: &scope, outer: outer) }
      for name in item.list("usingClause").compactMap(\.stringValue) {
        resolve(shared: name, among: Array(scope.entries[start..<middle]))
        resolve(shared: name, among: Array(scope.entries[middle...]))
      }
      if !item.list("usingClause").isEmpty || item.bool("isNatural") { scope.joinsUsing = true }
      if let condition = item["quals"] {
        // What stands in FROM before the join is out of reach.
        var sides = scope
        sides.entries = Array(scope.entries[start...])
        resolve(expression: condition, in: outer + [sides])
      }
      if let alias = item["join_using_alias"]?.string("aliasname") {
        scope.qualified.append(Scope.Entry(name: alias, columns: [], isOpen: true))
      }
      if let alias = item["alias"]?.string("aliasname") {
        scope.qualified.append(Scope.Entry(name: alias, columns: [], isOpen: true))
        // The names of the two sides are hidden.
        scope.joinsUsing = true
        for index in start..<scope.entries.count { scope.entries[index].offset = nil }
      }
    case "RangeSubselect":
      let seen = item.bool("lateral") ? outer + [scope] : outer
      let columns = item["subquery"].flatMap { resolve(query: $0, outer: seen) }
      let alias = item["alias"]
      let aliases = alias?.list("colnames").compactMap(\.stringValue) ?? []
      scope.entries.append(
        Scope.Entry(
          name: alias?.string("aliasname") ?? "",
          columns: aliases + (columns ?? []).dropFirst(aliases.count),
          isOpen: columns == nil,
          offset: offset(ofAlias: item)
        )
      )
      check(aliases, columns, at: offset(ofAlias: item))
    default:
      if item.is("RangeTableSample") {
        if let table = item["relation"] { add(table, to: &scope, outer: outer) }
        if let method = item.list("method").last?.stringValue,
          !["system", "bernoulli"].contains(method), catalog.extensions.count == 1
        {
          findings.append(
            statement.finding(
              .unknownObject,
              "there is no way \(method.quotedIfNeeded) to sample",
              at: item.location ?? statement.range.lowerBound
            )
          )
        }
        return
      }
      // Functions and XMLTABLE: of most the columns are not known here.
      for child in item.children { resolve(expression: child, in: outer + [scope]) }
      let columns = seriesColumns(item)
      scope.entries.append(
        Scope.Entry(
          name: item["alias"]?.string("aliasname") ?? columns?.first ?? "",
          columns: columns ?? [],
          isOpen: columns == nil,
          offset: offset(ofAlias: item)
        )
      )
    }
  }

  mutating func add(table node: SyntaxNode, to scope: inout Scope, outer: [Scope]) {
    let name = RelationName(schema: node.string("schemaname"), name: node.string("relname") ?? "")
    let alias = node["alias"]?.string("aliasname")
    let aliases = node["alias"]?.list("colnames").compactMap(\.stringValue) ?? []
    if name.schema == nil {
      for outerScope in outer.reversed() {
        guard let columns = outerScope.common[name.name] else { continue }
        let all = aliases + (columns ?? []).dropFirst(aliases.count)
        scope.entries.append(
          Scope.Entry(
            name: alias ?? name.name,
            columns: all,
            isOpen: columns == nil,
            offset: node.location
          )
        )
        check(aliases, columns, at: node.location)
        return
      }
    }
    guard let found = catalog.relation(name) else {
      if !catalog.mayHold(name), let offset = node.location {
        findings.append(statement.unknownRelation(name, in: catalog, at: offset))
      }
      scope.entries.append(Scope.Entry(name: alias ?? name.name, columns: [], isOpen: true))
      return
    }
    relations.insert(found.id)
    let columns =
      found.entry.kind == .sequence
      ? ["last_value", "log_cnt", "is_called"] : found.entry.columns.map(\.name)
    scope.entries.append(
      Scope.Entry(
        name: alias ?? name.name,
        schema: found.id.schema,
        relation: found.id,
        columns: aliases + columns.dropFirst(aliases.count),
        isOpen: found.entry.isOpen,
        offset: node.location,
        isNamedHere: alias != nil
      )
    )
    check(aliases, found.entry.isOpen ? nil : columns, at: node.location)
  }
}
