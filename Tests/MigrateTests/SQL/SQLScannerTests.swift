import Testing

@testable import Migrate

@Suite struct SQLScannerTests {
  /// The significant tokens of a text as `kind text` pairs.
  static func tokens(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    var scanner = SQLScanner(bytes)
    var result: [String] = []
    while let token = try scanner.nextSignificant() {
      result.append("\(token.kind) \(String(decoding: bytes[token.range], as: UTF8.self))")
    }
    return result
  }

  @Test(arguments: [
    ("SELECT a$b, _x1", ["word SELECT", "word a$b", "punctuation ,", "word _x1"]),
    ("größe 日本", ["word größe", "word 日本"]),
    (#""a""b" "c;d""#, [#"quotedIdentifier "a""b""#, #"quotedIdentifier "c;d""#]),
    (
      #"U&"\0061" u&'\0061' U & "x""#,
      [
        #"unicodeIdentifier U&"\0061""#, #"unicodeString u&'\0061'"#, "word U", "operator &",
        #"quotedIdentifier "x""#,
      ]
    ),
    ("'it''s' ''", ["string 'it''s'", "string ''"]),
    (#"'a\' b"#, [#"string 'a\'"#, "word b"]),
    (#"E'a\'b' e'\\' x"#, [#"escapeString E'a\'b'"#, #"escapeString e'\\'"#, "word x"]),
    (
      "B'01' x'1F' N'n' fe'x'",
      ["bitString B'01'", "hexString x'1F'", "nationalString N'n'", "word fe", "string 'x'"]
    ),
    ("B'1''0'", ["bitString B'1'", "string '0'"]),
    ("$1 $23$$a$$", ["parameter $1", "parameter $23", "dollarString $$a$$"]),
    ("$$a;$b$'\"$$", ["dollarString $$a;$b$'\"$$"]),
    ("$a$ $$ $b$ $a$;", ["dollarString $a$ $$ $b$ $a$", "punctuation ;"]),
    ("$x$y$x$x$", ["dollarString $x$y$x$", "word x$"]),
    ("$a$b$a $a$", ["dollarString $a$b$a $a$"]),
    ("foo$$bar$$", ["word foo$$bar$$"]),
    ("1$$a$$", ["number 1", "dollarString $$a$$"]),
    ("$é$;$é$", ["dollarString $é$;$é$"]),
    ("$1a$ $-", ["parameter $1", "word a$", "other $", "operator -"]),
  ])
  func `quotes, words and parameters end where the server ends them`(
    text: String,
    expected: [String]
  ) throws {
    #expect(try Self.tokens(text) == expected)
  }

  @Test(arguments: [
    ("1..9", ["number 1", "punctuation ..", "number 9"]),
    (
      "1.5 .5 1. 1e-9 1.e+2",
      ["number 1.5", "number .5", "number 1.", "number 1e-9", "number 1.e+2"]
    ),
    ("1_000 0x1F 0o17 0b11", ["number 1_000", "number 0x1F", "number 0o17", "number 0b11"]),
    ("1e 2e+", ["number 1", "word e", "number 2", "word e", "operator +"]),
    ("0x 1__0", ["number 0", "word x", "number 1", "word __0"]),
    ("a.1.b", ["word a", "number .1", "punctuation .", "word b"]),
  ])
  func `numbers are read in every notation`(text: String, expected: [String]) throws {
    #expect(try Self.tokens(text) == expected)
  }

  @Test(arguments: [
    ("a<-1", ["word a", "operator <", "operator -", "number 1"]),
    ("a@-1", ["word a", "operator @-", "number 1"]),
    ("a=-+-b", ["word a", "operator =", "operator -", "operator +", "operator -", "word b"]),
    ("+", ["operator +"]),
    ("a*-- c\nb", ["word a", "operator *", "word b"]),
    ("a+/*c*/-b", ["word a", "operator +", "operator -", "word b"]),
    ("a-@-- x", ["word a", "operator -@"]),
    ("a->>'b' c=>d", ["word a", "operator ->>", "string 'b'", "word c", "operator =>", "word d"]),
    (
      "a::b:=c:d",
      ["word a", "punctuation ::", "word b", "punctuation :=", "word c", "punctuation :", "word d"]
    ),
  ])
  func `operators end at comments and give their signs back`(
    text: String,
    expected: [String]
  ) throws {
    #expect(try Self.tokens(text) == expected)
  }

  @Test(arguments: [
    ("/* a /* b */ c */ x", ["word x"]),
    ("/*/*/**/*/*/ x", ["word x"]),
    ("/***/ x /* ' $$ \" */", ["word x"]),
    ("-- it's\rx", ["word x"]),
    ("--", []),
    ("{ \\ }", ["other {", "other \\", "other }"]),
  ])
  func `comments nest and hide quotes`(text: String, expected: [String]) throws {
    #expect(try Self.tokens(text) == expected)
  }

  @Test(arguments: [
    ("'a'\n'b' c", ["string 'a'\n'b'", "word c"]),
    ("'a' -- why\n  -- and\n 'b'", ["string 'a' -- why\n  -- and\n 'b'"]),
    ("'a'\r'b'", ["string 'a'\r'b'"]),
    ("'a' 'b'", ["string 'a'", "string 'b'"]),
    ("'a' /*\n*/ 'b'", ["string 'a'", "string 'b'"]),
    ("E'a'\n'\\'' c", ["escapeString E'a'\n'\\''", "word c"]),
    ("x'1'\n'f' c", ["hexString x'1'\n'f'", "word c"]),
    ("\"a\"\n\"b\"", ["quotedIdentifier \"a\"", "quotedIdentifier \"b\""]),
    ("'a'\n-- 'b'", ["string 'a'"]),
  ])
  func `a string goes on after a line end`(text: String, expected: [String]) throws {
    #expect(try Self.tokens(text) == expected)
  }

  @Test(arguments: [
    ("a 'b", SQLToken.Kind.string, 2), ("E'\\", .escapeString, 0), ("E'\\'", .escapeString, 0),
    ("'a'\n'b", .string, 0), ("x \"b", .quotedIdentifier, 2), ("U&\"", .unicodeIdentifier, 0),
    ("/* /* */", .blockComment, 0), ("$a$ $b$", .dollarString, 0), ("$$ $", .dollarString, 0),
    ("N'", .nationalString, 0), ("x'", .hexString, 0), ("'''", .string, 0),
  ])
  func `what is never closed is named by the place where it begins`(
    text: String,
    kind: SQLToken.Kind,
    offset: Int
  ) throws {
    var scanner = SQLScanner(Array(text.utf8))
    let error = #expect(throws: SQLScanError.self) { while try scanner.next() != nil {} }
    #expect(error == SQLScanError(construct: kind, byteOffset: offset))
    #expect(try scanner.next() == nil)
  }
}
