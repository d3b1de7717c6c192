/// The tokens of the statement.
extension BatchStatementReader {
  func refuse(_ problem: BatchProblem) -> Refused {
    let offset = index < tokens.count ? tokens[index].range.lowerBound : bytes.count
    return Refused(problem: problem, offset: offset)
  }

  /// An unquoted word in small letters.
  func word(at position: Int) -> String? {
    guard tokens.indices.contains(position), tokens[position].kind == .word else { return nil }
    return String(
      decoding: bytes[tokens[position].range].lazy.map(\.asciiLowercased),
      as: UTF8.self
    )
  }

  /// A word that may begin a clause: not a name behind a dot or AS, and no part of IS DISTINCT FROM.
  func clauseWord(at position: Int) -> String? {
    guard let word = word(at: position), !isPunctuation(".", at: position - 1) else { return nil }
    let before = self.word(at: position - 1)
    guard before != "as" || isPunctuation(".", at: position - 2) else { return nil }
    if word == "from", before == "distinct" { return nil }
    if word == "distinct", before == "is" || before == "not" { return nil }
    return word
  }

  func isClause(_ name: String, at position: Int) -> Bool {
    clauseWord(at: position) == name
  }

  func isPunctuation(_ character: Unicode.Scalar, at position: Int) -> Bool {
    tokens.indices.contains(position)
      && tokens[position].is(UInt8(ascii: character), in: bytes)
      && tokens[position].kind == .punctuation
  }

  func isOperator(_ character: Unicode.Scalar, at position: Int) -> Bool {
    tokens.indices.contains(position)
      && tokens[position].is(UInt8(ascii: character), in: bytes)
      && tokens[position].kind == .operator
  }

  mutating func take(_ name: String) -> Bool {
    guard word(at: index) == name else { return false }
    index += 1
    return true
  }

  func identifier(at position: Int) -> String? {
    guard tokens.indices.contains(position) else { return nil }
    return Literal.identifier(tokens[position], in: bytes)
  }

  mutating func qualifiedName() -> QualifiedName? {
    guard var name = identifier(at: index) else { return nil }
    index += 1
    var schema: String?
    while isPunctuation(".", at: index), let part = identifier(at: index + 1) {
      (schema, name) = (name, part)
      index += 2
    }
    return QualifiedName(schema: schema, name: name)
  }

  mutating func skipParentheses() {
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
  func isSame(as other: QualifiedName) -> Bool {
    name == other.name && (schema == nil || other.schema == nil || schema == other.schema)
  }
}
