import Foundation
import MigrateLint
import Postgres
import PostgresSyntax
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
      var disagreements: [String] = []
      for seed in Self.firstSeed..<Self.firstSeed + UInt64(Self.sequences) {
        var generator = RandomDDL(seed: seed)
        try await oracle.reset()
        let sequence = generator.sequence(of: 20)
        let (verdicts, _) = try await oracle.judge(sequence)
        if Self.sequences == 1 { print(sequence) }
        statements += verdicts.count
        refused += verdicts.count { $0.serverError != nil }
        // What follows a disagreement is its consequence.
        if let first = verdicts.first(where: { !$0.agrees }), !first.isOutsideTheRules {
          disagreements.append("seed \(seed): \(first)")
        }
      }
      print(
        "\(Self.sequences) sequences, \(statements) statements, \(refused) refused by the server, "
          + "\(disagreements.count) disagreements"
      )
      for one in disagreements.prefix(40) { print(one) }
      #expect(disagreements.isEmpty)
      #expect(refused > statements / 10)
      #expect(refused < statements * 9 / 10)
    }
  }
}
