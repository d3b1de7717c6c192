/// Reads the statements of PL/pgSQL from tokens: what libpg_query 15 gives for a body has no places,
/// and it refuses fields of records. PL/pgSQL's own rule is as simple: an expression ends at the
/// first keyword that may follow it outside of brackets.
struct BodyParser {
  /// The text is not what this parser reads; PostgreSQL may.
  struct Unread: Error {}

  let text: BodyText
  var next = 0
  /// The cursors that were declared so far.
  var cursors: Set<String> = []
  /// How many statements stand around the one that is read.
  var depth = 0
  /// What is deeper is left to the server, which has a limit of its own.
  static let mostDepth = 200

  init(_ text: BodyText) { self.text = text }

  /// The outermost block.
  static func parse(_ text: BodyText) -> BodyBlock? {
    var parser = BodyParser(text)
    return try? parser.whole()
  }

  private mutating func whole() throws(Unread) -> BodyBlock {
    // `#variable_conflict use_column` and the like.
    while word == "#" { next += 3 }
    let label = try label()
    let block = try block(label)
    if word == ";" { next += 1 }
    guard next == text.words.count else { throw Unread() }
    return block
  }

  // MARK: Tokens

  var word: String { text.words.indices.contains(next) ? text.words[next] : "" }

  func word(_ ahead: Int) -> String {
    text.words.indices.contains(next + ahead) ? text.words[next + ahead] : ""
  }

  mutating func expect(_ wanted: String) throws(Unread) {
    guard word == wanted else { throw Unread() }
    next += 1
  }

  mutating func accept(_ wanted: String) -> Bool {
    guard word == wanted else { return false }
    next += 1
    return true
  }

  mutating func name() throws(Unread) -> String {
    guard next < text.words.count else { throw Unread() }
    next += 1
    return text.name(next - 1)
  }

  /// The tokens up to one of some words outside of brackets; at a semicolon it ends always.
  mutating func tokens(until ends: Set<String>) throws(Unread) -> Range<Int> {
    let start = next
    var depth = 0
    while next < text.words.count {
      let word = word
      if depth == 0, ends.contains(word) || word == ";" { return start..<next }
      if word == "(" || word == "[" { depth += 1 }
      if word == ")" || word == "]" { depth -= 1 }
      guard depth >= 0 else { throw Unread() }
      next += 1
    }
    throw Unread()
  }

  mutating func expression(until ends: Set<String>) throws(Unread) -> BodyFragment {
    BodyFragment(tokens: try tokens(until: ends), isExpression: true)
  }

  mutating func endOfStatement() throws(Unread) {
    _ = try tokens(until: [])
    try expect(";")
  }

  // MARK: Blocks

  mutating func label() throws(Unread) -> String? {
    guard accept("<<") else { return nil }
    let label = try name()
    try expect(">>")
    return label
  }

  mutating func block(_ label: String?) throws(Unread) -> BodyBlock {
    var block = BodyBlock(label: label)
    let outer = cursors
    defer { cursors = outer }
    if accept("declare") {
      while word != "begin" {
        if accept("declare") { continue }
        block.variables.append(try declaration())
      }
    }
    try expect("begin")
    block.body = try statements()
    if accept("exception") {
      while accept("when") {
        let names = try tokens(until: ["then"])
        try expect("then")
        let conditions = names.map { text.words[$0] }.filter { $0 != "or" && $0 != "sqlstate" }
          .map { $0.lowercased().filter { $0 != "'" } }
        block.handlers.append(
          BodyBlock.Handler(conditions: conditions, tokens: names, body: try statements())
        )
      }
    }
    try expect("end")
    if word != ";", next < text.words.count {
      block.endLabel = next
      _ = try name()
    }
    return block
  }

  mutating func declaration() throws(Unread) -> BodyVariable {
    var variable = BodyVariable(name: try name())
    if word == "alias" {
      variable.kind = .alias
      try endOfStatement()
      return variable
    }
    _ = accept("no")
    _ = accept("scroll")
    if accept("cursor") {
      variable.kind = .cursor
      cursors.insert(variable.name)
      let parameters = try tokens(until: ["for", "is"])
      variable.parameters = parameters.filter { index in
        index > parameters.lowerBound && ["(", ","].contains(text.words[index - 1])
      }.map { text.name($0) }
      next += 1
      variable.value = BodyFragment(tokens: try tokens(until: []), isExpression: false)
      try expect(";")
      return variable
    }
    variable.isConstant = accept("constant")
    let type = try tokens(until: [":=", "=", "default", "not", "collate"])
    variable.kind = kind(type)
    variable.type = type
    if word == "collate" { _ = try tokens(until: [":=", "=", "default", "not"]) }
    variable.isNotNull = word == "not"
    if variable.isNotNull { _ = try tokens(until: [":=", "=", "default"]) }
    if word != ";" {
      next += 1
      variable.value = try expression(until: [])
    }
    try expect(";")
    return variable
  }

  func kind(_ type: Range<Int>) -> BodyVariable.Kind {
    let words = type.map { text.words[$0] }
    if words == ["record"] { return .record }
    if words == ["refcursor"] { return .cursor }
    let names = words.prefix { $0 != "%" && $0 != "(" && $0 != "[" }
    let parts = zip(type, names).filter { $0.1 != "." }.map { text.name($0.0) }
    guard let last = parts.last, parts.count <= 2, names.count == parts.count * 2 - 1 else {
      return .record
    }
    let name = RelationName(schema: parts.count > 1 ? parts[0] : nil, name: last)
    if words.suffix(2) == ["%", "rowtype"] { return .row(name) }
    return names.count == words.count ? .named(name) : .record
  }
}
