import PostgresSyntax

/// Finds columns that stand neither in GROUP BY nor in an aggregate, where every name is certain.
struct GroupingCheck {
  let lookup: FunctionLookup
  let statement: StatementText
  /// The names that WITH may give another meaning anywhere in the statement.
  let hidden: Set<String>
  private(set) var findings: [Finding] = []
  private var entries: [(name: String, table: Relation)] = []
  /// The grouped columns, each as the number of its table and its name.
  private var columns: Set<Column> = []
  /// The grouped expressions, without the names of tables.
  private var expressions: Set<String> = []

  private struct Column: Hashable {
    var entry: Int
    var name: String
  }

  init(_ lookup: FunctionLookup, _ statement: StatementText, hidden: Set<String>) {
    self.lookup = lookup
    self.statement = statement
    self.hidden = hidden
  }

  mutating func check(_ query: SyntaxNode) {
    let groups = query.list("groupClause")
    let targets = query.list("targetList")
    let sorted = query.list("sortClause").compactMap { $0["node"] }
    let rules = QueryRules(lookup, statement)
    func hasAggregate(_ node: SyntaxNode) -> Bool {
      var found = false
      node.visit { part in
        if part.is("SubLink") { return .skipChildren }
        if rules.isAggregate(part) || part.is("GroupingFunc") { found = true }
        return found ? .stop : .visitChildren
      }
      return found
    }
    guard
      !groups.isEmpty || query["havingClause"] != nil
        || (targets + sorted).contains(where: hasAggregate),
      query["withClause"] == nil
    else { return }
    for item in query.list("fromClause") {
      guard add(item) else { return }
    }
    guard !entries.isEmpty else { return }
    for group in groups { add(group: group, targets) }
    addDependent()
    let outputs = Set(targets.compactMap { $0.string("name") })
    for target in targets { if let value = target["val"] { walk(value, rules) } }
    if let having = query["havingClause"] { walk(having, rules) }
    for item in sorted where !item.is("A_Const") {
      let fields = item.is("ColumnRef") ? item.list("fields") : []
      if fields.count == 1, let name = fields[0].stringValue, outputs.contains(name) { continue }
      walk(item, rules)
    }
  }

  // MARK: FROM

  /// - Returns: Whether the item is one whose columns are certain.
  private mutating func add(_ item: SyntaxNode) -> Bool {
    if item.is("JoinExpr") {
      guard item.list("usingClause").isEmpty, !item.bool("isNatural"), item["alias"] == nil,
        let left = item["larg"], let right = item["rarg"]
      else { return false }
      return add(left) && add(right)
    }
    // A query in FROM, and one of WITH, has columns that this check does not follow.
    guard item.is("RangeVar"), item["alias"]?.list("colnames").isEmpty != false,
      let name = item.string("relname")
    else { return false }
    let relation = RelationName(schema: item.string("schemaname"), name: name)
    guard let (_, table) = lookup.catalog.relation(relation), !table.isOpen,
      !table.hasUnknownConstraints, !lookup.catalog.isTainted,
      item.string("schemaname") != nil || !hidden.contains(name)
    else { return false }
    entries.append((item["alias"]?.string("aliasname") ?? name, table))
    return true
  }

  // MARK: GROUP BY

  private mutating func add(group: SyntaxNode, _ targets: [SyntaxNode]) {
    if group.is("GroupingSet") {
      for part in group.list("content") { add(group: part, targets) }
      return
    }
    if group.is("RowExpr") {
      for part in group.list("args") { add(group: part, targets) }
      return
    }
    if group.is("A_Const"), let position = group["ival"]?.intValue {
      guard targets.indices.contains(position - 1), let value = targets[position - 1]["val"] else {
        return
      }
      return add(expression: value)
    }
    let fields = group.is("ColumnRef") ? group.list("fields") : []
    if fields.count == 1, let name = fields[0].stringValue, column(group) == nil,
      let value = targets.first(where: { $0.string("name") == name })?["val"]
    {
      return add(expression: value)
    }
    add(expression: group)
  }

  private mutating func add(expression: SyntaxNode) {
    if let column = column(expression) {
      columns.insert(column)
    } else if let fields = expression.is("ColumnRef") ? expression.list("fields") : nil,
      fields.count == 1, let name = fields[0].stringValue,
      let index = entries.firstIndex(where: { $0.name == name })
    {
      // The whole row.
      for column in entries[index].table.columns {
        columns.insert(Column(entry: index, name: column.name))
      }
    }
    if !expression.is("ColumnRef") { expressions.insert(key(expression)) }
  }

  /// A primary key decides all columns of its table.
  private mutating func addDependent() {
    for (index, entry) in entries.enumerated() {
      guard let key = entry.table.primaryKey, !key.isDeferrable,
        key.columns.allSatisfy({ columns.contains(Column(entry: index, name: $0)) })
      else { continue }
      for column in entry.table.columns { columns.insert(Column(entry: index, name: column.name)) }
    }
  }

  /// What tells an expression from others. A column is the same with its table's name and without,
  /// so that two may be taken for one, but never one for two.
  private func key(_ node: SyntaxNode) -> String {
    var key = ""
    node.visit { part in
      if part.is("ColumnRef") {
        key += "column \(part.list("fields").last?.stringValue ?? "*");"
        return .skipChildren
      }
      key += part.kind + (part.stringValue ?? "") + (part.intValue.map(String.init) ?? "") + ";"
      return .visitChildren
    }
    return key
  }

  // MARK: What is used

  /// The column of these tables that a name means; nil for another name.
  private func column(_ node: SyntaxNode) -> Column? {
    let fields = node.is("ColumnRef") ? node.list("fields").compactMap(\.stringValue) : []
    guard fields.count == node.list("fields").count, let name = fields.last, fields.count <= 2
    else { return nil }
    let owners = entries.indices.filter { index in
      (fields.count == 1 || entries[index].name == fields[0])
        && entries[index].table.column(name) != nil
    }
    return owners.count == 1 ? Column(entry: owners[0], name: name) : nil
  }

  private mutating func walk(_ node: SyntaxNode, _ rules: QueryRules) {
    if node.is("SubLink") || rules.isAggregate(node) { return }
    if expressions.contains(key(node)) { return }
    if node.is("ColumnRef") {
      if let column = column(node), !columns.contains(column) { return report(column, node) }
      guard node.list("fields").last?.is("A_Star") == true else { return }
      let qualifier = node.list("fields").first?.stringValue
      for (index, entry) in entries.enumerated()
      where qualifier == nil || entry.name == qualifier {
        for column in entry.table.columns {
          let its = Column(entry: index, name: column.name)
          if !columns.contains(its) { return report(its, node) }
        }
      }
      return
    }
    for child in node.children { walk(child, rules) }
  }

  private mutating func report(_ column: Column, _ node: SyntaxNode) {
    let name = "\(entries[column.entry].name.quotedIfNeeded).\(column.name.quotedIfNeeded)"
    let finding = statement.finding(
      .ungroupedColumn,
      "\(name) stands neither in GROUP BY nor in an aggregate",
      at: node.location ?? statement.range.lowerBound
    )
    findings.append(finding)
  }
}
