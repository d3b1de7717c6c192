import Testing

@testable import PostgresSyntax

/// Texts that nest deeper, or are larger, than a process survives without limits.
enum Extremes {
  static let chains: [(name: String, text: @Sendable (Int) -> String)] = [
    ("brackets", { "SELECT \(times($0, "("))1\(times($0, ")"))" }),
    ("NOT", { "SELECT \(times($0, "NOT "))true" }),
    ("UNION", { "SELECT 1, 2\(times($0, " UNION SELECT 1, 2"))" }),
    ("EXCEPT", { "TABLE a\(times($0, " EXCEPT TABLE a"))" }),
    ("array brackets", { "SELECT ARRAY\(times($0, "["))1\(times($0, "]"))" }),
    ("qualified name", { "SELECT a\(times($0, ".b"))" }),
    ("subscripts", { "SELECT a\(times($0, "[1]"))" }),
    ("casts", { "SELECT a\(times($0, "::b"))" }),
    ("additions", { "SELECT 1\(times($0, "+1"))" }),
    ("concatenations", { "SELECT 1 FROM a WHERE b = c\(times($0, "||d"))" }),
    ("signs", { "SELECT \(times($0 / 2, "+-"))1" }), ("AND", { "SELECT a\(times($0, " AND b"))" }),
    ("AND and OR", { "SELECT a\(times($0, " AND b OR c"))" }),
    ("JOIN", { "SELECT FROM a\(times($0, " NATURAL JOIN b"))" }),
    ("COLLATE", { "SELECT a\(times($0, " COLLATE b"))" }),
    ("IS NULL", { "SELECT a\(times($0, " ISNULL"))" }),
    ("IN", { "SELECT a\(times($0, " IN (b)"))" }),
    ("calls", { "SELECT \(times($0, "f("))\(times($0, ")"))" }),
    ("CASE", { "SELECT \(times($0, "CASE WHEN a THEN "))1\(times($0, " END"))" }),
    ("subqueries", { "SELECT \(times($0, "(SELECT "))1\(times($0, ")"))" }),
    ("WITH", { "\(times($0, "WITH a AS ("))SELECT 1\(times($0, ") SELECT 1"))" }),
    ("comments", { "\(times($0, "/*"))\(times($0, "*/")) SELECT 1" }),
    ("spaced comments", { "\(times($0, "/* "))\(times($0, " */")) SELECT 1" }),
    ("open brackets", { times($0, "(") }), ("open strings", { times($0, "'") + "'a" }),
    ("statements", { times($0, "SELECT 1;") }), ("columns", { "SELECT a\(times($0, ",a"))" }),
    ("rows", { "INSERT INTO t VALUES (1, 'x', NULL)\(times($0, ",(1, 'x', NULL)"))" }),
    ("types", { "DROP FUNCTION f(bit\(times($0, ",bit")))" }),
    ("blocks", { "DO $$ \(times($0, "BEGIN "))NULL; \(times($0, "END; "))$$" }),
    ("conditions", { "DO $$ BEGIN \(times($0, "IF a THEN "))\(times($0, "END IF; "))END $$" }),
  ]

  static func times(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }
}

@Suite(.needsParser) struct LimitTests {
  let parser = try? Parser.load()

  private func weight(_ text: String) -> InputWeight {
    Array(text.utf8).withUnsafeBufferPointer { InputWeight(of: $0) }
  }

  @Test func `a chain of the allowed depth is parsed, a deeper one is refused`() throws {
    let parser = try #require(parser)
    let longest = (InputWeight.maximumLevel - 2) / 2
    #expect(try parser.parse("SELECT 1" + Extremes.times(longest, "+1")).statements.count == 1)
    let error = try #require(throws: SyntaxError.self) {
      try parser.parse("SELECT 1" + Extremes.times(longest + 1, "+1"))
    }
    #expect(error.reason == .limit)
    #expect(error.description == "1:1: the statement may nest deeper than 50000 levels")
  }

  @Test func `long lists and long files are not deep`() {
    #expect(weight("SELECT 1" + Extremes.times(100_000, ", f(a, b)")).deepestLevel < 10)
    #expect(weight(Extremes.times(100_000, "SELECT (1), [2];")).deepestLevel < 10)
    #expect(
      weight("SELECT 1, 2" + Extremes.times(1_000, " UNION SELECT 1, 2")).deepestLevel > 1_000
    )
    #expect(weight("(" + Extremes.times(1_000, "(a),")).deepestLevel < 10)
  }

  @Test func `only what the scanner reads as operators counts as a run of them`() {
    let run = Extremes.times(2_000, "=")
    for text in ["'\(run)'", "-- \(run)", "$$\(run)$$", "\"\(run)\""] {
      #expect(weight(text).longestOperatorRun == 0, "\(text.prefix(3))")
    }
    #expect(weight(run).longestOperatorRun == 2_000)
    #expect(weight("/*" + Extremes.times(1_000, "/*")).longestOperatorRun == 2_002)
    #expect(weight("/* x */ /****/").longestOperatorRun == 6)
  }

  @Test func `a text that is too large is refused`() throws {
    let text = [UInt8](repeating: UInt8(ascii: " "), count: InputWeight.maximumBytes + 1)
    let error = try #require(throws: SyntaxError.self) { try parser?.parse(text) }
    #expect(error.message == "the text is larger than 16 MiB")
    #expect(try parser?.parse(Array(text.dropLast())).statements.isEmpty == true)
  }

  @Test func `the estimate of the answer is never too low`() throws {
    let parser = try #require(parser)
    for (name, text) in Extremes.chains {
      let text = text(1_000)
      guard let tree = try? parser.parse(text), let first = tree.statements.first else { continue }
      let (actual, estimate) = (first.node.tape.json.count, weight(text).answerBytes)
      #expect(actual <= estimate, "\(name): \(actual) > \(estimate)")
    }
  }
}
