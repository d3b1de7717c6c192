import PostgresSyntax
import Testing

@Suite(.needsParser) struct SyntaxErrorTests {
  private func error(_ sql: [UInt8]) throws -> SyntaxError {
    let parser = try Parser.load()
    return try #require(throws: SyntaxError.self) { try parser.parse(sql) }
  }

  @Test(arguments: [
    ("SELECT 'é',\n  'ü' frm x y", "syntax error at or near \"x\"", 2, 11, 24),
    ("selec 1", "syntax error at or near \"selec\"", 1, 1, 0),
    ("SELECT 1 +", "syntax error at end of input", 1, 11, 10),
    ("SELECT 1;\nSELECT '日本\n;", "unterminated quoted string at or near \"'日本…", 2, 8, 17),
    ("SELECT U&'\\D800'", "invalid Unicode surrogate pair", 1, 16, 15),
    ("SELECT E'\\uD800x'", "invalid Unicode surrogate pair at or near \"x\"", 1, 16, 15),
  ])
  func `an error names its place in bytes, line and characters`(
    sql: String,
    message: String,
    line: Int,
    column: Int,
    offset: Int
  ) throws {
    let error = try error(Array(sql.utf8))
    #expect(error.message == message)
    #expect((error.line, error.column, error.offset) == (line, column, offset))
    #expect(error.reason == .grammar)
  }

  @Test func `an error of the grammar names the grammar's version`() throws {
    let error = try error(Array("selec".utf8))
    #expect(error.postgresVersion == (try Parser.load().postgresVersion))
    #expect(error.description.hasSuffix("(by the grammar of PostgreSQL \(error.postgresVersion))"))
  }

  @Test(
    arguments: [
      ([0x53, 0xFF], 1), ([0xC3], 0), ([0x20, 0xED, 0xA0, 0x80], 1), ([0xF5, 0x80, 0x80, 0x80], 0),
      ([0x20, 0xC3, 0xA9, 0xC0, 0x80], 3),
    ] as [([UInt8], Int)]
  )
  func `a text that is not UTF-8 is refused at its first such byte`(
    sql: [UInt8],
    offset: Int
  ) throws {
    let error = try error(sql)
    #expect(error.reason == .encoding && error.offset == offset)
  }

  @Test func `a NUL byte does not cut the text short`() throws {
    let error = try error(Array("SELECT 1;\n\0 selec".utf8))
    #expect(error.reason == .encoding)
    #expect((error.line, error.column, error.offset) == (2, 1, 10))
  }
}
