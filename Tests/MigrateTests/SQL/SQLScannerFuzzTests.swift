import Testing

@testable import Migrate

/// Whatever the bytes: the scanner ends, covers every byte in order, and stays linear.
@Suite struct SQLScannerFuzzTests {
  /// Scans to the end or the first error; returns how many bytes the tokens covered without a gap.
  @discardableResult
  static func scan(_ bytes: [UInt8]) -> (covered: Int, tokens: Int, failed: Bool) {
    var scanner = SQLScanner(bytes)
    var covered = 0
    var tokens = 0
    do {
      while let token = try scanner.next() {
        guard token.range.lowerBound == covered, !token.range.isEmpty else { break }
        covered = token.range.upperBound
        tokens += 1
      }
    } catch {
      // What was covered before the error must reach to the place that it names.
      guard error.byteOffset == covered else { return (covered, tokens, false) }
      return (bytes.count, tokens, true)
    }
    return (covered, tokens, false)
  }

  static let sample = """
    -- it's /* here
    CREATE TABLE "a""b" (x int DEFAULT -1.5e-3, y text DEFAULT E'\\'x' 'z');
    /* a /* b */ */ SELECT $tag$ body; $x$ $tag$, U&"\\0061", N'n', $1, a->>'b', 1..2, x'1F'
    'FF' <> -- end
    B'01'; CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN 1<-2 THEN 3 END; END;
    """

  @Test(arguments: 0..<8)
  func `random bytes are covered without a gap`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...120, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      #expect(Self.scan(bytes).covered == bytes.count, "\(bytes)")
    }
  }

  @Test(arguments: 0..<8)
  func `random SQL characters are covered without a gap`(seed: UInt64) {
    let alphabet = Array("'\"$\\-/*+@<;:().a1eEuUbBxXnN&_ \n\r{é".utf8)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      #expect(Self.scan(bytes).covered == bytes.count, "\(bytes)")
    }
  }

  @Test func `a text cut anywhere is covered or refused, and cut into statements or refused`() {
    let bytes = Array(Self.sample.utf8)
    for length in 0...bytes.count {
      let part = Array(bytes[..<length])
      #expect(Self.scan(part).covered == length)
      _ = try? MigrationScript(SQLSource(name: "part.sql", bytes: part), half: .up)
    }
  }

  @Test(arguments: 0..<4)
  func `a text with one changed byte never traps the splitter or the checksum`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var bytes = Array(Self.sample.utf8)
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
        in: 0...255,
        using: &generator
      )
      let source = SQLSource(name: "changed.sql", bytes: bytes)
      _ = try? MigrationScript(source, half: .down)
      _ = try? Checksum(ofTokensIn: source)
      #expect(Self.scan(bytes).covered == bytes.count)
    }
  }

  #if DEBUG
    /// Texts that make a careless lexer start again and again from the same place.
    static let hostile = [
      "+-", "+", "@-", "<+", "'a'\n", "'a' --\n", "$a", "$a$b", "$", "/*", "/", "*/", "--\n",
      "''", "E'\\''", "\"\"", "a$", "1_", "1.", "1e", "0x", "U&", "b", "(", "\\", "é", "$$",
    ]

    @Test(arguments: hostile, [10_000, 40_000])
    func `the work per byte is bounded`(part: String, length: Int) {
      let bytes = Array(String(repeating: part, count: length / part.utf8.count).utf8)
      var scanner = SQLScanner(bytes)
      do {
        while try scanner.next() != nil {}
      } catch {
        #expect(error.byteOffset >= 0)
      }
      #expect(scanner.examined <= 8 * bytes.count, "\(scanner.examined) looks")
    }
  #endif

  @Test func `ten megabytes are scanned whole`() {
    let unit = Self.sample + "\n$big$ \(String(repeating: "x", count: 20_000)) $big$;\n"
    let bytes = Array(String(repeating: unit, count: 10_000_000 / unit.utf8.count).utf8)
    let result = Self.scan(bytes)
    #expect(result.covered == bytes.count)
    #expect(!result.failed)
  }

  @Test func `a hundred thousand open comments and parentheses need no stack`() throws {
    let depth = 100_000
    let comments =
      String(repeating: "/*", count: depth) + String(repeating: "*/", count: depth) + "SELECT 1"
    #expect(
      try MigrationScript(SQLSource(name: "c.sql", text: comments), half: .up).statements.count == 1
    )
    let parentheses =
      "SELECT " + String(repeating: "(", count: depth) + "1;2"
      + String(repeating: ")", count: depth)
      + "; SELECT 2"
    #expect(
      try MigrationScript(SQLSource(name: "p.sql", text: parentheses), half: .up).statements.count
        == 2
    )
  }
}
