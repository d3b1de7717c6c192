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

  private let bytes: [UInt8]
  private let tokens: [SQLToken]
  private let directive: BatchDirective
  private var index = 0

  private var table = QualifiedName(name: "")
  /// The table that is changed.
  private var target = QualifiedName(name: "")
  private var isOnly = false
  private var alias: String?
  private var assigned: [String] = []
  private var calls: [String] = []
  private var whereEnd: Int?
  private var conditionEnd: Int?
  private var isInsert = false

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

  // MARK: The rest

  /// A pair of parentheses that is open, or the statement itself.
  private struct Level {
    /// Whether a query or the statement stands in it, so that FROM begins a list of tables.
    var isQuery: Bool
    /// Whether what comes next is in a list of tables.
    var isInFrom = false
    /// Whether it is inside of a query of its own, whose aggregates are its own.
    var isInner: Bool
  }

  /// Goes through the clauses. What stands before `tableReadUntil` has been found to be the table
  /// that the batches go through.
  private mutating func walk(tableReadUntil: Int = 0) throws(Refused) {
    var levels = [Level(isQuery: true, isInner: false)]
    var isConflict = false
    while index < tokens.count {
      defer { index += 1 }
      if isPunctuation("(", at: index) {
        let isQuery = ["select", "with", "table", "values"].contains(word(at: index + 1) ?? "")
        let outer = levels[levels.count - 1]
        levels.append(
          Level(
            isQuery: isQuery,
            // A join in parentheses.
            isInFrom: !isQuery && outer.isInFrom && startsItem(at: index),
            isInner: outer.isInner || isQuery
          )
        )
        if let name = identifier(at: index - 1), isInsert, !outer.isInner { calls.append(name) }
        try checkItem(levels, at: index + 1, tableReadUntil)
        continue
      }
      if isPunctuation(")", at: index) {
        guard levels.count > 1 else { throw refuse(.unreadable(expected: "no `)`")) }
        levels.removeLast()
        continue
      }
      if isPunctuation(",", at: index) {
        try checkItem(levels, at: index + 1, tableReadUntil)
        continue
      }
      guard let word = clauseWord(at: index) else { continue }
      try follow(word, &levels)
      if levels.count == 1, !isConflict { try checkClause(word, &isConflict) }
      if word == "over", isInsert, !levels[levels.count - 1].isInner {
        throw refuse(.aggregate("a window function"))
      }
      let opensItem = ["from", "using", "join", "table", "only", "lateral"].contains(word)
      if opensItem { try checkItem(levels, at: index + 1, tableReadUntil) }
    }
    guard levels.count == 1 else { throw refuse(.unreadable(expected: "`)`")) }
  }

  /// Keeps in mind whether a list of tables is open.
  private func follow(_ word: String, _ levels: inout [Level]) throws(Refused) {
    let last = levels.count - 1
    switch word {
    case "from", "using":
      if levels[last].isQuery { levels[last].isInFrom = true }
    case "table": levels[last].isInFrom = levels[last].isQuery
    case "where", "group", "having", "window", "order", "limit", "offset", "fetch", "union",
      "intersect", "except", "select", "returning", "set":
      if levels[last].isQuery { levels[last].isInFrom = false }
    default: break
    }
  }

  /// Refuses what would mean something else for a part than for the whole.
  private mutating func checkClause(_ word: String, _ isConflict: inout Bool) throws(Refused) {
    switch word {
    case "where":
      guard whereEnd == nil else { throw refuse(.unreadable(expected: "one WHERE")) }
      if self.word(at: index + 1) == "current", self.word(at: index + 2) == "of" {
        throw refuse(.clause("WHERE CURRENT OF"))
      }
      whereEnd = tokens[index].range.upperBound
    case "returning", "limit", "offset", "fetch", "order", "group", "having", "window", "union",
      "intersect", "except":
      throw refuse(.clause(word.uppercased()))
    case "for" where isInsert: throw refuse(.clause("FOR UPDATE"))
    case "distinct" where isInsert: throw refuse(.clause("DISTINCT"))
    case "tablesample" where isInsert: throw refuse(.clause("TABLESAMPLE"))
    case "right" where isInsert, "full" where isInsert:
      guard ["join", "outer"].contains(self.word(at: index + 1) ?? "") else { return }
      throw refuse(.clause("\(word.uppercased()) JOIN"))
    case "on" where isInsert && self.word(at: index + 1) == "conflict":
      isConflict = true
      conditionEnd = tokens[index - 1].range.upperBound
    default: return
    }
  }

  /// Refuses the table that is changed in a list of tables.
  private func checkItem(
    _ levels: [Level],
    at position: Int,
    _ tableReadUntil: Int
  ) throws(Refused) {
    guard levels[levels.count - 1].isInFrom, position >= tableReadUntil else { return }
    var reader = self
    reader.index = position
    while reader.take("only") || reader.take("lateral") {}
    guard let name = reader.qualifiedName(), !reader.isPunctuation("(", at: reader.index) else {
      return
    }
    guard name.isSame(as: target) else { return }
    throw Refused(
      problem: .readsItself("\(target)"),
      offset: tokens[position].range.lowerBound
    )
  }

  /// Whether a table of a list may begin with the parenthesis.
  private func startsItem(at position: Int) -> Bool {
    guard position > 0 else { return false }
    if isPunctuation(",", at: position - 1) || isPunctuation("(", at: position - 1) { return true }
    return ["from", "join", "using", "lateral"].contains(word(at: position - 1) ?? "")
  }
}

