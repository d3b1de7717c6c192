/// Finds the place of a mistake in a PL/pgSQL body, for which libpg_query names a token and no place.
///
/// The parser goes from left to right, so the body cut short behind the mistake gives the same
/// message, and cut short before it another one. The statement that fails is found by halving, with
/// about ten parses for a body of a thousand statements.
struct PLpgSQLMistake {
  let message: String
  let body: PLpgSQLBody
  let sql: [UInt8]
  let statement: Range<Int>

  /// The byte in the text where the failing token stands: the first one so spelt in the statement
  /// that fails. Where no token is named, that statement's first. `parse` gives the parser's message
  /// for a text, nil where it finds no mistake.
  func offset(
    _ parse: ([UInt8]) throws(SyntaxError) -> String?
  ) throws(SyntaxError) -> Int {
    guard body.isVerbatim else { return body.range.lowerBound }
    let lexemes = sql.withUnsafeBufferPointer { text in
      var lexer = Lexer(text, in: body.range)
      var ranges: [Range<Int>] = []
      while let lexeme = lexer.next() { ranges.append(lexeme.range) }
      return ranges
    }
    let ends = lexemes.filter { sql[$0].elementsEqual([UInt8(ascii: ";")]) }.map(\.upperBound)

    // The statements before `first` are without a mistake; the one at `last` has it, or one before.
    var (first, last) = (0, ends.count)
    while first < last {
      let middle = (first + last) / 2
      if try parse(cut(behind: ends[middle])) == message {
        last = middle
      } else {
        first = middle + 1
      }
    }
    let start = first == 0 ? body.range.lowerBound : ends[first - 1]
    let end = first < ends.count ? ends[first] : body.range.upperBound
    let candidates = lexemes.filter { start <= $0.lowerBound && $0.upperBound <= end }
    let named = candidates.first { token.map(sql[$0].elementsEqual) == true }
    return (named ?? candidates.first)?.lowerBound ?? start
  }

  /// A token that may follow no statement, so that the end of the text is not taken for the mistake.
  private func cut(behind end: Int) -> [UInt8] {
    let wrong = token.map { $0.elementsEqual([UInt8(ascii: ")")]) } == true ? " ] " : " ) "
    return sql[statement.lowerBound..<end] + Array(wrong.utf8)
      + sql[body.range.upperBound..<statement.upperBound]
  }

  /// What the message calls the token `at or near` which it failed.
  private var token: Substring.UTF8View? {
    let words = "at or near \""
    guard message.hasSuffix("\""), let start = message.firstRange(of: words) else { return nil }
    let token = message[start.upperBound...].dropLast()
    return token.isEmpty ? nil : token.utf8
  }
}
