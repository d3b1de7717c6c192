import PostgresSyntax

// What a value becomes, and where a result goes.
extension BodyCheck {
  /// A constant text that must be of a type. PL/pgSQL converts by way of the text where there is no
  /// other, so that of anything else only the value decides.
  mutating func check(_ value: BodyFragment, becoming type: DataType?) {
    guard checksTypes, let type, value.tokens.count == 1, let node = text.parse(value, parser),
      let constant = node.list("targetList").first?["val"]
    else { return }
    var check = TypeCheck(catalog, text.statement(value), in: .query)
    check.check(literal: constant, for: type)
    for finding in check.findings { report(finding) }
  }

  mutating func check(_ value: BodyFragment, assignedTo target: Int, in scopes: BodyScopes) {
    let name = text.name(target)
    // The tokens between the target's first and the sign.
    let rest = target + 1..<max(value.tokens.lowerBound - 1, target + 1)
    if rest.isEmpty { return check(value, becoming: scopes.type(of: name)) }
    guard rest.count == 2, text.words[target + 1] == "." else { return }
    let field = text.name(target + 2)
    for scope in scopes.names.reversed() {
      guard let entry = scope.variables[name] else { continue }
      guard !entry.isOpen, !entry.columns.isEmpty else { break }
      guard !entry.columns.contains(field) else { break }
      let near = Spelling.nearest(to: field, among: entry.columns)
      return report(
        text.statement(BodyFragment(tokens: target..<target + 3, isExpression: true)).finding(
          .unknownColumn,
          "\(name.quotedIfNeeded) has no field \(field.quotedIfNeeded)"
            + (near.map { ": did you mean \($0.quotedIfNeeded)?" } ?? ""),
          at: text.tokens[target + 2].lowerBound
        )
      )
    }
    for scope in scopes.types.reversed() {
      guard let row = scope.entries.first(where: { $0.name == name }) else { continue }
      return check(value, becoming: row.columns.first { $0.name == field }?.type)
    }
  }

  /// A query whose rows go nowhere, which PL/pgSQL refuses to run.
  mutating func checkDestination(of fragment: BodyFragment) {
    guard let first = fragment.tokens.first, let node = text.parse(fragment, parser) else { return }
    let returns = node.is("SelectStmt") || !node.list("returningList").isEmpty
    guard returns else { return }
    let word = node.is("SelectStmt") ? "a query" : "RETURNING"
    report(
      text.statement(fragment).finding(
        .notAllowedHere,
        "the result of \(word) goes nowhere: it needs INTO"
          + (node.is("SelectStmt") ? ", or PERFORM in place of SELECT" : ""),
        at: text.tokens[first].lowerBound
      )
    )
  }

  /// A function that must return a value, and has no RETURN at all.
  mutating func checkEnd(of block: BodyBlock, named name: String) {
    guard !block.returns, block.body.mayComplete, !block.body.endsInCall,
      let last = text.tokens.indices.last(where: { text.words[$0] == "end" })
    else { return }
    report(
      text.statement(BodyFragment(tokens: last..<last + 1, isExpression: true)).finding(
        .notAllowedHere,
        "the function \(name.quotedIfNeeded) must return a value, and has no RETURN",
        at: text.tokens[last].lowerBound
      )
    )
  }
}

extension BodyBlock {
  fileprivate var returns: Bool {
    body.contains(where: \.returns) || handlers.contains { $0.body.contains(where: \.returns) }
  }
}

extension BodyStatement {
  fileprivate var returns: Bool {
    switch self {
    case .block(let block): block.returns
    case .branch(let arms, let otherwise):
      arms.contains { $0.body.contains(where: \.returns) }
        || otherwise?.contains(where: \.returns) == true
    case .loop(_, _, let body): body.contains(where: \.returns)
    case .leave(.function, _): true
    default: false
    }
  }

  /// Whether what follows may run.
  fileprivate var mayComplete: Bool {
    switch self {
    case .leave(_, let condition): condition != nil
    case .block(let block):
      block.body.mayComplete || block.handlers.contains { $0.body.mayComplete }
    case .branch(let arms, let otherwise):
      arms.contains { $0.isCondition && $0.body.mayComplete } || otherwise?.mayComplete == true
    // A loop without a header runs until something leaves it.
    case .loop(let header, _, let body): !header.isEmpty || body.contains(where: \.leavesLoop)
    default: true
    }
  }

  private var leavesLoop: Bool {
    switch self {
    case .leave(.loop, _): true
    case .block(let block):
      block.body.contains(where: \.leavesLoop)
        || block.handlers.contains { $0.body.contains(where: \.leavesLoop) }
    case .branch(let arms, let otherwise):
      arms.contains { $0.body.contains(where: \.leavesLoop) }
        || otherwise?.contains(where: \.leavesLoop) == true
    case .loop(_, _, let body): body.contains(where: \.leavesLoop)
    default: false
    }
  }
}

extension [BodyStatement] {
  fileprivate var mayComplete: Bool { allSatisfy(\.mayComplete) }

  /// Whether the last thing that runs is something called, which may raise an error always.
  fileprivate var endsInCall: Bool {
    switch last {
    case .expression, .execute, .sql: true
    case .block(let block): block.body.endsInCall
    case .branch(let arms, let otherwise):
      (arms.map(\.body) + [otherwise ?? []]).contains(where: \.endsInCall)
    default: false
    }
  }
}

extension BodyVariable.Kind {
  /// Whether a loop makes the variable anew, whatever is outside.
  var isMadeByLoop: Bool {
    switch self {
    case .counter, .label: true
    default: false
    }
  }
}
