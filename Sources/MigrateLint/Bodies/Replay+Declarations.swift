import PostgresSyntax

// The types that a body declares, which PostgreSQL looks up when the routine is made.
extension Replay {
  /// What PL/pgSQL refuses in a body that its grammar takes.
  mutating func checkRoutine(_ body: ReadBody, of source: BodySource, _ form: RoutineForm) {
    let (outer, count) = (text, findings.count)
    text = StatementText(source: body.text.source, range: source.range, tokens: body.text.tokens)
    checkDeclarations(of: body.block, body.text, form.parameters.union(RoutineScope.builtin))
    if findings.count == count {
      var rules = BodyRules(body.text, form)
      rules.check(body.block)
      // PL/pgSQL stops at its first.
      if let fault = rules.faults.min(by: { $0.place < $1.place }) {
        report(fault.rule, fault.message, at: fault.place)
      }
    }
    text = outer
    guard let anchor = source.anchor else { return }
    for index in findings.indices.dropFirst(count) {
      findings[index] = findings[index].moved(to: anchor)
    }
  }

  private mutating func checkDeclarations(
    of block: BodyBlock,
    _ body: BodyText,
    _ known: Set<String>
  ) {
    var known = known
    if let label = block.label { known.insert(label) }
    var own: Set<String> = []
    for variable in block.variables {
      if let type = variable.type { check(declared: type, body, known) }
      if !own.insert(variable.name).inserted {
        let place = variable.type.map { body.tokens[$0.lowerBound].lowerBound }
        report(.nameTaken, "the variable \(variable.name.quotedIfNeeded) comes twice", at: place)
      }
      known.insert(variable.name)
    }
    for statement in block.body { checkDeclarations(in: statement, body, known) }
    for handler in block.handlers {
      for statement in handler.body { checkDeclarations(in: statement, body, known) }
    }
  }

  private mutating func checkDeclarations(
    in statement: BodyStatement,
    _ body: BodyText,
    _ known: Set<String>
  ) {
    switch statement {
    case .block(let block): checkDeclarations(of: block, body, known)
    case .branch(let arms, let otherwise):
      for inner in arms.flatMap(\.body) + (otherwise ?? []) {
        checkDeclarations(in: inner, body, known)
      }
    case .loop(_, let variables, let statements):
      let inside = known.union(variables.map(\.name))
      for inner in statements { checkDeclarations(in: inner, body, inside) }
    default: break
    }
  }

  private mutating func check(declared type: Range<Int>, _ body: BodyText, _ known: Set<String>) {
    guard let first = type.first, let last = type.last else { return }
    let words = type.map { body.words[$0] }
    let place = body.tokens[first].lowerBound
    if words.contains("%") {
      let names = zip(type, words).prefix { $0.1 != "%" }.filter { $0.1 != "." }
        .map { body.name($0.0) }
      if words.suffix(2) == ["%", "rowtype"], names.count <= 2, let name = names.last {
        checkRow(RelationName(schema: names.dropLast().last, name: name), at: place)
      } else if words.suffix(2) == ["%", "type"] {
        check(typeOf: names, known, at: place)
      }
      return
    }
    let range = body.tokens[first].lowerBound..<body.tokens[last].upperBound
    let prefix = Array("SELECT NULL::".utf8)
    guard range.lowerBound >= prefix.count,
      let tree = try? parser.parse(
        prefix + Array(body.source.bytes[range]),
        base: range.lowerBound - prefix.count
      ),
      tree.statements.count == 1,
      let cast = tree.statements[0].node.list("targetList").first?["val"], cast.is("TypeCast"),
      let name = cast["typeName"]
    else { return }
    _ = self.type(name)
  }

  private mutating func checkRow(_ name: RelationName, at place: Int) {
    guard catalog.relation(name) == nil, !catalog.mayHold(name) else { return }
    report(text.unknownRelation(name, in: catalog, at: place))
  }

  /// `variable%TYPE` or `table.column%TYPE`.
  private mutating func check(typeOf names: [String], _ known: Set<String>, at place: Int) {
    guard let first = names.first, !known.contains(first) else { return }
    guard names.count > 1 else {
      return report(.unknownColumn, "no variable \(first.quotedIfNeeded) is declared", at: place)
    }
    guard names.count <= 3 else { return }
    let name = RelationName(
      schema: names.count > 2 ? names[0] : nil,
      name: names[names.count - 2]
    )
    guard let (id, table) = catalog.relation(name) else { return checkRow(name, at: place) }
    _ = check(column: names[names.count - 1], of: id, table, after: place)
  }
}
