/// Finds the statements of a text by its semicolons, also where the grammar refuses the text.
///
/// A semicolon ends no statement inside the brackets of CREATE RULE and inside BEGIN ATOMIC … END.
/// Everywhere else it does, so that a forgotten bracket costs one statement and not the rest of the
/// file.
struct StatementRanges {
  /// From the first token to the end of the last, in bytes; statements without a token are left out.
  private(set) var ranges: [Range<Int>] = []

  private var current: Range<Int>?
  private var header = Header.first
  private var brackets = 0
  private var block = Block.none

  /// How much of the statement's beginning has been seen.
  private enum Header {
    case first, create, createRule, createRoutine, other
  }

  /// Where a routine's BEGIN ATOMIC … END is read. Its END follows ATOMIC or a semicolon; any other
  /// is a CASE's, or a column's name.
  private enum Block {
    case none, afterBegin, betweenStatements, inStatement, afterEnd
  }

  init(of text: UnsafeBufferPointer<UInt8>) {
    var lexer = Lexer(text)
    while let lexeme = lexer.next() { take(lexeme, text[lexeme.range]) }
    endStatement()
  }

  private mutating func take(
    _ lexeme: Lexer.Lexeme,
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) {
    let mark = lexeme.kind == .mark ? bytes.first : nil
    if mark == UInt8(ascii: ";") {
      switch block {
      case .betweenStatements, .inStatement: block = .betweenStatements
      case .none, .afterBegin, .afterEnd:
        if header != .createRule || brackets == 0 { return endStatement() }
      }
    }
    current = (current?.lowerBound ?? lexeme.range.lowerBound)..<lexeme.range.upperBound
    switch mark {
    case UInt8(ascii: "("): brackets += 1
    case UInt8(ascii: ")"): brackets = max(0, brackets - 1)
    default: break
    }
    readHeader(lexeme.kind, bytes)
    if header == .createRoutine, mark != UInt8(ascii: ";") { readBlock(lexeme.kind, bytes) }
  }

  private mutating func endStatement() {
    if let current { ranges.append(current) }
    current = nil
    header = .first
    brackets = 0
    block = .none
  }

  private mutating func readHeader(
    _ kind: Lexer.Kind,
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) {
    switch header {
    case .first:
      header = kind == .word && bytes.equalsIgnoringCase("create") ? .create : .other
    case .create where kind == .word:
      if bytes.equalsIgnoringCase("rule") {
        header = .createRule
      } else if bytes.equalsIgnoringCase("function") || bytes.equalsIgnoringCase("procedure") {
        header = .createRoutine
      } else if !bytes.equalsIgnoringCase("or"), !bytes.equalsIgnoringCase("replace") {
        header = .other
      }
    case .create: header = .other
    case .createRule, .createRoutine, .other: break
    }
  }

  private mutating func readBlock(
    _ kind: Lexer.Kind,
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) {
    switch block {
    case .none, .afterBegin:
      let isWord = kind == .word && brackets == 0
      if block == .afterBegin, isWord, bytes.equalsIgnoringCase("atomic") {
        block = .betweenStatements
      } else {
        block = isWord && bytes.equalsIgnoringCase("begin") ? .afterBegin : .none
      }
    case .betweenStatements:
      let isEnd = kind == .word && bytes.equalsIgnoringCase("end")
      block = isEnd ? .afterEnd : .inStatement
    case .inStatement, .afterEnd: break
    }
  }
}
