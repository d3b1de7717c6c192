import PostgresSyntax

/// DO blocks, whose statements are applied as if they stood in the file.
extension Replay {
  mutating func runBlock(_ node: SyntaxNode) {
    let options = node.list("args")
    for option in options {
      if let language = Self.language(option) { checkLanguage(language, at: option.location) }
    }
    guard let option = options.first(where: { $0.string("defname") == "as" }),
      let code = option["arg"]?.stringValue,
      options.allSatisfy({ ["plpgsql", nil].contains($0.is("DefElem") ? Self.language($0) : nil) }),
      let source = BodySource(code, option: option, of: text)
    else { return taint(node) }
    let before = findings.count
    checkGrammar(node, source)
    guard findings.count == before else { return }
    guard let body = ReadBody(source, parser: parser) else { return taint(node) }
    checkRoutine(body, of: source, .block)
    guard findings.count == before else { return }
    var state = BlockRun(body: body.text, whole: text, node: node)
    let outer = text
    let scope = RoutineScope(catalog: catalog).outermost(name: nil, parameters: [])
    let flow = run(body.block, in: [scope], &state)
    text = outer
    // What an exception takes back is not followed.
    if flow == .fails { taint(node) }
    guard let anchor = source.anchor else { return }
    for index in findings.indices.dropFirst(before) {
      findings[index] = findings[index].moved(to: anchor)
    }
  }

  private static func language(_ option: SyntaxNode) -> String? {
    option.string("defname") == "language" ? option["arg"]?.stringValue?.lowercased() : nil
  }

  // MARK: Blocks

  private mutating func run(
    _ block: BodyBlock,
    in scopes: [Scope],
    _ state: inout BlockRun
  ) -> BlockRun.Flow {
    let routine = RoutineScope(catalog: catalog)
    var scopes = scopes
    for variable in block.variables {
      state.values[variable.name] = variable.value == nil ? .null : .unknown
      if let value = variable.value, variable.parameters.isEmpty {
        state.values[variable.name] = evaluate(value, in: scopes, &state)
      }
      scopes.append(routine.scope(of: [variable]))
    }
    scopes.append(routine.scope(of: [], label: block.label))
    guard !block.handlers.isEmpty else { return run(block.body, in: scopes, &state) }

    let (mark, path) = (catalog.mark(), (findings.count, state.failures.count))
    let flow = run(block.body, in: scopes, &state)
    if flow == .fails, let handler = block.handlers.first {
      return run(handler.body, in: scopes, &state)
    }
    guard state.failures.count > path.1 else { return flow }
    let failure = state.failures[path.1]
    let handler = block.handlers.first {
      BlockFailure.isCaught(failure.finding, of: failure.node, by: $0)
    }
    guard let handler else { return flow }
    if case .leave(.error, _)? = handler.body.last { return flow }
    catalog.rollBack(to: mark)
    findings.removeSubrange(path.0...)
    state.failures.removeSubrange(path.1...)
    return run(handler.body, in: scopes, &state)
  }

  private mutating func run(
    _ statements: [BodyStatement],
    in scopes: [Scope],
    _ state: inout BlockRun
  ) -> BlockRun.Flow {
    for statement in statements {
      let flow = run(statement, in: scopes, &state)
      if flow != .goesOn { return flow }
    }
    return .goesOn
  }

  private mutating func run(
    _ statement: BodyStatement,
    in scopes: [Scope],
    _ state: inout BlockRun
  ) -> BlockRun.Flow {
    switch statement {
    case .block(let block): return run(block, in: scopes, &state)
    case .sql(let fragment, let into):
      guard let node = state.body.parse(fragment, parser) else {
        taint(state.node)
        return .goesOn
      }
      apply(node, state.body.statement(fragment), in: scopes, &state)
      for name in into { state.values[name] = .unknown }
      if into.count == 1 { state.values[into[0]] = evaluator(state).scalar(node) }
    case .expression(let fragment): _ = evaluate(fragment, in: scopes, &state)
    case .assign(let target, let fragment):
      let value = evaluate(fragment, in: scopes, &state)
      let isWhole = target + 2 == fragment.tokens.lowerBound
      state.values[state.body.name(target)] = isWhole ? value : .unknown
    case .branch(let arms, let otherwise): return branch(arms, otherwise, in: scopes, &state)
    case .loop(let header, let variables, let body):
      for fragment in header { _ = evaluate(fragment, in: scopes, &state) }
      let declared = RoutineScope(catalog: catalog).scope(of: variables)
      let wasSure = state.isSure
      state.isSure = false
      // The second round begins with what the first left.
      state.values = [:]
      let flow = run(body, in: scopes + [declared], &state)
      state.values = [:]
      state.isSure = wasSure && flow != .leaves
    case .execute(let command, let into, let using):
      for fragment in using { _ = evaluate(fragment, in: scopes, &state) }
      for name in into { state.values[name] = .unknown }
      execute(command, in: scopes, &state)
    case .leave(let leave, let condition):
      if let condition { _ = evaluate(condition, in: scopes, &state) }
      switch leave {
      case .error: return .fails
      case .function: return .leaves
      case .loop: return condition == nil ? .leavesLoop : .goesOn
      }
    case .note: break
    }
    return .goesOn
  }

