import Foundation
import MigrateLint
import Postgres
import PostgresSyntax
import SampleDDL
import TestDatabase
import Testing

@Suite struct OracleTests {
  static let sequences = Int(ProcessInfo.processInfo.environment["LINT_SEQUENCES"] ?? "") ?? 500
  static let firstSeed = UInt64(ProcessInfo.processInfo.environment["LINT_SEED"] ?? "") ?? 1

  @Test func `random DDL is judged as PostgreSQL judges it, statement by statement`() async throws {
    let parser = try Parser.load()
    try await withTestConnection { connection in
      let oracle = Oracle(parser: parser, connection: connection)
      var (statements, refused) = (0, 0)
      var compared = 0
      var disagreements: [String] = []
      var differences: [String] = []
      for seed in Self.firstSeed..<Self.firstSeed + UInt64(Self.sequences) {
        var generator = RandomDDL(seed: seed)
        try await oracle.reset()
        let sequence = generator.sequence(of: 30)
        let (verdicts, catalog) = try await oracle.judge(sequence)
        if Self.sequences == 1 { print(sequence) }
        statements += verdicts.count
        refused += verdicts.count { $0.serverError != nil }
        // What follows a disagreement is its consequence.
        if let first = verdicts.first(where: { !$0.agrees }), !first.isOutsideTheRules {
          disagreements.append("seed \(seed): \(first)")
        }
        // A catalog can only be the same where the same has run.
        guard verdicts.allSatisfy(\.agrees) else { continue }
        if let lines = try await oracle.differences(catalog) {
          compared += 1
          if !lines.isEmpty {
            differences.append("seed \(seed):\n" + lines.joined(separator: "\n"))
          }
        }
      }
      print(
        "\(Self.sequences) sequences, \(statements) statements, \(refused) refused by the server, "
          + "\(disagreements.count) disagreements, \(compared) catalogs compared, "
          + "\(differences.count) differ"
      )
      for one in disagreements.prefix(40) { print(one) }
      for one in differences.prefix(10) { print(one) }
      #expect(disagreements.isEmpty)
      #expect(differences.isEmpty)
      #expect(refused > statements / 10)
      #expect(refused < statements * 9 / 10)
    }
  }
}
