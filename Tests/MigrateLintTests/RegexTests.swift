import Postgres
import TestDatabase
import SampleDDL
import Testing

@testable import MigrateLint

@Suite struct RegexTests {
  /// Pieces that are right alone or in company, so that patterns of a few of them are often wrong.
  private static let pieces = [
    "a", "b", "z", "0", "9", "-", "_", " ", ".", "^", "$", "*", "+", "?", "|", "(", ")", "[", "]",
    "[^", "{", "}", ",", "{2}", "{2,}", "{1,3}", "{3,1}", "{256}", "{255}", "{,2}", "{2", "(?:",
    "(?=", "(?!", "(?<=", "(?<!", "(?i)", "(?P<n>", "(?>", "(?#x)", "\\", "\\d", "\\D", "\\w",
    "\\s", "\\1", "\\2", "\\8", "\\12", "\\y", "\\m", "\\A", "\\Z", "\\.", "\\-", "\\]", "\\p",
    "\\q",
    "\\n", "\\t", "\\x41", "\\u0041", "\\u00", "\\cA", "[:alpha:]", "[[:digit:]]", "[[:foo:]]",
    "[a-z]", "[z-a]", "[a-]", "[\\d-]", "[\\w-z]", "[[.-.]]", "[[=a=]]", "[[:<:]]", "***:", "***=",
    "é", "(a)", "(a|b)", "[+--]", "a-z", "\\b", "(?x)", "*?", "+?",
  ]

  @Test func `a pattern is called wrong exactly where PostgreSQL calls it wrong`() async throws {
    var random = Seeded(seed: 7)
    let patterns = (0..<4000).map { _ in
      (0..<Int.random(in: 1...6, using: &random)).map { _ in
        Self.pieces.randomElement(using: &random) ?? ""
      }.joined()
    }
    try await withTestConnection { connection in
      try await connection.execute(
        SQLScript(
          text: """
            CREATE FUNCTION is_pattern(p text) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN PERFORM 'x' ~ p; END $$
            """
        )
      )
      var (wrong, unsure) = (0, 0)
      var disagreements: [String] = []
      for pattern in patterns {
        let quoted = pattern.split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: "''")
        let failure = try await refusal(of: "SELECT is_pattern('\(quoted)')", connection)
        switch RegexSyntax.verdict(on: pattern) {
        case .unsure: unsure += 1
        case .valid:
          if let failure { disagreements.append("\(pattern): \(failure)") }
        case .invalid(let why):
          wrong += 1
          if failure == nil { disagreements.append("\(pattern): runs, not \(why)") }
        }
      }
      print("\(patterns.count) patterns, \(wrong) wrong, \(unsure) not judged")
      for one in disagreements.prefix(40) { print("PATTERN \(one)") }
      #expect(disagreements.isEmpty)
      #expect(wrong > patterns.count / 5)
      #expect(unsure < patterns.count / 5)
    }
  }

  private func refusal(of statement: String, _ connection: Connection) async throws -> String? {
    do {
      try await connection.execute(SQLScript(text: statement))
      return nil
    } catch {
      guard case .server(let failure) = error else { throw error }
      return "\(failure.sqlState) \(failure.message)"
    }
  }
}