  /// Follows the branch that the catalog decides for. Where it does not decide, all of them may run.
  private mutating func branch(
    _ arms: [BodyArm],
    _ otherwise: [BodyStatement]?,
    in scopes: [Scope],
    _ state: inout BlockRun
  ) -> BlockRun.Flow {
    let wasSure = state.isSure
    var isDecided = true
    var mayLeave = false
    defer { state.isSure = wasSure && !mayLeave }
    for arm in arms {
      let value = evaluate(arm.condition, in: scopes, &state)
      switch arm.isCondition ? value : .unknown {
      case .bool(true):
        let flow = run(arm.body, in: scopes, &state)
        if isDecided { return flow }
        mayLeave = mayLeave || flow == .leaves
        return .goesOn
      case .bool(false), .null: continue
      default:
        isDecided = false
        state.isSure = false
        let values = state.values
        mayLeave = run(arm.body, in: scopes, &state) == .leaves || mayLeave
        state.values = state.values.filter { values[$0.key] == $0.value }
      }
    }
    let flow = run(otherwise ?? [], in: scopes, &state)
    if isDecided { return flow }
    mayLeave = mayLeave || flow == .leaves
    return .goesOn
  }

  // MARK: Expressions

  private func evaluator(_ state: BlockRun) -> BlockEvaluator {
    BlockEvaluator(catalog: catalog, variables: state.values)
  }

  private mutating func evaluate(
    _ fragment: BodyFragment,
    in scopes: [Scope],
    _ state: inout BlockRun
  ) -> BlockValue {
    guard let node = state.body.parse(fragment, parser) else { return .unknown }
    apply(node, state.body.statement(fragment), in: scopes, &state)
    return evaluator(state).scalar(node)
  }

  /// EXECUTE: a constant text is a statement like any other.
  private mutating func execute(
    _ command: BodyFragment,
    in scopes: [Scope],
    _ state: inout BlockRun
  ) {
    if let literal = state.body.literal(command) {
      do {
        for statement in try parser.parse(literal.bytes, base: literal.base).statements {
          apply(statement.node, literal.scanned(parser), in: [], &state)
        }
      } catch {
        guard error.reason == .grammar else { return }
        text = literal.text
        report(.syntaxError, error.message, at: error.offset + literal.base)
      }
      return
    }
    _ = evaluate(command, in: scopes, &state)
    let first = state.body.words[command.tokens].first { $0.hasPrefix("'") || $0.hasPrefix("$") }
    let verb = first?.lowercased().split { !$0.isLetter }.first.map(String.init) ?? ""
    let harmless: Set = [
      "grant", "revoke", "comment", "insert", "update", "delete", "select", "analyze", "vacuum",
      "notify", "truncate", "refresh", "reindex", "lock",
    ]
    if !harmless.contains(verb) { taint(state.node) }
  }

  // MARK: Statements

  private mutating func apply(
    _ node: SyntaxNode,
    _ statement: StatementText,
    in scopes: [Scope],
    _ state: inout BlockRun
  ) {
    let outer = text
    defer {
      text = outer
      isInBlock = false
    }
    text = statement
    isInBlock = true
    let count = findings.count
    if ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt"].contains(node.kind) {
      _ = resolve(node, in: scopes)
      text = state.whole
      noteCalls(of: node)
    } else {
      blockScopes = scopes
      apply(node)
      blockScopes = []
      if !state.isSure, !Self.leavesCatalog(node) {
        text = state.whole
        taint(state.node)
      }
    }
    for finding in findings[count...] where finding.rule.willFail && !finding.isLate {
      state.failures.append(BlockRun.Failure(finding: finding, node: node))
    }
    guard !state.isSure else { return }
    // What is in the way, or gone already, may be why the statement is not reached.
    let unsure = findings[count...].filter { finding in
      switch finding.rule {
      case .nameTaken, .nothingToDrop, .hiddenDrift, .stillNeeded, .redundantIndex: false
      default: true
      }
    }
    findings.replaceSubrange(
      count...,
      with: unsure.map { $0.severity == .error ? $0.asWarning : $0 }
    )
  }

  /// Whether a statement changes nothing that this replay follows.
  private static func leavesCatalog(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case "GrantStmt", "GrantRoleStmt", "CreateRoleStmt", "AlterRoleStmt", "AlterRoleSetStmt",
      "DropRoleStmt", "CommentStmt", "AlterDatabaseStmt", "AlterDatabaseSetStmt",
      "AlterDefaultPrivilegesStmt", "AlterOwnerStmt", "NotifyStmt", "TruncateStmt", "LockStmt",
      "RefreshMatViewStmt", "VacuumStmt", "SecLabelStmt", "ReindexStmt", "ExplainStmt":
      true
    default: false
    }
  }
}
