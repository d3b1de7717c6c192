import PostgresSyntax

/// Looks up the names in the SQL of one PL/pgSQL body, which PostgreSQL does when it runs.
struct BodyCheck {
  let catalog: Catalog
  let parser: Parser
  let text: BodyText
  /// The tables whose rows NEW and OLD are; none where that is not known.
  var rows: [(id: RelationID, table: Relation)] = []
  /// Whether the types of values are judged, and not only their names.
  var checksTypes = false
  /// The function and the type of what it returns, if it is one value.
  var own: (name: String, result: DataType?)?
  /// The types of its parameters, by their numbers.
  var parameters: [DataType?] = []
  /// Whether tables may exist here that the catalog does not know.
  var isBlindToTables = false
  private(set) var findings: [Finding] = []

  private var types: BodyTypes { BodyTypes(text: text, parser: parser, catalog: catalog) }
  private var variables: RoutineScope { RoutineScope(catalog: catalog) }

  init(catalog: Catalog, parser: Parser, text: BodyText) {
    self.catalog = catalog
    self.parser = parser
    self.text = text
  }

  /// Whether the body asks which trigger or table it runs for, so that a row's columns may differ.
  private var asksForTable: Bool {
    text.words.contains {
      ["tg_table_name", "tg_relname", "tg_relid", "tg_argv", "tg_name"].contains($0)
    }
  }

  mutating func check(_ block: BodyBlock, in scopes: BodyScopes) {
    guard !block.catchesNames else { return }
    let checked = checksTypes
    defer { checksTypes = checked }
    if block.catchesTypes { checksTypes = false }
    var scopes = scopes
    for variable in block.variables {
      if let value = variable.value {
        let parameters = variable.parameters.map { BodyVariable(name: $0) }
        check(value, in: add(parameters, to: scopes))
      }
      scopes = add([variable], to: scopes)
      if let value = variable.value { check(value, becoming: scopes.type(of: variable.name)) }
    }
    scopes = add([], label: block.label, to: scopes)
    check(block.body, in: scopes)
    for handler in block.handlers { check(handler.body, in: scopes) }
  }

  private func add(
    _ declared: [BodyVariable],
    label: String? = nil,
    to scopes: BodyScopes
  ) -> BodyScopes {
    scopes.adding(
      variables.scope(of: declared, label: label),
      types.scope(of: declared, label: label, in: scopes)
    )
  }

  private mutating func check(_ statements: [BodyStatement], in scopes: BodyScopes) {
    for statement in statements { check(statement, in: scopes) }
  }

  private mutating func check(_ statement: BodyStatement, in scopes: BodyScopes) {
    switch statement {
    case .block(let block): check(block, in: scopes)
    case .sql(let fragment, let into):
      check(fragment, in: scopes)
      if into.isEmpty { checkDestination(of: fragment) }
    case .expression(let fragment): check(fragment, in: scopes)
    case .assign(let target, let value):
      checkRows(target..<value.tokens.lowerBound)
      check(value, in: scopes)
      check(value, assignedTo: target, in: scopes)
    case .branch(let arms, let otherwise):
      for arm in arms {
        check(arm.condition, in: scopes)
        check(arm.body, in: scopes)
      }
      check(otherwise ?? [], in: scopes)
    case .loop(let fragments, let declared, let body):
      for fragment in fragments { check(fragment, in: scopes) }
      // A variable that a loop over rows takes from outside keeps its type.
      let isKnown = { (name: String) in scopes.names.contains { $0.variables[name] != nil } }
      let own = declared.filter { $0.kind.isMadeByLoop || !isKnown($0.name) }
      check(body, in: add(own, to: scopes))
    case .execute(let command, _, let using):
      for fragment in using { check(fragment, in: scopes) }
      if let statement = text.literal(command) {
        guard let node = statement.parse(parser) else { return }
        resolve(node, statement.text, in: BodyScopes())
      } else {
        check(command, in: scopes)
      }
    case .leave(_, let condition): if let condition { check(condition, in: scopes) }
    case .note(.returns(_, .plain, let value)):
      check(BodyFragment(tokens: value, isExpression: true), becoming: own?.result)
    case .note: break
    }
  }

  private mutating func check(_ fragment: BodyFragment, in scopes: BodyScopes) {
    checkRows(fragment.tokens)
    guard let node = text.parse(fragment, parser) else { return }
    resolve(node, text.statement(fragment), in: scopes)
  }

  private mutating func resolve(
    _ node: SyntaxNode,
    _ statement: StatementText,
    in scopes: BodyScopes
  ) {
    var resolver = NameResolver(catalog: catalog, statement: statement)
    switch node.kind {
    case "SelectStmt": _ = resolver.resolve(query: node, outer: scopes.names)
    case "InsertStmt", "UpdateStmt", "DeleteStmt":
      resolver.resolve(change: node, outer: scopes.names)
    case "CreateTableAsStmt":
      if let query = node["query"] { _ = resolver.resolve(query: query, outer: scopes.names) }
    case "CallStmt":
      for part in node.children { resolver.resolve(expression: part, in: scopes.names) }
    default: return
    }
    var calls = ExpressionCheck(FunctionLookup(catalog: catalog), statement, in: .query)
    calls.check(node)
    var literals = LiteralNames(catalog, statement)
    literals.check(node)
    var found = resolver.findings + calls.findings + literals.findings
    if found.isEmpty, checksTypes, !node.is("CallStmt") {
      var check = TypeCheck(catalog, statement, in: .query)
      check.own = own?.name
      check.parameters = parameters
      check.check(statement: node["query"] ?? node, outer: scopes.types)
      found = check.findings
    }
    for finding in found {
      guard !isBlindToTables || finding.rule != .unknownTable else { continue }
      findings.append(text.placed(finding))
    }
  }

  mutating func report(_ finding: Finding) { findings.append(text.placed(finding)) }

  /// `NEW.field` and `OLD.field`, wherever they stand.
  private mutating func checkRows(_ tokens: Range<Int>) {
    guard !rows.isEmpty else { return }
    let asksForTable = asksForTable
    for index in tokens.dropLast(2)
    where (text.words[index] == "new" || text.words[index] == "old")
      && text.words[index + 1] == "."
      && (index == tokens.lowerBound || text.words[index - 1] != ".")
    {
      let name = text.name(index + 2)
      guard name != "*", !SystemColumns.names.contains(name) else { continue }
      let lacking = rows.filter { $0.table.column(name) == nil }
      guard let (id, table) = lacking.first, !asksForTable || lacking.count == rows.count else {
        continue
      }
      let token = text.tokens[index + 2]
      let statement = StatementText(source: text.source, range: token, tokens: [token])
      let finding = statement.unknownColumn(
        name,
        of: id.name,
        candidates: table.columns.map(\.name),
        at: token.lowerBound
      )
      findings.append(text.placed(finding))
    }
  }
}
