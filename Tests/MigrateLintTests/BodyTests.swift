import Foundation
import MigrateLint
import PostgresSyntax
import Testing

@Suite struct BodyTests {
  /// The codes that a fixture's comments expect, and those that the linter finds, by line.
  private func compare(
    _ rule: String,
    _ name: String,
    _ severity: Rule.Severity = .error
  ) throws -> (expected: [Int: [String]], found: [Int: [String]]) {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/rules/\(rule)/\(name).sql")
    let text = try String(contentsOf: url, encoding: .utf8)
    var expected: [Int: [String]] = [:]
    var wanted: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let words = line.split(separator: " ").map(String.init)
      if words.first == "--", ["expect:", "expect-later:"].contains(words.dropFirst().first) {
        wanted = words.dropFirst(2).sorted()
      } else if !wanted.isEmpty {
        expected[index + 1] = wanted
        wanted = []
      }
    }
    let source = LintSource(path: name, bytes: Array(text.utf8))
    var found: [Int: [String]] = [:]
    for finding in Linter(parser: try Parser.load()).lint([source])
    where finding.severity == severity {
      found[finding.place.line, default: []].append(finding.rule.rawValue)
    }
    return (expected, found.mapValues { $0.sorted() })
  }

  @Test(arguments: ["unknown-column", "unknown-table", "unquoted-identifier", "syntax-error"])
  func `what a body names and is not there is told at its place`(rule: String) throws {
    let (expected, found) = try compare(rule, "bad-bodies")
    #expect(found == expected)
  }

  @Test func `variables, records, labels and handlers of a body are no columns`() throws {
    #expect(try compare("unknown-column", "good-bodies").found == [:])
  }

  @Test(arguments: [
    ("not-immutable", "bad"), ("not-immutable", "good"), ("not-allowed-here", "bad"),
    ("not-allowed-here", "good"), ("invalid-regex", "bad"), ("invalid-regex", "good"),
    ("unknown-function", "bad-calls"),
    ("unknown-function", "good-calls"),
  ])
  func `a call is judged by what exists and by where it stands`(rule: String, name: String) throws {
    let (expected, found) = try compare(rule, name)
    #expect(found == expected)
  }

  @Test(arguments: ["bad-blocks", "bad-branches", "good-blocks"])
  func `only a block whose changes cannot be read is not analysed`(name: String) throws {
    let (expected, found) = try compare("not-analysed", name, .note)
    #expect(found == expected)
  }

  @Test func `a mistake that shows only when a function runs is told as a late one`() throws {
    let sql = """
      CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT 1 FROM a); END $$;
      CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $$ SELECT 1 FROM b $$;
      """
    let source = LintSource(path: "a.sql", bytes: Array(sql.utf8))
    let findings = Linter(parser: try Parser.load()).lint([source])
    #expect(findings.map(\.isLate) == [true, false])
    #expect(findings.map(\.rule) == [.unknownTable, .unknownTable])
  }

  @Test func `PostgreSQL does not look into bodies where it is told not to`() throws {
    let sql = """
      SET check_function_bodies = false;
      CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $$ SELECT 1 FROM b $$;
      """
    let source = LintSource(path: "a.sql", bytes: Array(sql.utf8))
    #expect(Linter(parser: try Parser.load()).lint([source]).isEmpty)
  }
}
