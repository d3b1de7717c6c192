import Testing

@testable import Migrate

@Suite struct ChecksumTests {
  static func tokens(_ text: String) throws -> Checksum {
    try Checksum(ofTokensIn: SQLSource(name: "a.sql", text: text))
  }

  /// One text with every kind of token. Its digests stand in databases: they must never change.
  static let everyToken = #"""
    -- Comment
    SELECT "Quoted""Name", U&"d\0061ta", 'it''s' /* c */, 'con'
      'tinued', U&'\0061', N'n', B'01', X'1F', E'a\1'
      '2', $tag$body; $x$ --c
    $tag$, $1, 1E5, .5, a->>'b', x::int[1:2] <> {?};
    """#

  @Test func `the digests of encoding 1 are the same for ever`() throws {
    let source = SQLSource(name: "a.sql", text: Self.everyToken)
    #expect(
      Checksum(ofBytes: source.bytes).description
        == "008f38ff4e26c05b34f327230d6491b443837827f4cfe8ef114ceaf9f75c8c6a"
    )
    #expect(
      try Checksum(ofTokensIn: source).description
        == "33240028a5d001ff85c8be2763bfc9fdec97e42130f7df6f07e0210cda9c416f"
    )
    #expect(
      try Self.tokens("").description
        == "a92ae76502f3870f1f262408546cc5f4750e9d8f36c4bcd624dad498487ad743"
    )
  }

  @Test(arguments: [
    ("SELECT 1", "select\t1 -- one"),
    ("SELECT 1;\nSELECT 2;\n", "SELECT 1;\r\nSELECT 2;\r\n"),
    ("SELECT 1", "\u{FEFF}/* a /* b */ */SELECT 1\n"),
    ("SELECT $$a\nb$$, 'c\nd', \"e\nf\"", "SELECT $$a\r\nb$$, 'c\r\nd', \"e\r\nf\""),
    ("SELECT 'a'\n'b'", "SELECT 'ab'"),
    ("SELECT 'a'\n'''b'", "SELECT 'a''b'"),
    ("SELECT $$a$$", "SELECT $tag$a$tag$"),
    ("SELECT a<-1", "SELECT a < - 1"),
    ("SELECT 1E5, 0XFF", "SELECT 1e5, 0xff"),
    ("SELECT e'x', u&'y', b'1'", "SELECT E'x', U&'y', B'1'"),
  ])
  func `texts that the server reads alike have one digest`(left: String, right: String) throws {
    #expect(try Self.tokens(left) == Self.tokens(right))
  }

  @Test(arguments: [
    ("SELECT ab", "SELECT a b"), ("SELECT 'ab'", "SELECT 'a' 'b'"), ("SELECT a", "SELECT \"a\""),
    ("SELECT 'a'", "SELECT 'A'"), ("SELECT \"a\"", "SELECT \"A\""), ("SELECT 'a'", "SELECT $$a$$"),
    ("SELECT 'a'", "SELECT E'a'"), ("SELECT 'a'", "SELECT N'a'"), ("SELECT U&'a'", "SELECT 'a'"),
    ("SELECT E'\\1'\n'2'", "SELECT E'\\12'"), ("SELECT 1.5", "SELECT 1 .5"),
    ("SELECT a<-1", "SELECT a<@-1"), ("SELECT 1", "SELECT 1;"), ("SELECT 1;;", "SELECT 1;"),
    ("SELECT $$a$$", "SELECT $$a $$"), ("SELECT $$ -- a\n$$", "SELECT $$ -- b\n$$"),
    ("SELECT 'a\rb'", "SELECT 'a\nb'"), ("SELECT B'1'", "SELECT X'1'"),
    ("SELECT $1", "SELECT 1"), ("SELECT Ä", "SELECT ä"), ("SELECT 12", "SELECT 1 2"),
    ("SELECT 's', ''", "SELECT '', 's'"), ("SELECT \"a\".b", "SELECT \"a.b\""),
  ])
  func `texts that the server reads differently have two`(left: String, right: String) throws {
    #expect(try Self.tokens(left) != Self.tokens(right))
  }

  @Test func `the digest of a statement is that of its tokens alone`() throws {
    let source = SQLSource(name: "a.sql", text: "SELECT 1; /* b */ SELECT  2;")
    let script = try MigrationScript(source, half: .up)
    #expect(
      try Checksum(ofTokensIn: source, statement: script.statements[1]) == Self.tokens("select 2")
    )
  }

  @Test(arguments: [
    ("SELECT 1", "SELECT 1", MigrationChecksum.Difference.none),
    ("SELECT 1", "SELECT 1 -- why", .commentsOnly), ("SELECT 1", "SELECT 2", .statements),
    ("SELECT 1", "SELECT 'open", .statements),
  ])
  func `a file differs in nothing, in comments or in statements`(
    before: String,
    after: String,
    expected: MigrationChecksum.Difference
  ) throws {
    let recorded = try MigrationFile(SQLSource(name: "a.sql", text: before), half: .up).checksum()
    let file = MigrationFile(SQLSource(name: "a.sql", text: after), half: .up)
    #expect(file.difference(from: recorded) == expected)
  }

  @Test func `a digest is read back from its hexadecimal form and its bytes`() throws {
    let checksum = Checksum(ofBytes: Array("a".utf8))
    // The digest of "a" as FIPS 180-4 defines it.
    #expect(
      checksum.description == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    )
    #expect(Checksum(hex: checksum.description) == checksum)
    #expect(Checksum(hex: checksum.description.uppercased()) == checksum)
    #expect(Checksum(checksum.bytes) == checksum)
    #expect(checksum.abbreviated == "ca978112ca1b")
  }

  @Test(arguments: [
    "", "ca97", String(repeating: "g", count: 64), String(repeating: "a", count: 65),
  ])
  func `other texts are no digest`(text: String) {
    #expect(Checksum(hex: text) == nil)
    #expect(Checksum(text.utf8.prefix(31)) == nil)
  }
}
