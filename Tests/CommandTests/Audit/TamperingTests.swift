import Foundation
import Postgres
import Subprocess
import TestDatabase
import TestSupport
import Testing
import TransparencyLog

extension AuditSuite {
  /// What a superuser may do to an audit log (attack F 51), and how it shows. A row of every other
  /// number is in data_audit_log as well; a batch of ten numbers is 15 entries.
  @Suite struct TamperingTests {
    private func expect(
      _ kind: String,
      at index: Int?,
      row: String? = nil,
      of tenant: String = AuditWorld.sunrise,
      in world: AuditWorld,
      withWitness: Bool,
      _ location: SourceLocation = #_sourceLocation
    ) async throws {
      let verdict = try await world.verdict(of: tenant, withWitness: withWitness)
      let finding = verdict.finding
      #expect(finding?.kind == kind, "\(finding?.reason ?? "")", sourceLocation: location)
      #expect(finding?.index == index, "\(finding?.reason ?? "")", sourceLocation: location)
      if let row { #expect(finding?.row == row, sourceLocation: location) }
      // The other tenant's log is none the worse.
      let other = try await world.verdict(of: AuditWorld.harbor, withWitness: withWitness)
      #expect(other.holds, sourceLocation: location)
    }

    private func change(_ sql: SQL, in world: AuditWorld) async throws {
      let changed = try await world.superuser.query(sql).affectedRows
      #expect(changed > 0, "the tampering itself changed nothing")
    }

    @Test func `nobody touched anything`() async throws {
      try await withAuditWorld { world in
        for tenant in [AuditWorld.sunrise, AuditWorld.harbor] {
          for withWitness in [true, false] {
            let verdict = try await world.verdict(of: tenant, withWitness: withWitness)
            #expect(verdict.holds, "\(verdict.finding?.reason ?? "")")
            #expect(verdict.entries == 45)
          }
        }
      }
    }

    @Test func `a row is edited`() async throws {
      try await withAuditWorld { world in
        let row = try await world.row(20, of: AuditWorld.sunrise)
        for table: SQL in ["user_action_audit_log", "data_audit_log"] {
          try await world.superuser.execute(
            "UPDATE \(table) SET \"ipAddress\" = '10.0.0.1' WHERE id = \(row)::text::uuid"
          )
        }
        for withWitness in [true, false] {
          try await expect("edited", at: 20, row: row, in: world, withWitness: withWitness)
        }
      }
    }

    @Test func `a number is edited where a double does not tell it apart`() async throws {
      try await withAuditWorld { world in
        let row = try await world.superuser.value(
          """
          UPDATE data_audit_log SET "newValues" = '{"price": 12345678901234567890.6}'
          WHERE id = (SELECT "entryId" FROM audit_entry WHERE "logName" = 'data_audit_log'
            AND "tenantId" = \(AuditWorld.sunrise)::text::uuid ORDER BY "index" LIMIT 1)
          RETURNING id::text
          """,
          as: String.self
        )
        let finding = try await world.verdict(of: AuditWorld.sunrise).finding
        #expect(finding?.kind == "edited")
        #expect(finding?.row == row)
      }
    }

    @Test func `a row is deleted from the middle, then its hash too, then the gap closed`()
      async throws
    {
      try await withAuditWorld { world in
        let row = try await world.row(17, of: AuditWorld.sunrise)
        for table: SQL in ["user_action_audit_log", "data_audit_log"] {
          try await world.superuser.execute(
            "DELETE FROM \(table) WHERE id = \(row)::text::uuid"
          )
        }
        for withWitness in [true, false] {
          try await expect("removed", at: 17, row: row, in: world, withWitness: withWitness)
        }
        try await change(
          "DELETE FROM audit_entry WHERE \"entryId\" = \(row)::text::uuid",
          in: world
        )
        try await expect("removed", at: 17, row: row, in: world, withWitness: true)
        try await expect("removed", at: 17, in: world, withWitness: false)
        for index in 18..<45 {
          try await change(
            """
            UPDATE audit_entry SET "index" = "index" - 1
            WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "index" = \(Int64(index))
            """,
            in: world
          )
        }
        try await expect("removed", at: 17, row: row, in: world, withWitness: true)
        try await expect("re-hashed", at: 15, in: world, withWitness: false)
      }
    }

    @Test func `the tail is deleted: rows, hashes, and all that tells of it`() async throws {
      try await withAuditWorld { world in
        let row = try await world.row(40, of: AuditWorld.sunrise)
        for table: SQL in ["user_action_audit_log", "data_audit_log"] {
          try await world.superuser.execute(
            """
            DELETE FROM \(table) WHERE id IN (SELECT "entryId" FROM audit_entry
              WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "index" >= 40)
            """
          )
        }
        for withWitness in [true, false] {
          try await expect("tail-cut", at: 40, row: row, in: world, withWitness: withWitness)
        }
        try await change(
          """
          DELETE FROM audit_entry WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "index" >= 40
          """,
          in: world
        )
        try await expect("tail-cut", at: 40, row: row, in: world, withWitness: true)
        try await expect("tail-cut", at: 40, in: world, withWitness: false)
        // Down to where an older checkpoint ends, which is what an old backup looks like.
        for table: SQL in ["user_action_audit_log", "data_audit_log"] {
          try await world.superuser.execute(
            """
            DELETE FROM \(table) WHERE id IN (SELECT "entryId" FROM audit_entry
              WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "index" >= 30)
            """
          )
        }
        try await change(
          """
          DELETE FROM audit_entry WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "index" >= 30
          """,
          in: world
        )
        try await change(
          """
          DELETE FROM audit_checkpoint WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "treeSize" > 30
          """,
          in: world
        )
        try await expect("old-backup", at: 30, in: world, withWitness: true)
        let sealed = try await world.audit("seal").run()
        #expect(sealed.status == .exited(1))
        #expect(sealed.error.contains("has 30 sealed entries in the database, and 45 were signed"))
      }
    }

    @Test func `two entries change places`() async throws {
      try await withAuditWorld { world in
        let row = try await world.row(35, of: AuditWorld.sunrise)
        for (from, to) in [(32, 1000), (35, 32), (1000, 35)] {
          try await change(
            """
            UPDATE audit_entry SET "index" = \(Int64(to))
            WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "index" = \(Int64(from))
            """,
            in: world
          )
        }
        for withWitness in [true, false] {
          try await expect("reordered", at: 32, row: row, in: world, withWitness: withWitness)
        }
      }
    }

    @Test func `a row is dated back`() async throws {
      try await withAuditWorld { world in
        let row = try await world.row(20, of: AuditWorld.sunrise)
        for table: SQL in ["user_action_audit_log", "data_audit_log"] {
          try await world.superuser.execute(
            "UPDATE \(table) SET created_at = created_at - interval '3 days' WHERE id = \(row)::text::uuid"
          )
        }
        for withWitness in [true, false] {
          try await expect("back-dated", at: 20, row: row, in: world, withWitness: withWitness)
        }
      }
    }

    @Test func `a row is made today with yesterday's date`() async throws {
      try await withAuditWorld { world in
        try await world.superuser.execute(
          """
          INSERT INTO user_action_audit_log ("tenantId", action, outcome, created_at)
          VALUES (\(AuditWorld.sunrise)::text::uuid, 'READ', 'SUCCESS', now() - interval '1 day')
          """
        )
        try await world.seal()
        // The reading of the log before this is entry 45 at most.
        let finding = try await world.verdict(of: AuditWorld.sunrise).finding
        #expect(finding?.kind == "back-dated")
        // So is one that was given the number of an old transaction, which no sealer looks at
        // again.
        try await world.superuser.execute(
          """
          INSERT INTO user_action_audit_log ("tenantId", action, outcome, created_at, "transactionId")
          VALUES (\(AuditWorld.harbor)::text::uuid, 'READ', 'SUCCESS', now() - interval '1 day', '3')
          """
        )
        let hidden = try await world.verdict(of: AuditWorld.harbor).finding
        #expect(hidden?.kind == "back-dated")
      }
    }

    @Test func `an entry is changed with its hash, then every hash and every checkpoint`()
      async throws
    {
      try await withAuditWorld { world in
        let row = try await world.row(20, of: AuditWorld.sunrise)
        for table: SQL in ["user_action_audit_log", "data_audit_log"] {
          try await world.superuser.execute(
            "UPDATE \(table) SET \"ipAddress\" = '10.0.0.1' WHERE id = \(row)::text::uuid"
          )
        }
        let tree = try await rehash(world)
        try await expect("re-hashed", at: 20, row: row, in: world, withWitness: true)
        try await expect("re-hashed", at: 15, in: world, withWitness: false)
        try await forgeCheckpoints(world, tree)
        try await expect("re-hashed", at: 20, row: row, in: world, withWitness: true)
        try await expect("unsigned", at: 0, in: world, withWitness: false)
        let sealed = try await world.audit("seal").run()
        #expect(sealed.status == .exited(1))
        #expect(sealed.error.contains("nothing was signed"))
      }
    }

    /// Makes all hashes of a log anew from its rows.
    private func rehash(_ world: AuditWorld) async throws -> MerkleTree {
      let session = try await world.database.connect()
      defer { session.close() }
      try await session.execute("SET timezone = 'UTC'")
      let rows = try await session.query(
        """
        SELECT e."index", COALESCE(row_to_json(u), row_to_json(d))::text FROM audit_entry e
        LEFT JOIN user_action_audit_log u ON u."tenantId" = e."tenantId" AND u.id = e."entryId"
        LEFT JOIN data_audit_log d ON d."tenantId" = e."tenantId" AND d.id = e."entryId"
        WHERE e."tenantId" = \(AuditWorld.sunrise)::text::uuid ORDER BY e."index"
        """
      )
      var tree = MerkleTree()
      for row in rows {
        let (index, json) = try row.decode(as: Int64.self, String.self)
        let hash = MerkleHash(leaf: try CanonicalJSON.entry(of: Array(json.utf8)))
        tree.append(hash)
        try await session.execute(
          """
          UPDATE audit_entry SET "leafHash" = \(Data(hash.bytes))
          WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "index" = \(index)
          """
        )
      }
      return tree
    }

    /// Signs the log anew with a key of the attacker's own.
    private func forgeCheckpoints(_ world: AuditWorld, _ tree: MerkleTree) async throws {
      let origin = "example.org/audit/\(AuditWorld.sunrise)"
      let key = try NoteSigningKey(name: origin)
      for size: UInt64 in [15, 30, 45] {
        let root = try #require(tree.root(size: size))
        var checkpoint = Checkpoint(origin: origin, size: size, root: root)
        checkpoint.time = Timestamp(secondsSince1970: 1_795_000_000)
        try await world.superuser.execute(
          """
          UPDATE audit_checkpoint SET "rootHash" = \(Data(root.bytes)),
            note = \(try checkpoint.signed(by: key).description)
          WHERE "tenantId" = \(AuditWorld.sunrise)::text::uuid AND "treeSize" = \(Int64(size))
          """
        )
      }
    }
  }
}