// MARK: - Tokens

extension BatchStatementReader {
  private func refuse(_ problem: BatchProblem) -> Refused {
    let offset = index < tokens.count ? tokens[index].range.lowerBound : bytes.count
    return Refused(problem: problem, offset: offset)
  }

  /// An unquoted word in small letters.
  private func word(at position: Int) -> String? {
    guard tokens.indices.contains(position), tokens[position].kind == .word else { return nil }
    return String(
      decoding: bytes[tokens[position].range].lazy.map(\.asciiLowercased),
      as: UTF8.self
    )
  }

  /// A word that may begin a clause: not a name behind a dot or AS, and no part of IS DISTINCT FROM.
  private func clauseWord(at position: Int) -> String? {
    guard let word = word(at: position), !isPunctuation(".", at: position - 1) else { return nil }
    let before = self.word(at: position - 1)
    guard before != "as" || isPunctuation(".", at: position - 2) else { return nil }
    if word == "from", before == "distinct" { return nil }
    if word == "distinct", before == "is" || before == "not" { return nil }
    return word
  }

  private func isClause(_ name: String, at position: Int) -> Bool {
    clauseWord(at: position) == name
  }

  private func isPunctuation(_ character: Unicode.Scalar, at position: Int) -> Bool {
    tokens.indices.contains(position)
      && tokens[position].is(UInt8(ascii: character), in: bytes)
      && tokens[position].kind == .punctuation
  }

  private func isOperator(_ character: Unicode.Scalar, at position: Int) -> Bool {
    tokens.indices.contains(position)
      && tokens[position].is(UInt8(ascii: character), in: bytes)
      && tokens[position].kind == .operator
  }

  private mutating func take(_ name: String) -> Bool {
    guard word(at: index) == name else { return false }
    index += 1
    return true
  }

  private func identifier(at position: Int) -> String? {
    guard tokens.indices.contains(position) else { return nil }
    return Literal.identifier(tokens[position], in: bytes)
  }

  private mutating func qualifiedName() -> QualifiedName? {
    guard var name = identifier(at: index) else { return nil }
    index += 1
    var schema: String?
    while isPunctuation(".", at: index), let part = identifier(at: index + 1) {
      (schema, name) = (name, part)
      index += 2
    }
    return QualifiedName(schema: schema, name: name)
  }

  private mutating func skipParentheses() {
    var depth = 0
    repeat {
      if isPunctuation("(", at: index) { depth += 1 }
      if isPunctuation(")", at: index) { depth -= 1 }
      index += 1
    } while depth > 0 && index < tokens.count
  }
}

extension QualifiedName {
  /// Whether both may be the same table: one without a schema may be in any.
  fileprivate func isSame(as other: QualifiedName) -> Bool {
    name == other.name && (schema == nil || other.schema == nil || schema == other.schema)
  }
}
