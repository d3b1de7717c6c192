import Foundation
import Postgres
import Subprocess
import TestDatabase
import TestSupport
import Testing

extension AuditSuite {
  /// Questions to the audit logs, which answer for one tenant and are recorded themselves.
  @Suite struct QuestionTests {
    private static let ana = "01900000-0000-7000-8000-00000000000a"
    private static let ben = "01900000-0000-7000-8000-00000000000b"
    private static let client = "01900000-0000-7000-8000-00000000000c"
    private static let house = "01900000-0000-7000-8000-00000000000d"

    private struct Answer: Decodable {
      var action: String
      var outcome: String
      var userId: String?
    }

    private func ask(_ arguments: String..., in world: AuditWorld) async throws -> [Answer] {
      let ended = try await Program(
        arguments: ["audit"] + arguments
          + ["--format", "json", "--database-url", world.database.connectionString]
      ).run()
      try #require(ended.status == .exited(0), "\(ended.error)")
      return try JSONDecoder().decode([Answer].self, from: Data(ended.output.utf8))
    }

    private func act(
      _ action: String,
      by user: String,
      outcome: String = "SUCCESS",
      at time: String = "now()",
      tenant: String = AuditWorld.sunrise,
      in world: AuditWorld
    ) async throws {
      try await world.superuser.execute(
        """
        INSERT INTO user_action_audit_log ("tenantId", "userId", "clientId", "targetFacilityId", action,
          outcome, created_at)
        VALUES (\(tenant)::text::uuid, \(user)::text::uuid, \(Self.client)::text::uuid,
          \(Self.house)::text::uuid, \(action)::text, \(outcome)::text,
          CASE WHEN \(time)::text = 'now()' THEN now() ELSE \(time)::text::timestamptz END)
        """
      )
    }

    @Test func `who saw a client, and what a user did`() async throws {
      try await withAuditWorld(batches: 0) { world in
        try await act("READ", by: Self.ana, in: world)
        try await act("UPDATE", by: Self.ben, in: world)
        try await act("READ", by: Self.ben, tenant: AuditWorld.harbor, in: world)
        let saw = try await ask(
          "who-saw",
          "--tenant",
          AuditWorld.sunrise,
          "--client",
          Self.client,
          in: world
        )
        #expect(saw.map(\.userId) == [Self.ana, Self.ben])
        for shown in [Self.client, Self.house] {
          try await world.superuser.execute(
            """
            INSERT INTO user_action_audit_log ("tenantId", "userId", action, outcome, details)
            VALUES (\(AuditWorld.sunrise)::text::uuid, \(Self.ben)::text::uuid, 'LIST', 'SUCCESS',
              jsonb_build_object('clients', jsonb_build_array(\(shown)::text)))
            """
          )
        }
        let sawInList = try await ask(
          "who-saw",
          "--tenant",
          AuditWorld.sunrise,
          "--client",
          Self.client,
          in: world
        )
        #expect(sawInList.map(\.action) == ["READ", "UPDATE", "LIST"])
        let did = try await ask(
          "did",
          "--tenant",
          AuditWorld.sunrise,
          "--user",
          Self.ben,
          in: world
        )
        #expect(did.map(\.action) == ["UPDATE", "LIST", "LIST"])
        let before = try await ask(
          "did",
          "--tenant",
          AuditWorld.sunrise,
          "--user",
          Self.ben,
          "--to",
          "2020-01-01",
          in: world
        )
        #expect(before.isEmpty)
        // Both readings, and the one that found nothing, are in the log themselves.
        let readings = try await world.superuser.column(
          """
          SELECT details ->> 'question' FROM user_action_audit_log WHERE action = 'READ_AUDIT'
            AND "tenantId" = \(AuditWorld.sunrise)::text::uuid ORDER BY created_at
          """
        )
        #expect(readings == ["who-saw", "who-saw", "did", "did"])
      }
    }

    @Test func `failures`() async throws {
      try await withAuditWorld(batches: 0) { world in
        try await act("READ", by: Self.ana, in: world)
        try await act("READ", by: Self.ben, outcome: "DENIED", in: world)
        let failures = try await ask("failures", "--tenant", AuditWorld.sunrise, in: world)
        #expect(failures.map(\.outcome) == ["DENIED"])
      }
    }

    @Test func `what changed in a record`() async throws {
      try await withAuditWorld(batches: 0) { world in
        try await world.superuser.execute(
          """
          INSERT INTO data_audit_log ("tenantId", "tableName", operation, "rowKey", "oldValues",
            "newValues", "userId", "requestId")
          VALUES (\(AuditWorld.sunrise)::text::uuid, 'client', 'UPDATE',
            jsonb_build_object('id', \(Self.client)::text), '{"phone": "1"}', '{"phone": "2"}',
            \(Self.ana)::text::uuid, gen_random_uuid())
          """
        )
        let ended = try await Program(
          arguments: [
            "audit", "changes", "--tenant", AuditWorld.sunrise, "--table", "client", "--row",
            Self.client, "--database-url", world.database.connectionString,
          ]
        ).run()
        #expect(ended.status == .exited(0), "\(ended.error)")
        #expect(ended.output.contains(#"oldValues={"phone":"1"}  newValues={"phone":"2"}"#))
        #expect(ended.output.hasSuffix("1 row\n"))
      }
    }

    /// As the log alone tells it: who is assigned, who was at that time, who is an owner, who broke
    /// the glass.
    @Test func `accesses outside of an assignment`() async throws {
      try await withAuditWorld(batches: 0) { world in
        try await act("READ", by: Self.ana, at: "2026-01-10", in: world)
        try await act("READ", by: Self.ana, at: "2026-01-20", in: world)
        try await act("BREAK_GLASS", by: Self.ana, at: "2026-01-11", in: world)
        try await act("READ", by: Self.ben, outcome: "DENIED", at: "2026-01-12", in: world)
        try await world.superuser.execute(
          """
          INSERT INTO data_audit_log ("tenantId", "tableName", operation, "rowKey", "oldValues",
            "userId", "requestId", created_at)
          VALUES (\(AuditWorld.sunrise)::text::uuid, 'facility_staff', 'DELETE',
            jsonb_build_object('facilityId', \(Self.house)::text, 'userId', \(Self.ana)::text),
            '{"assigned_at": "2026-01-01T00:00:00+00:00"}', \(Self.ben)::text::uuid,
            gen_random_uuid(), '2026-01-15')
          """
        )
        let outside = try await ask("outside-assignment", "--tenant", AuditWorld.sunrise, in: world)
        #expect(outside.map(\.action) == ["BREAK_GLASS", "READ"])
      }
    }
  }
}
