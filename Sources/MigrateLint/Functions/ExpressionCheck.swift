import PostgresSyntax

/// Judges the calls in an expression or query: whether they exist, and whether they may stand there.
struct ExpressionCheck {
  /// Where an expression stands.
  enum Context {
    case query, check, columnDefault, generatedColumn, index, policy, trigger, partitionKey

    var name: String {
      switch self {
      case .query: "a query"
      case .check: "a CHECK"
      case .columnDefault: "a DEFAULT"
      case .generatedColumn: "a generated column"
      case .index: "an index"
      case .policy: "a policy"
      case .trigger: "a trigger's WHEN"
      case .partitionKey: "a partition key"
      }
    }

    fileprivate var mayHoldQueries: Bool { self == .query || self == .policy }
    var mustBeImmutable: Bool {
      self == .generatedColumn || self == .index || self == .partitionKey
    }
  }

  let lookup: FunctionLookup
  let statement: StatementText
  let context: Context
  /// The table whose columns the expression reads.
  var table: Relation?
  private(set) var findings: [Finding] = []

  init(
    _ lookup: FunctionLookup,
    _ statement: StatementText,
    in context: Context,
    table: Relation? = nil
  ) {
    self.lookup = lookup
    self.statement = statement
    self.context = context
    self.table = table
  }

  mutating func check(_ expression: SyntaxNode) {
    var queries: [SyntaxNode] = []
    expression.visit { node in
      if let pattern = RegexLiterals.pattern(of: node) {
        check(pattern.text, pattern.location, node)
      }
      if node.is("FuncCall") {
        check(call: node)
      } else if context != .query, node.is("SubLink") {
        if !context.mayHoldQueries { refuse("a subquery", at: node.location) }
        queries.append(node)
        return .skipChildren
      } else if context.mustBeImmutable {
        if node.is("SQLValueFunction") {
          refuseMutable(Self.word(of: node), at: node.location)
        } else if node.is("TypeCast") {
          check(cast: node)
        }
      }
      return .visitChildren
    }
    guard context.mayHoldQueries else { return }
    for query in queries {
      var inner = ExpressionCheck(lookup, statement, in: .query)
      inner.check(query)
      findings += inner.findings
    }
  }

  private mutating func check(call: SyntaxNode) {
    let name = call.list("funcname").compactMap(\.stringValue).last ?? ""
    switch lookup.find(call) {
    case .unknown: return
    case .missing(let hasName): reportMissing(call, hasName: hasName)
    case .found(let overloads):
      if overloads.isAll({ $0.kind == .procedure }), !call.isField("funccall") {
        findings.append(
          statement.finding(
            .wrongKind,
            "\(name) is a procedure, which CALL runs",
            at: call.location ?? statement.range.lowerBound
          )
        )
      }
      guard context != .query else { return }
      if call["over"] != nil || overloads.isAll({ $0.kind == .window }) {
        return refuse("the window function \(name)", at: call.location)
      }
      if call.bool("agg_star") || call["agg_filter"] != nil || !call.list("agg_order").isEmpty
        || overloads.isAll({ $0.kind == .aggregate })
      {
        return refuse("the aggregate \(name)", at: call.location)
      }
      if overloads.isAll(\.returnsSet) {
        return refuse("\(name), which returns a set,", at: call.location)
      }
      guard context.mustBeImmutable else { return }
      if overloads.isAll({ $0.volatility != .immutable }) || readsTimeZone(name, call) {
        refuseMutable(name, at: call.location)
      }
    }
  }

  // MARK: Regular expressions

  /// PostgreSQL reads a pattern when the first row meets it.
  private mutating func check(_ pattern: String, _ location: Int?, _ node: SyntaxNode) {
    guard case .invalid(let why) = RegexSyntax.verdict(on: pattern), mayBeText(node) else { return }
    let finding = statement.finding(
      .invalidRegex,
      "the regular expression is not valid: \(why)",
      at: location ?? statement.range.lowerBound
    )
    findings.append(finding.asLate)
  }

  /// `~` is an operator of other types as well, such as ltree's.
  private func mayBeText(_ node: SyntaxNode) -> Bool {
    guard node.is("A_Expr"), let left = node["lexpr"] else { return true }
    let texts: Set = ["text", "varchar", "bpchar", "name", "citext"]
    if let type = type(of: left) { return texts.contains(type) }
    let harmless: Set = [
      "btree_gin", "btree_gist", "citext", "hstore", "pg_trgm", "pgcrypto", "plpgsql", "unaccent",
      "uuid-ossp",
    ]
    return lookup.catalog.extensions.isSubset(of: harmless)
      && !lookup.catalog.isTainted
  }

  // MARK: What is missing

