internal import CPgQuery

extension Parser {
  /// The tokens of a text with its comments, without its white space.
  ///
  /// - Throws: For what PostgreSQL's scanner refuses, such as an unterminated string; a text with
  ///   mistakes of grammar has tokens.
  public func scan(_ sql: [UInt8]) throws(SyntaxError) -> [Token] {
    let input = try Input(sql, postgresVersion: postgresVersion)
    return try tokens(
      input.withCString { text in thread.run { library.scan(text) } },
      of: input,
      sql
    )
  }

  /// What the library's answer says, which is freed.
  func tokens(
    _ answer: pg_query_tokens,
    of input: Input,
    _ sql: [UInt8]
  ) throws(SyntaxError) -> [Token] {
    defer { library.freeTokens(answer) }
    if let failure = answer.failure { throw input.error(failure.pointee) }
    let message = UnsafeRawBufferPointer(start: answer.bytes, count: Int(answer.length))
    guard let result = sql.withUnsafeBufferPointer({ ScanResult(message, of: $0) }) else {
      throw input.unreadableAnswer
    }
    return result.tokens
  }

  /// The tokens of a text with its comments, without its white space.
  public func scan(_ sql: String) throws(SyntaxError) -> [Token] {
    try scan(Array(sql.utf8))
  }

  /// A number that is the same for statements which differ in white space, comments, constants
  /// and the lengths of lists of them. It differs between versions of libpg_query.
  public func fingerprint(_ sql: [UInt8]) throws(SyntaxError) -> UInt64 {
    let input = try Input(sql, postgresVersion: postgresVersion)
    let answer = input.withCString { text in thread.run { library.fingerprint(text) } }
    defer { library.freeFingerprint(answer) }
    if let failure = answer.failure { throw input.error(failure.pointee) }
    return answer.value
  }

  /// A number that is the same for statements which differ only in their constants.
  public func fingerprint(_ sql: String) throws(SyntaxError) -> UInt64 {
    try fingerprint(Array(sql.utf8))
  }
}
