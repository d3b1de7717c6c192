import PostgresSyntax

extension Replay {
  /// What PostgreSQL looks at in a body when the function is made: the grammar of PL/pgSQL, and in
  /// SQL every name.
  mutating func checkBody(
    _ node: SyntaxNode,
    of entry: inout FunctionEntry,
    named name: String
  ) {
    ownFunction = name
    defer { ownFunction = nil }
    let scope = RoutineScope(catalog: catalog).outermost(
      name: name,
      parameters: entry.parameterNames
    )
    if let body = node["sql_body"] {
      entry.language = "sql"
      return resolveBody(body, in: scope)
    }
    guard checksFunctionBodies else { return }
    switch entry.language {
    case "plpgsql":
      let (count, path) = (findings.count, catalog.searchPath)
      checkGrammar(node, entry.bodySource)
      guard findings.count == count, let source = entry.bodySource,
        let body = ReadBody(source, parser: parser)
      else { return }
      entry.readBody = body
      if let own = entry.ownSearchPath { catalog.searchPath = own }
      checkRoutine(body, of: source, RoutineForm(entry, named: name))
      catalog.searchPath = path
    case "sql":
      // With a polymorphic parameter PostgreSQL waits for the call.
      let isPolymorphic = entry.argumentTypes.contains { $0.hasPrefix("any") }
      guard let source = entry.bodySource, !isPolymorphic else { return }
      checkSQL(source, of: entry, in: scope)
    default: break
    }
  }

  /// Reports what PostgreSQL's parsers refuse in a body when they first see it.
  mutating func checkGrammar(_ node: SyntaxNode, _ source: BodySource?) {
    let statement = SyntaxTree.Statement(node: node, range: text.range)
    do {
      guard case .refused = try parser.parsePLpgSQL(statement, of: text.source.bytes) else {
        return
      }
    } catch {
      guard error.reason == .grammar else { return }
      // The library does not know the cursors that a body declares, and takes one for a query.
      let declaresCursor = source.map { entry in
        String(decoding: entry.bytes, as: UTF8.self).lowercased().contains("cursor")
      }
      guard declaresCursor == true else {
        return report(.syntaxError, error.message, at: error.offset)
      }
    }
    // The library knows less of PL/pgSQL than the server; the SQL inside is judged piece by piece.
    guard let source, let body = ReadBody(source, parser: parser) else { return }
    for fragment in body.block.fragments {
      guard let (message, offset) = body.text.mistake(fragment, parser) else { continue }
      let finding = Finding(.syntaxError, message, at: body.text.source.place(at: offset))
      return report(body.text.placed(finding))
    }
  }

  /// BEGIN ATOMIC … END and RETURN, which are part of the statement's own tree.
  private mutating func resolveBody(_ body: SyntaxNode, in scope: Scope) {
    if body.is("ReturnStmt") {
      if let value = body["returnval"] { _ = resolve(value, in: [scope]) }
    } else if body.is("List") || !body.elements.isEmpty {
      for part in body.elements { resolveBody(part, in: scope) }
    } else {
      resolve(statement: body, in: scope)
    }
  }

  private mutating func resolve(statement: SyntaxNode, in scope: Scope) {
    guard ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt"].contains(statement.kind) else {
      return
    }
    _ = resolve(statement, in: [scope])
  }

  private mutating func checkSQL(
    _ source: BodySource,
    of entry: FunctionEntry,
    in scope: Scope
  ) {
    let tree: SyntaxTree
    do {
      tree = try parser.parse(source.bytes, base: source.base)
    } catch {
      guard error.reason == .grammar else { return }
      let place = source.source.place(at: error.offset + source.base)
      return report(Finding(.syntaxError, error.message, at: source.anchor ?? place))
    }
    let tokens = ((try? parser.scan(source.bytes)) ?? []).filter { $0.kind != .comment }.map {
      $0.range.lowerBound + source.base..<$0.range.upperBound + source.base
    }
    let (outer, count, path) = (text, findings.count, catalog.searchPath)
    defer { text = outer; catalog.searchPath = path }
    if let own = entry.ownSearchPath { catalog.searchPath = own }
    for statement in tree.statements {
      text = StatementText(
        source: source.source,
        range: statement.range,
        tokens: tokens.filter { statement.range.contains($0.lowerBound) }
      )
      resolve(statement: statement.node, in: scope)
    }
    if findings.count == count { checkResult(tree.statements.map(\.node), of: entry) }
    guard let anchor = source.anchor else { return }
    for index in findings.indices.dropFirst(count) {
      findings[index] = findings[index].moved(to: anchor)
    }
  }
}
