internal import CPgQuery

extension Parser {
  /// Parses the PL/pgSQL body of a statement.
  ///
  /// - Parameters:
  ///   - statement: One of the statements that ``parse(_:)-([UInt8])`` found in the text.
  ///   - sql: The text that it was found in.
  /// - Returns: The body's tree, or why there is none.
  /// - Throws: For a mistake in the body. Its place is exact where the body is verbatim and the
  ///   parser names a token; otherwise it is the beginning of the failing part.
  public func parsePLpgSQL(
    _ statement: SyntaxTree.Statement,
    of sql: [UInt8]
  ) throws(SyntaxError) -> PLpgSQL {
    guard let body = PLpgSQLBody(of: statement, in: sql) else { return .otherStatement }
    let message: String
    switch try plpgsql(Array(sql[statement.range]), at: statement.range.lowerBound, of: sql) {
    case .tree(let tree):
      return .function(
        PLpgSQLFunction(tree: tree, body: body.range, isVerbatim: body.isVerbatim)
      )
    case .failure(let text): message = text
    }
    guard message.hasPrefix("syntax error") else { return .refused(message) }
    let mistake = PLpgSQLMistake(
      message: message,
      body: body,
      sql: sql,
      statement: statement.range
    )
    let offset = try mistake.offset { text throws(SyntaxError) in
      switch try plpgsql(text, at: statement.range.lowerBound, of: sql) {
      case .failure(let message): message
      case .tree: nil
      }
    }
    throw SyntaxError(
      reason: .grammar,
      message: message,
      position: SourcePosition(offset: offset, in: sql),
      postgresVersion: postgresVersion
    )
  }

  private enum Answer {
    case tree(SyntaxNode)
    case failure(String)
  }

  /// For statements with a body only: without one libpg_query ends the process.
  private func plpgsql(
    _ statement: [UInt8],
    at offset: Int,
    of sql: [UInt8]
  ) throws(SyntaxError) -> Answer {
    let input: Input
    do {
      input = try Input(statement, postgresVersion: postgresVersion)
    } catch {
      throw SyntaxError(
        reason: error.reason,
        message: error.message,
        position: SourcePosition(offset: offset + error.offset, in: sql),
        postgresVersion: postgresVersion
      )
    }
    let answer = input.withCString { text in thread.run { library.parsePLpgSQL(text) } }
    defer { library.freePLpgSQL(answer) }
    if let failure = answer.failure { return .failure(Input.message(of: failure.pointee)) }
    guard let json = answer.json, let tape = Tape(Self.bytes(json)),
      let function = SyntaxNode(tape: tape, index: 0).elements.first
    else { throw input.unreadableAnswer }
    return .tree(function)
  }
}
