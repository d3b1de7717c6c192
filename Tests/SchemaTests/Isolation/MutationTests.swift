import Postgres
import TestDatabase
import Testing

@testable import heartly

extension Schema {
  /// Whatever guard is taken away, something above must notice: an attack, a column's rule, or a claim
  /// of the proof.
  @Suite(.world) struct MutationTests {
    @Test func `no guard can be taken away unnoticed`() async throws {
      try await withTestDatabase(from: try World.current) { database in
        let connection = try await database.connect()
        defer { connection.close() }
        try await connection.execute("SELECT heartly.restrict_public()")
        let mutations = try await Mutation.all(in: connection)
        #expect(mutations.count > 400)
        try await connection.execute("BEGIN")
        let first = try await notice(on: connection)
        #expect(first == nil, "without a mutation")
        var survivors: [String] = []
        for mutation in mutations {
          try await connection.execute("SAVEPOINT mutation")
          try await connection.execute(SQLScript(text: mutation.sql))
          if try await notice(on: connection) == nil { survivors.append(mutation.name) }
          try await connection.execute("ROLLBACK TO SAVEPOINT mutation")
        }
        #expect(survivors == [])
        try await connection.execute("ROLLBACK")
      }
    }

    /// What notices first; nil where all is as it should be. The cheap ones are asked first.
    private func notice(on connection: Connection) async throws -> String? {
      for check in IsolationCheck.all {
        let rows = try await connection.query(check.violations)
        if !rows.isEmpty { return check.claim }
      }
      for probe in Matrix.probes + Attacks.all(on: .guarded) where !probe.needsOwnSession {
        let outcome = try await probe.attempt(on: connection)
        if outcome != probe.outcome { return probe.name }
      }
      try await connection.execute("SAVEPOINT rules")
      try await connection.beginOperation()
      let broken = try await brokenRule(on: connection)
      try await connection.execute("ROLLBACK TO SAVEPOINT rules")
      return broken
    }

    private func brokenRule(on connection: Connection) async throws -> String? {
      for rule in ColumnRule.all {
        guard let value = rule.refuses.first(where: { $0 != nil }) else { continue }
        let refusal = try await connection.refusal(of: rule.row(with: value), in: rule.table)
        if refusal != rule.refusal(of: value) { return "the rule of \(rule.testDescription)" }
      }
      return nil
    }
  }
}
