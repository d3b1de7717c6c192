import Postgres
import TestDatabase
import Testing

extension AuditSuite {
  /// Who may do what to the seals: nobody but the owner changes or removes one.
  @Suite struct SealGrantTests {
    enum Role: String, CaseIterable { case app, auditor, sealer, context, backup }

    private func role(_ role: Role, on connection: Connection) async throws {
      switch role {
      case .app: try await connection.execute("SET ROLE heartly_app")
      case .auditor: try await connection.execute("SET ROLE heartly_auditor")
      case .sealer: try await connection.execute("SET ROLE heartly_sealer")
      case .context: try await connection.execute("SET ROLE heartly_context")
      case .backup: try await connection.execute("SET ROLE heartly_backup")
      }
    }

    private func state(_ sql: SQL, on connection: Connection) async -> SQLState? {
      do {
        try await connection.execute(sql)
        return nil
      } catch {
        return error.sqlState
      }
    }

    @Test(arguments: Role.allCases)
    func `a seal is never changed`(name: Role) async throws {
      try await withAuditWorld(batches: 1) { world in
        let session = try await world.database.connect()
        defer { session.close() }
        try await role(name, on: session)
        for table: SQL in ["audit_entry", "audit_checkpoint"] {
          for sql: SQL in [
            "UPDATE \(table) SET created_at = now()", "DELETE FROM \(table)", "TRUNCATE \(table)",
          ] {
            #expect(await state(sql, on: session) == SQLState("42501"), "\(sql.text)")
          }
        }
        for sql: SQL in [
          "DELETE FROM heartly.audit_watermark", "TRUNCATE heartly.audit_watermark",
          "UPDATE user_action_audit_log SET outcome = 'DENIED'", "DELETE FROM data_audit_log",
        ] {
          #expect(await state(sql, on: session) == SQLState("42501"), "\(sql.text)")
        }
        guard name != .sealer else { return }
        let insertion: SQL = """
          INSERT INTO audit_entry ("tenantId", "index", "logName", "entryId", created_at, "leafHash")
          VALUES (gen_random_uuid(), 0, 'data_audit_log', gen_random_uuid(), now(), sha256(''))
          """
        #expect(await state(insertion, on: session) == SQLState("42501"))
      }
    }

    @Test func `the runtime role sees no seal without a context`() async throws {
      try await withAuditWorld(batches: 1) { world in
        let session = try await world.database.connect()
        defer { session.close() }
        try await role(.app, on: session)
        for table: SQL in ["audit_entry", "audit_checkpoint"] {
          let refused = await state("SELECT FROM \(table)", on: session)
          #expect(refused == SQLState("28000"))
        }
      }
    }

    @Test func `the auditor records a reading and nothing else`() async throws {
      try await withAuditWorld(batches: 0) { world in
        let session = try await world.database.connect()
        defer { session.close() }
        try await role(.auditor, on: session)
        let refused = await state(
          """
          SELECT heartly.record_audit_reading(gen_random_uuid(), 'LOGIN', '{}')
          """,
          on: session
        )
        #expect(refused == SQLState("42501"))
        #expect(
          await state("SELECT FROM \"user\"", on: session) == SQLState("42501")
        )
      }
    }
  }
}