  private mutating func reportMissing(_ call: SyntaxNode, hasName: Bool) {
    let names = call.list("funcname").compactMap(\.stringValue)
    guard let name = names.last, let offset = call.location else { return }
    let place = statement.nameOffset(after: names.count > 1 ? names[0] : nil, at: offset)
    if names.count > 1, lookup.catalog.schemas[names[0]] == nil, names[0] != "pg_catalog" {
      let message = "no schema \(names[0].quotedIfNeeded) exists here"
      return findings.append(statement.finding(.unknownSchema, message, at: offset))
    }
    let count = call.list("args").count
    let shown = names.map(\.quotedIfNeeded).joined(separator: ".")
    guard !hasName else {
      let finding = statement.finding(
        .unknownFunction,
        "no function \(shown) takes \(count) argument\(count == 1 ? "" : "s")",
        at: place
      )
      return findings.append(finding)
    }
    let fix = statement.token(at: place).flatMap { token in
      Spelling.nearest(to: name, among: lookup.known).map {
        Fix("did you mean \($0.quotedIfNeeded)?", range: token, replacement: $0.quotedIfNeeded)
      }
    }
    findings.append(
      statement.finding(.unknownFunction, "no function \(shown) exists here", at: place, fix: fix)
    )
  }

  // MARK: What may not stand here

  private mutating func refuse(_ what: String, at offset: Int?) {
    findings.append(
      statement.finding(
        .notAllowedHere,
        "\(what) cannot stand in \(context.name)",
        at: offset ?? statement.range.lowerBound
      )
    )
  }

  private mutating func refuseMutable(_ what: String, at offset: Int?) {
    findings.append(
      statement.finding(
        .notImmutable,
        "\(what) is not immutable: its result may change, and \(context.name) keeps the old one",
        at: offset ?? statement.range.lowerBound
      )
    )
  }

  /// The word that the value was asked for with, such as CURRENT_DATE.
  private static func word(of node: SyntaxNode) -> String {
    let name = node.string("op")?.dropFirst(6) ?? "current_date"
    return String(name.hasSuffix("_N") ? name.dropLast(2) : name)
  }

  /// A cast that depends on a setting of the session, such as its time zone or the style of dates.
  private mutating func check(cast: SyntaxNode) {
    guard let target = cast["typeName"]?.list("names").last?.stringValue,
      cast["typeName"]?.list("arrayBounds").isEmpty == true,
      let source = cast["arg"].flatMap(type), Self.mutableCasts[source]?.contains(target) == true
    else { return }
    let (from, to) = (TypeNames.display[source] ?? source, TypeNames.display[target] ?? target)
    refuseMutable("the cast of \(from) to \(to)", at: cast.location)
  }

  private static let texts: Set = ["text", "varchar", "bpchar"]
  private static let times: Set = [
    "date", "time", "timetz", "timestamp", "timestamptz", "interval",
  ]
  /// What is STABLE in `pg_cast` and among the functions that read and write a type as text.
  private static let mutableCasts: [String: Set<String>] = [
    "date": texts.union(["timestamptz"]), "timestamp": texts.union(["timestamptz"]),
    "timestamptz": texts.union(["date", "time", "timestamp", "timetz"]), "time": ["timetz"],
    "text": times.union(["xml", "regclass", "money"]),
    "varchar": times.union(["xml", "regclass", "money"]),
    "bpchar": times.union(["xml", "money"]),
    "int4": ["money"], "int8": ["money"], "numeric": ["money"],
    "money": texts.union(["numeric"]),
  ]

  private func readsTimeZone(_ name: String, _ call: SyntaxNode) -> Bool {
    guard
      call.list("funcname").count == 1 || call.list("funcname").first?.stringValue == "pg_catalog"
    else { return false }
    let arguments = call.list("args")
    switch name {
    case "date_trunc", "date_part", "extract":
      guard arguments.count == 2 else { return false }
      return type(of: arguments[1]) == "timestamptz"
    case "date", "time", "timestamp", "age":
      return arguments.count == 1 && type(of: arguments[0]) == "timestamptz"
    default: return false
    }
  }

  /// The type of a column, or of a cast; nil for what is not looked through.
  private func type(of node: SyntaxNode) -> String? {
    switch node.kind {
    case "ColumnRef":
      guard let name = node.list("fields").last?.stringValue, let column = table?.column(name),
        column.type.schema == nil, column.type.dimensions == 0
      else { return nil }
      return column.type.name
    case "TypeCast":
      guard node["typeName"]?.list("arrayBounds").isEmpty == true else { return nil }
      return node["typeName"]?.list("names").last?.stringValue
    default: return nil
    }
  }
}

extension [FunctionSignature] {
  /// Whether something holds for each of at least one.
  fileprivate func isAll(_ holds: (FunctionSignature) -> Bool) -> Bool {
    !isEmpty && allSatisfy(holds)
  }
}
