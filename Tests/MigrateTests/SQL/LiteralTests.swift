import Testing

@testable import Migrate

@Suite struct LiteralTests {
  struct Reader {
    let text: String
    private var reader: StatementReader {
      StatementReader(Array(text.utf8), in: 0..<text.utf8.count)
    }
    var string: String? {
      var reader = reader
      return reader.string()
    }
    var identifier: String? {
      var reader = reader
      return reader.identifier()
    }
    var name: QualifiedName? {
      var reader = reader
      return reader.qualifiedName()
    }
  }

  @Test(arguments: [
    ("'it''s'", "it's"), ("'a'\n 'b'", "ab"), ("'a\\n'", "a\\n"),
    ("E'a\\n\\'\\x41\\101'", "a\n'AA"),
    ("E'a''b'\n'\\u00e9\\U0001F600'", "a'bé😀"), ("$t$a$b$t$", "a$b"), ("$$$$", ""),
    ("U&'\\0441\\+00043B\\\\'", "сл\\"), ("U&'!0061' UESCAPE '!'", "a"),
    ("U&'\\D83D\\DE00'", "😀"), ("N'n'", "n"), ("''", ""), ("'a' -- it's\n'b'", "ab"),
  ])
  func `a string constant stands for its text`(text: String, expected: String) {
    #expect(Reader(text: text).string == expected)
  }

  @Test(arguments: ["E'\\u12'", "U&'\\00'", "x'1F'", "abc", "1"])
  func `a wrong escape, or another token, stands for none`(text: String) {
    #expect(Reader(text: text).string == nil)
  }

  @Test(arguments: [
    ("FooÄ", "fooÄ"), ("\"Foo\"\"Bar\"", "Foo\"Bar"), ("U&\"d\\0061t\\+000061\"", "data"),
    ("U&\"d!0061ta\" uescape '!'", "data"),
    (String(repeating: "A", count: 70), String(repeating: "a", count: 63)),
    ("\"\(String(repeating: "a", count: 62))é\"", String(repeating: "a", count: 62)),
  ])
  func `an identifier stands for the catalog's name`(text: String, expected: String) {
    #expect(Reader(text: text).identifier == expected)
  }

  @Test(arguments: [
    ("Tenant", "\"tenant\""), ("public . \"User\"", "\"public\".\"User\""),
    ("db.s.t", "\"s\".\"t\""),
    ("\"a\"\"b\"", "\"a\"\"b\""),
  ])
  func `a qualified name keeps its schema`(text: String, expected: String) {
    #expect(Reader(text: text).name?.description == expected)
  }
}
