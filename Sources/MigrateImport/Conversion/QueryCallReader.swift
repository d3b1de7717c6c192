/// Reads the calls of one method's body.
struct QueryCallReader {
  private let tokens: [ScriptToken]
  private let runner: String
  private var index = 0
  private(set) var lines: [TracedLine] = []
  private(set) var problems: [(line: Int, reason: String)] = []

  init(_ body: ArraySlice<ScriptToken>, runner: String) {
    tokens = Array(body)
    self.runner = runner
  }

  private var current: ScriptToken? { index < tokens.count ? tokens[index] : nil }

  mutating func read() {
    while let token = current {
      if token.isSign(";") { index += 1; continue }
      guard let sql = takeCall() else {
        problems.append((token.line, reason(at: token)))
        skipStatement()
        continue
      }
      append(sql, line: token.line)
    }
  }

  /// `await queryRunner.query(literal);`, or nil with the place unchanged.
  private mutating func takeCall() -> (text: String, line: Int)? {
    let start = index
    for word in ["return", "await"] where current?.isWord(word) == true { index += 1 }
    guard take(word: runner), take("."), take(word: "query"), take("("),
      let line = current?.line, let text = takeText()
    else {
      index = start
      return nil
    }
    _ = take(",")
    guard take(")"), current.map({ $0.isSign(";") || $0.line > tokens[index - 1].line }) ?? true
    else {
      index = start
      return nil
    }
    return (text, line)
  }

  /// Literals, joined by `+`.
  private mutating func takeText() -> String? {
    guard var text = current?.text else { return nil }
    index += 1
    while take("+") {
      guard let more = current?.text else { return nil }
      text += more
      index += 1
    }
    return text
  }

  private mutating func take(_ sign: Character) -> Bool {
    guard current?.isSign(sign) == true else { return false }
    index += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard current?.isWord(word) == true else { return false }
    index += 1
    return true
  }

  private mutating func skipStatement() {
    var depth = 0
    while let token = current {
      index += 1
      if ["(", "{", "["].contains(where: { token.isSign($0) }) { depth += 1 }
      if [")", "}", "]"].contains(where: { token.isSign($0) }) { depth -= 1 }
      if depth == 0, token.isSign(";") || token.isSign("}") { return }
    }
  }

  private func reason(at token: ScriptToken) -> String {
    let words = tokens[index...].prefix(8)
    let method = words.drop { !$0.isSign(".") }.dropFirst().first?.word
    if words.contains(where: { $0.kind == .interpolated }) {
      return "the SQL depends on ${…}; write the final text into the template"
    }
    if let method, words.contains(where: { $0.isWord(runner) }), method != "query" {
      return "\(runner).\(method) is no plain SQL; write the SQL that it runs, which TypeORM logs"
    }
    if method == "query" {
      return "not \(runner).query of one literal alone; write the final SQL, without parameters"
    }
    return "\"\(token.word ?? "this")\" is no call of \(runner).query with a literal; write its SQL"
  }

  private mutating func append(_ sql: (text: String, line: Int), line: Int) {
    var text = sql.text[...]
    var number = sql.line
    while let first = text.first, first.isWhitespace {
      if first.isNewline { number += 1 }
      text.removeFirst()
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    // Behind a comment the semicolon would be a part of it.
    let lastLine = text.split(separator: "\n").last ?? ""
    if !text.isEmpty, text.last != ";" || lastLine.contains("--") {
      text += lastLine.contains("--") ? "\n;" : ";"
    }
    if !lines.isEmpty { lines.append(TracedLine(text: "", number: line)) }
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(TracedLine(text: String(part), number: number))
      number += 1
    }
  }
}
