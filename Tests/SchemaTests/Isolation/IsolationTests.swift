import Foundation
import Postgres
import SystemPackage
import TestDatabase
import Testing

@testable import heartly

extension Schema {
  /// The attacks, on raw sessions of the runtime role and of those beside it.
  @Suite(.world) struct IsolationTests {
    @Test(arguments: ContextForm.allCases)
    func `every cell of the matrix of roles and rights`(form: ContextForm) async throws {
      try await form.withWorld { try await expect(Matrix.probes, in: $0) }
    }

    @Test(arguments: ContextForm.allCases)
    func `every attack is answered as it must be`(form: ContextForm) async throws {
      try await form.withWorld { try await expect(Attacks.all(on: form), in: $0) }
    }

    @Test(arguments: ContextForm.allCases)
    func `the database proves its isolation`(form: ContextForm) async throws {
      try await form.withWorld { database in
        let connection = try await database.connect()
        defer { connection.close() }
        let proof = try await IsolationProof.take(of: connection)
        #expect(proof.findings.count > 20)
        for finding in proof.findings { #expect(finding.violations == [], "\(finding.claim)") }
      }
    }

    /// What people and the runtime role try is tried in a session of the runtime role; the rest in a
    /// superuser's.
    private func expect(_ probes: [Probe], in database: TestDatabase) async throws {
      let isOfApp = { (probe: Probe) in
        if case .person = probe.actor { return true }
        return probe.actor == .role("heartly_app")
      }
      let app = try await database.connect(as: "heartly_app")
      try await expect(probes.filter(isOfApp), on: app)
      app.close()
      let superuser = try await database.connect()
      try await expect(probes.filter { !isOfApp($0) }, on: superuser)
      superuser.close()
    }

    private func expect(_ probes: [Probe], on connection: Connection) async throws {
      try await connection.execute("BEGIN")
      for probe in probes {
        let outcome = try await probe.attempt(on: connection)
        #expect(outcome == probe.outcome, "\(probe.name): \(World.sql(probe.sql))")
      }
      try await connection.execute("ROLLBACK")
    }
  }
}

extension World {
  @TaskLocal fileprivate static var loaded: TestDatabase?

  /// The database of the suite that runs, which nobody changes.
  static var current: TestDatabase {
    get throws { try #require(loaded, "the suite is not marked with .world") }
  }

  struct Scope: SuiteTrait, TestScoping {
    @concurrent func provideScope(
      for test: Test,
      testCase: Test.Case?,
      performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
      try await withTestDatabase(from: try Schema.template) { database in
        let connection = try await database.connect()
        // What a clone does not take with it.
        try await connection.execute("SELECT heartly.restrict_public()")
        try await World.found(in: connection)
        connection.close()
        try await World.$loaded.withValue(database) { try await function() }
      }
    }
  }
}

extension Trait where Self == World.Scope {
  /// A database that holds two organisations.
  static var world: World.Scope { World.Scope() }
}
