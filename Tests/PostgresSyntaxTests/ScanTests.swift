import PostgresSyntax
import Testing

@Suite(.needsParser) struct ScanTests {
  @Test(
    arguments: [
      ("a", .identifier), ("é", .identifier), ("_1$", .identifier), ("\"A b\"", .quotedIdentifier),
      ("U&\"d\\0061\"", .quotedIdentifier), ("select", .keyword(.reserved)),
      ("Name", .keyword(.unreserved)), ("int", .keyword(.columnName)),
      ("join", .keyword(.typeOrFunctionName)), ("'x'", .string), ("E'\\''", .string),
      ("$$ ; $$", .string), ("$a$'$a$", .string), ("b'1'", .string), ("X'f'", .string),
      ("U&'x'", .string), ("1", .number), ("1.5e3", .number), (".5", .number), ("$1", .parameter),
      ("-- x", .comment), ("/* /* */ */", .comment), ("->>", .op), ("::", .op), (":=", .op),
      ("..", .op), (".", .punctuation), ("(", .punctuation), (";", .punctuation),
      ("u", .identifier),
      ("e", .identifier), ("-", .op), ("*", .op), (":", .punctuation),
    ] as [(String, Token.Kind)]
  )
  func `a token is known by its spelling`(text: String, kind: Token.Kind) throws {
    let tokens = try Parser.load().scan(text)
    #expect(tokens.map(\.kind) == [kind])
    #expect(tokens.map(\.range) == [0..<text.utf8.count])
  }

  @Test func `places count bytes and comments are kept`() throws {
    let tokens = try Parser.load().scan("é /* ü */ = 'ö'\n-- end")
    #expect(tokens.map(\.range) == [0..<2, 3..<11, 12..<13, 14..<18, 19..<25])
  }

  @Test func `a text with mistakes of grammar has tokens, an open string has none`() throws {
    let parser = try Parser.load()
    #expect(try parser.scan("selec ) from").count == 3)
    #expect(throws: SyntaxError.self) { try parser.scan("SELECT 'a") }
  }
}
