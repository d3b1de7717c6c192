import PostgresSyntax

/// Derives the types of expressions as PostgreSQL does, and reports what it refuses because of them.
///
/// A type that is not known here makes everything above it unknown, and what is unknown is never
/// reported.
struct TypeCheck {
  let types: TypeSystem
  let statement: StatementText
  let context: ExpressionCheck.Context
  /// The function whose body is judged, which may call itself.
  var own: String?
  /// The types of its parameters, which `$1` and its like mean.
  var parameters: [DataType?] = []
  private(set) var findings: [Finding] = []

  init(_ catalog: Catalog, _ statement: StatementText, in context: ExpressionCheck.Context) {
    types = TypeSystem(catalog: catalog)
    self.statement = statement
    self.context = context
  }

  var catalog: Catalog { types.catalog }

  mutating func report(_ rule: Rule, _ message: String, at offset: Int?) {
    let place = offset ?? statement.range.lowerBound
    findings.append(statement.finding(rule, message, at: place))
  }

  mutating func reportMutable(_ what: String, at offset: Int?) {
    guard context.mustBeImmutable else { return }
    report(
      .notImmutable,
      "\(what) is not immutable: its result may change, and \(context.name) keeps the old one",
      at: offset
    )
  }

  /// Where an expression begins. The tree locates an operator or a cast at its sign.
  func place(of node: SyntaxNode) -> Int? {
    var first = node.location
    for inner in node.descendants {
      if let location = inner.location { first = min(first ?? location, location) }
    }
    return first
  }

  // MARK: Conversions

  /// Converts a value to a type, and reports a literal that is none of it. Unless `isJudged` is false,
  /// a conversion that depends on settings is reported where the whole must be immutable.
  ///
  /// - Returns: Whether it can be; nil where that is not known.
  @discardableResult
  mutating func convert(
    _ node: SyntaxNode,
    _ type: DataType?,
    to target: DataType?,
    _ context: BuiltinCasts.Context,
    isJudged: Bool = true
  ) -> Bool? {
    guard let type, let target else { return nil }
    if type == .unknown {
      check(literal: node, for: target)
      return true
    }
    let can = types.canCoerce(type, to: target, context)
    if isJudged, can == true, target.builtin?.kind != .pseudo,
      types.pathway(from: type, to: target, context) == .convert(isImmutable: false)
    {
      reportMutable("the conversion of \(type) to \(target)", at: place(of: node))
    }
    return can
  }

  /// Reports a quoted literal that its type cannot read. PostgreSQL reads it as it parses.
  mutating func check(literal node: SyntaxNode, for target: DataType) {
    guard node.is("A_Const"), let text = node["sval"]?.stringValue,
      let base = types.base(target)
    else { return }
    if let labels = types.labels(of: base) {
      guard !labels.contains(text) else { return }
      let near = Spelling.nearest(to: text, among: labels)
      let hint = near.map { ": did you mean '\($0)'?" } ?? ""
      return report(.typeMismatch, "type \(base) has no value '\(text)'\(hint)", at: node.location)
    }
    guard !LiteralInput.mayBe(text, base, of: types) else { return }
    report(.typeMismatch, "'\(text)' is no value of type \(base)", at: node.location)
  }

  /// Derives an expression that must be true or false.
  mutating func check(condition node: SyntaxNode, in scopes: [TypedScope], of what: String) {
    let type = type(of: node, in: scopes)
    guard convert(node, type, to: .bool, .assignment) == false, let type else { return }
    report(.typeMismatch, "\(what) must be of type boolean, not \(type)", at: place(of: node))
  }

  /// Derives an expression whose value goes into a column.
  mutating func check(
    _ node: SyntaxNode,
    in scopes: [TypedScope],
    assignedTo target: DataType?,
    _ what: String
  ) {
    let type = type(of: node, in: scopes)
    // PostgreSQL judges a generated column before its value becomes one of the column's type.
    let isJudged = context.mustBeImmutable
    guard convert(node, type, to: target, .assignment, isJudged: !isJudged) == false,
      let type, let target
    else { return }
    report(
      .typeMismatch,
      "\(what) is of type \(target), but the expression is of type \(type)",
      at: place(of: node)
    )
  }

  /// The type of several expressions together, each converted to it.
  mutating func common(
    _ nodes: [SyntaxNode],
    in scopes: [TypedScope],
    of what: String
  ) -> DataType? {
    let given = nodes.map { type(of: $0, in: scopes) }
    let known = given.compactMap(\.self)
    guard known.count == nodes.count else { return nil }
    switch types.common(known) {
    case .notKnown: return nil
    case .none(let left, let right):
      let culprit = zip(nodes, known).first { $0.1 == right }?.0
      report(
        .typeMismatch,
        "\(what) types \(left) and \(right) cannot be matched",
        at: culprit.flatMap { place(of: $0) }
      )
      return nil
    case .type(let common):
      for (node, type) in zip(nodes, known) {
        guard convert(node, type, to: common, .implicit) == false else { continue }
        report(.typeMismatch, "\(what) cannot convert \(type) to \(common)", at: place(of: node))
        return nil
      }
      return common
    }
  }
}
