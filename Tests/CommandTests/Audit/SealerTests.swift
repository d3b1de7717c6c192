import Foundation
import Postgres
import PostgresCluster
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

extension AuditSuite {
  /// No row is lost and none is sealed twice, whatever happens to the sealer.
  @Suite struct SealerTests {
    private func expectWhole(_ world: AuditWorld) async throws {
      #expect(try await world.unsealed() == 0)
      let twice = try await world.superuser.value(
        """
        SELECT count(*) FROM (SELECT FROM audit_entry GROUP BY "tenantId", "logName", "entryId"
          HAVING count(*) > 1) twice
        """,
        as: Int64.self
      )
      #expect(twice == 0)
      for tenant in [AuditWorld.sunrise, AuditWorld.harbor] {
        let verdict = try await world.verdict(of: tenant)
        #expect(verdict.holds, "\(verdict.finding?.reason ?? "")")
      }
    }

    /// Writes rows in transactions that overlap, some of which are rolled back.
    private static func writers(_ count: Int, transactions: Int, in database: TestDatabase)
      async throws
    {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<count {
          group.addTask {
            let connection = try await database.connect()
            defer { connection.close() }
            for number in 0..<transactions {
              let tenant = (writer + number) % 2 == 0 ? AuditWorld.sunrise : AuditWorld.harbor
              try await connection.execute("BEGIN")
              try await connection.execute(
                """
                INSERT INTO user_action_audit_log ("tenantId", action, outcome)
                SELECT \(tenant)::text::uuid, 'READ', 'SUCCESS' FROM generate_series(1, 3)
                """
              )
              try await connection.execute("SELECT pg_sleep(random() * 0.02)")
              try await connection.execute(number % 7 == 6 ? "ROLLBACK" : "COMMIT")
            }
          }
        }
        try await group.waitForAll()
      }
    }

    @Test func `two tenants under concurrent writers`() async throws {
      try await withAuditWorld(batches: 0) { world in
        let ended = try await world.audit("seal", "--every", "20ms").run { signal in
          try await Self.writers(6, transactions: 40, in: world.database)
          try signal(.terminate)
        }
        #expect(ended.status == .exited(0), "\(ended.error)")
        try await world.seal()
        let rows = try await world.superuser.value(
          "SELECT count(*) FROM audit_entry",
          as: Int64.self
        )
        #expect(rows == 6 * 35 * 3)
        let checkpoints = try await world.superuser.value(
          "SELECT count(*) FROM audit_checkpoint",
          as: Int64.self
        )
        #expect(checkpoints > 2)
        try await expectWhole(world)
      }
    }

    @Test func `two sealers wait for each other`() async throws {
      try await withAuditWorld(batches: 1) { world in
        let first = try await world.audit("seal", "--every", "20ms").run { signal in
          try await wait(for: "the first sealer to hold its lock") {
            try await world.superuser.value(
              "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
              as: Int64.self
            ) == 1
          }
          let second = try await world.audit("seal", "--sealer-timeout", "0").run()
          #expect(second.status == .exited(3))
          try signal(.terminate)
        }
        #expect(first.status == .exited(0), "\(first.error)")
      }
    }

    @Test func `a sealer is killed again and again`() async throws {
      try await withAuditWorld(batches: 0) { world in
        let database = world.database
        async let written: Void = Self.writers(2, transactions: 100, in: database)
        for round in 0..<8 {
          let ended = try await world.audit("seal", "--every", "1ms").run { signal in
            try await Task.sleep(for: .milliseconds(150 + 37 * round))
            try signal(.kill)
          }
          #expect(ended.status == .signaled(9), "\(ended.error)")
        }
        try await written
        try await world.seal()
        try await expectWhole(world)
      }
    }

    @Test func `a sealer that dies after its commit leaves its files to the next one`() async throws
    {
      try await withAuditWorld(batches: 1) { world in
        let log = "\(world.witness)/\(AuditWorld.sunrise)"
        let before = try String(contentsOfFile: log + "/checkpoint", encoding: .utf8)
        try await world.write(10, from: 10)
        // Nothing can be renamed over a directory.
        try FileManager.default.createDirectory(
          atPath: log + "/state.new",
          withIntermediateDirectories: false
        )
        try await wait(for: "rows that no transaction holds up") {
          let ended = try await world.audit("seal").run()
          return ended.status == .exited(1)
        }
        try FileManager.default.removeItem(atPath: log + "/state.new")
        try await world.seal()
        let after = try String(contentsOfFile: log + "/checkpoint", encoding: .utf8)
        #expect(after != before)
        try await expectWhole(world)
      }
    }

    @Test func `what is kept outside is made anew where it is lost`() async throws {
      try await withAuditWorld(batches: 2) { world in
        try FileManager.default.removeItem(atPath: world.witness)
        try await world.seal()
        try await expectWhole(world)
      }
    }

    @Test func `in another cluster, transactions are counted anew`() async throws {
      try await withAuditWorld(batches: 1) { world in
        // As a restore leaves it: another cluster's watermark, and rows of transactions to come.
        try await world.superuser.execute(
          "UPDATE heartly.audit_watermark SET \"systemIdentifier\" = 1, \"transactionId\" = '99999999999'"
        )
        try await world.superuser.execute(
          """
          INSERT INTO user_action_audit_log ("tenantId", action, outcome, "transactionId")
          VALUES (\(AuditWorld.sunrise)::text::uuid, 'READ', 'SUCCESS', '99999999998'),
            (\(AuditWorld.sunrise)::text::uuid, 'READ', 'SUCCESS', NULL)
          """
        )
        try await world.seal()
        try await world.write(5, from: 10)
        try await world.seal()
        try await expectWhole(world)
        // The same cluster, whose counter was set back.
        try await world.superuser.execute(
          "UPDATE heartly.audit_watermark SET \"transactionId\" = '99999999999'"
        )
        try await world.write(5, from: 15)
        try await world.seal()
        try await expectWhole(world)
      }
    }

    @Test func `an old backup is restored`() async throws {
      try await withAuditWorld(batches: 2) { world in
        let dump = world.root.appending("dump").string
        try await run(
          "pg_dump",
          ["--format=custom", "--file", dump, world.database.connectionString]
        )
        try await world.write(10, from: 20)
        try await world.seal()
        try await withTestDatabase { restored in
          try await run("pg_restore", ["--dbname", restored.connectionString, dump])
          let verdict = try await world.verdict(of: AuditWorld.sunrise, on: restored)
          #expect(verdict.finding?.kind == "old-backup")
          #expect(verdict.finding?.index == 30)
          let alone = try await world.verdict(
            of: AuditWorld.sunrise,
            on: restored,
            withWitness: false
          )
          #expect(alone.holds)
          let sealed = try await world.audit("seal", on: restored).run()
          #expect(sealed.status == .exited(1))
          #expect(sealed.error.contains("an old backup was restored"))
        }
      }
    }

    private func run(_ program: String, _ arguments: [String]) async throws {
      let binaries = try await ServerBinaries.find(majorVersion: nil)
      let ended = try await Subprocess.run(
        .path(binaries.directory.appending(program)),
        arguments: Arguments(arguments),
        output: .discarded,
        error: .string(limit: 1 << 20)
      )
      #expect(ended.terminationStatus.isSuccess, "\(ended.standardError)")
    }
  }
}
