import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

extension AuditSuite {
  @Suite struct ExportTests {
    private func export(_ arguments: String..., from world: AuditWorld) async throws
      -> Program.Ended
    {
      try await Program(
        arguments: ["audit", "export", "--tenant", AuditWorld.sunrise] + arguments
          + ["--database-url", world.database.connectionString]
      ).run()
    }

    @Test func `a part of the log is verified with the rest by its hashes`() async throws {
      try await withAuditWorld(batches: 3) { world in
        let middle = try await world.superuser.value(
          """
          SELECT to_json(created_at) #>> '{}' FROM audit_entry
          WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "index" = 20
          """,
          as: String.self
        )
        for withWitness in [true, false] {
          let late = try await world.verdict(
            of: AuditWorld.sunrise,
            withWitness: withWitness,
            "--from",
            middle
          )
          #expect(late.holds, "\(late.finding?.reason ?? "")")
          #expect((late.entries, late.omitted) == (25, 20))
          let early = try await world.verdict(
            of: AuditWorld.sunrise,
            withWitness: withWitness,
            "--to",
            middle
          )
          #expect(early.holds, "\(early.finding?.reason ?? "")")
          #expect((early.entries, early.omitted) == (20, 25))
        }
      }
    }

    @Test func `a month that is dropped leaves a log that holds, and says what is archived`()
      async throws
    {
      try await withAuditWorld(batches: 0) { world in
        try await world.superuser.execute(
          """
          INSERT INTO user_action_audit_log ("tenantId", action, outcome, created_at)
          SELECT \(AuditWorld.sunrise)::text::uuid, 'READ', 'SUCCESS', '2015-03-04'
          FROM generate_series(1, 10)
          """
        )
        try await world.seal()
        try await world.write(10)
        try await world.seal()
        try await world.superuser.execute(
          "DELETE FROM user_action_audit_log WHERE created_at < '2015-04-01'"
        )
        let verdict = try await world.verdict(of: AuditWorld.sunrise)
        #expect(verdict.holds, "\(verdict.finding?.reason ?? "")")
        #expect((verdict.entries, verdict.archived) == (15, 10))
        let exported = try await export(from: world)
        let archived = exported.output.components(separatedBy: #""archived":true"#).count - 1
        #expect(archived == 10)
        // From the export alone nobody can know that the rows were old: they were sealed just now.
        let alone = try await world.verdict(of: AuditWorld.sunrise, withWitness: false)
        #expect(alone.finding?.kind == "removed")
      }
    }

    /// Attack F 55.
    @Test func `CSV is free of formulas, line breaks and commands to a terminal`() async throws {
      try await withAuditWorld(batches: 0) { world in
        for agent in [
          "=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "a\r\nb", "\u{1B}[31mred",
          "say \"hi\", you",
        ] {
          try await world.superuser.execute(
            """
            INSERT INTO user_action_audit_log ("tenantId", action, outcome, "userAgent")
            VALUES (\(AuditWorld.sunrise)::text::uuid, 'READ', 'SUCCESS', \(agent)::text)
            """
          )
        }
        try await world.seal()
        let exported = try await export("--format", "csv", from: world)
        #expect(exported.status == .exited(0), "\(exported.error)")
        let lines = exported.output.components(separatedBy: "\r\n")
        // A head, a line for each row, one for the reading of the log, and what follows the last.
        #expect(lines.count == 11)
        #expect(!exported.output.contains("\u{1B}"))
        for cell in [
          "'=cmd|' /C calc'!A0", "'+1", "'-1", "'@x", "\"'\\tx\"", "\"a\\r\\nb\"",
          "\"\\u{1b}[31mred\"",
          "\"say \"\"hi\"\", you\"",
        ] {
          #expect(lines.contains { $0.hasSuffix("\(cell),sealed") }, "\(cell)")
        }
      }
    }

    @Test func `an entry and the growth of a log are proven, and a changed proof is not`()
      async throws
    {
      try await withAuditWorld(batches: 3) { world in
        let file = world.root.appending("export.jsonl").string
        _ = try await export("--output", file, from: world)
        let row = try await world.row(20, of: AuditWorld.sunrise)
        for (arguments, size) in [
          (["inclusion", file, "--row", row], 30), (["consistency", file, "--from", "15"], 45),
        ] {
          let proven = try await Program(
            arguments: ["audit", "prove"] + arguments + ["--key", world.keyFile + ".pub"]
          ).run()
          #expect(proven.status == .exited(0), "\(proven.error)")
          let path = world.root.appending("proof.json").string
          try proven.output.write(toFile: path, atomically: true, encoding: .utf8)
          let check = Program(arguments: [
            "audit", "prove", "check", path, "--key", world.keyFile + ".pub",
          ])
          let checked = try await check.run()
          #expect(checked.status == .exited(0), "\(checked.error)")
          #expect(checked.output.contains("of \(size) entries"))
          var proof = try #require(
            JSONSerialization.jsonObject(with: Data(proven.output.utf8)) as? [String: Any]
          )
          let hashes = try #require(proof["path"] as? [String])
          proof["path"] = hashes.map { String($0.reversed()) }
          try JSONSerialization.data(withJSONObject: proof).write(to: URL(filePath: path))
          let changed = try await check.run()
          #expect(changed.status == .exited(1))
        }
      }
    }

    @Test func `what goes wrong is said`() async throws {
      try await withAuditWorld(batches: 1) { world in
        let again = try await Program(arguments: ["audit", "keygen", "--output", world.keyFile])
          .run()
        #expect(again.status == .exited(1))
        #expect(again.error.contains("exists already"))
        let noKey = try await Program(
          arguments: [
            "audit", "seal", "--key", "/nowhere", "--database-url", world.database.connectionString,
          ]
        ).run()
        #expect(noKey.status == .exited(1))
        #expect(noKey.error.contains("heartly audit keygen"))
        let noTenant = try await Program(arguments: ["audit", "export", "--tenant", "sunrise"])
          .run()
        #expect(noTenant.status == .exited(2))
        let other = try await Program(
          arguments: ["audit", "verify", "/nowhere", "--key", world.keyFile + ".pub"]
        ).run()
        #expect(other.status == .exited(1))
        let name = try await Program(
          arguments: ["audit", "keygen", "--name", "a b", "--output", world.keyFile + "2"]
        ).run()
        #expect(name.status == .exited(2))
        try await withTestDatabase { empty in
          let ended = try await world.audit("seal", on: empty).run()
          #expect(ended.status == .exited(1))
          #expect(ended.error.contains("heartly migrate up"))
        }
      }
    }
  }
}
