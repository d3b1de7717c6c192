/// Reads a statement that is to be run in batches, as far as is needed to know where its condition
/// stands and that batches amount to the whole.
///
/// What it does not understand, it refuses. The reserved words that begin clauses cannot be names
/// without quotes, except behind a dot or AS, so that outside of parentheses they are what they seem.
struct BatchStatementReader {
  struct Refused: Error {
    let problem: BatchProblem
    /// A byte of the statement.
    let offset: Int
  }

  let bytes: [UInt8]
  let tokens: [SQLToken]
  private let directive: BatchDirective
  var index = 0

  private var table = QualifiedName(name: "")
  /// The table that is changed.
  var target = QualifiedName(name: "")
  private var isOnly = false
  private var alias: String?
  private var assigned: [String] = []
  var calls: [String] = []
  var whereEnd: Int?
  var conditionEnd: Int?
  var isInsert = false

  static func read(
    _ bytes: [UInt8],
    _ directive: BatchDirective
  ) throws(Refused) -> BatchStatement {
    var reader = BatchStatementReader(bytes, directive)
    return try reader.read()
  }

  private init(_ bytes: [UInt8], _ directive: BatchDirective) {
    self.bytes = bytes
    self.directive = directive
    var scanner = SQLScanner(bytes)
    var tokens: [SQLToken] = []
    // The splitter has scanned it before.
    while let token = try? scanner.nextSignificant() { tokens.append(token) }
    self.tokens = tokens
  }

  private mutating func read() throws(Refused) -> BatchStatement {
    switch word(at: 0) {
    case "update":
      index = 1
      try readTable(endingAt: ["set"])
      target = table
      guard take("set") else { throw refuse(.unreadable(expected: "SET")) }
      readAssignments()
      try walk()
    case "delete":
      index = 1
      guard take("from") else { throw refuse(.unreadable(expected: "FROM")) }
      try readTable(endingAt: ["using", "where", "returning"])
      target = table
      try walk()
    case "insert": try readInsert()
    default: throw refuse(.otherStatement)
    }
    return BatchStatement(
      directive: directive,
      table: table,
      isOnly: isOnly,
      qualifier: "\(QualifiedName(name: alias ?? table.name))",
      assigned: assigned,
      calls: calls,
      bytes: bytes,
      condition: whereEnd.map { $0..<(conditionEnd ?? bytes.count) },
      insertion: conditionEnd ?? bytes.count
    )
  }

  // MARK: Heads

  /// `[ONLY] name [*] [[AS] alias]`
  private mutating func readTable(endingAt words: Set<String>) throws(Refused) {
    isOnly = take("only")
    guard let name = qualifiedName() else {
      throw refuse(.unreadable(expected: "the name of a table"))
    }
    table = name
    if isOperator("*", at: index) { index += 1 }
    if take("as") {
      guard let name = identifier(at: index) else {
        throw refuse(.unreadable(expected: "an alias"))
      }
      alias = name
      index += 1
    } else if index < tokens.count, !words.contains(word(at: index) ?? ""),
      let name = identifier(at: index)
    {
      alias = name
      index += 1
    }
    guard !isPunctuation("(", at: index) else {
      throw refuse(.unreadable(expected: "the name of a table and an alias without columns"))
    }
  }

  private mutating func readInsert() throws(Refused) {
    isInsert = true
    index = 1
    guard take("into"), let name = qualifiedName() else {
      throw refuse(.unreadable(expected: "INTO and the name of a table"))
    }
    target = name
    if take("as") { index += 1 }
    if isPunctuation("(", at: index) { skipParentheses() }
    if take("overriding") { index += 2 }
    guard take("select") else { throw refuse(.unreadable(expected: "SELECT … FROM a table")) }
    if take("all") {}
    let list = index
    var depth = 0
    while index < tokens.count, depth > 0 || !isClause("from", at: index) {
      if isPunctuation("(", at: index) { depth += 1 }
      if isPunctuation(")", at: index) { depth -= 1 }
      index += 1
    }
    guard take("from") else { throw refuse(.unreadable(expected: "FROM and one table")) }
    try readTable(endingAt: Self.wordsBehindTables)
    if table.isSame(as: target) { throw refuse(.readsItself("\(target)")) }
    let rest = index
    index = list
    try walk(tableReadUntil: rest)
  }

  private static let wordsBehindTables: Set<String> = [
    "where", "group", "having", "window", "order", "limit", "offset", "fetch", "for", "union",
    "intersect", "except", "join", "inner", "left", "right", "full", "cross", "natural", "on",
    "tablesample",
  ]

  /// The columns that SET names, each before its `=`.
  private mutating func readAssignments() {
    var (depth, isTarget, isList) = (0, true, false)
    for position in index..<tokens.count {
      if depth == 0,
        isClause("where", at: position) || isClause("from", at: position)
          || isClause("returning", at: position)
      {
        return
      }
      if isPunctuation("(", at: position) {
        isList = depth == 0 && isTarget
        depth += 1
      } else if isPunctuation(")", at: position) {
        depth -= 1
      } else if isPunctuation(",", at: position) {
        isTarget = depth == 0
      } else if isTarget && depth == 0 || isList && depth == 1, let name = identifier(at: position)
      {
        assigned.append(name)
        isTarget = false
      } else if isOperator("=", at: position) {
        (isTarget, isList) = (false, false)
      }
    }
  }
}
