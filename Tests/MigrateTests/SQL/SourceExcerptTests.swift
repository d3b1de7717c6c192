import Testing

@testable import Migrate

@Suite struct SourceExcerptTests {
  static func excerpt(_ text: String, at offset: Int) -> [String] {
    let source = SQLSource(name: "a.sql", text: text)
    return source.excerpt(at: source.location(atByte: offset)).rendered()
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [
    ("SELECT 1;\nSELECT birthdate\nFROM t", 17, "LINE 2: SELECT birthdate", "               ^"),
    ("a\r\n\tb c\r\n", 6, "LINE 2: \tb c", "        \t  ^"),
    ("日本 x", 7, "LINE 1: 日本 x", "             ^"),
    ("e\u{301} x", 4, "LINE 1: e\u{301} x", "          ^"),
    ("\u{FEFF}ab", 4, "LINE 1: ab", "         ^"),
    ("ab", 2, "LINE 1: ab", "          ^"),
    ("", 0, "LINE 1: ", "        ^"),
    ("a\u{1B}[31m\u{202E}b", 9, "LINE 1: a?[31m?b", "               ^"),
  ])
  func `the caret stands under the place`(
    text: String,
    offset: Int,
    line: String,
    caret: String
  ) {
    #expect(Self.excerpt(text, at: offset) == [line, caret])
  }

  @Test(arguments: [0, 30, 100, 500_000, 999_990])
  func `a very long line is cut around the place`(offset: Int) throws {
    let text = String(repeating: "0123456789", count: 100_000)
    let lines = Self.excerpt(text, at: offset)
    let shown = try #require(lines.first)
    let caret = try #require(lines.last?.firstIndex(of: "^"))
    #expect(shown.count <= SourceExcerpt.width + 12)
    let column = try #require(lines.last?.distance(from: lines[1].startIndex, to: caret))
    let under = shown[shown.index(shown.startIndex, offsetBy: column)]
    #expect(String(under) == String(offset % 10))
  }

  @Test(arguments: 0..<4)
  func `no place in no text traps`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let bytes = (0..<Int.random(in: 0...900, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let source = SQLSource(name: "x.sql", bytes: bytes)
      for offset in [0, bytes.count / 2, bytes.count, bytes.count + 5] {
        let lines = source.excerpt(at: source.location(atByte: offset)).rendered()
        #expect(lines.hasSuffix("^"))
      }
    }
  }
}
