import Postgres
import TestDatabase
import Testing

extension Schema {
  /// Months of the audit logs: made ahead, filled from the default partition, dropped when they may be.
  @Suite(.world) struct RetentionTests {
    @Test func `months are made ahead, and rows that came before them move there`() async throws {
      try await withWorld { connection in
        let rows = try await count(connection)
        let made = try await connection.list("SELECT heartly.make_audit_partitions(2)")
        #expect(made.count == 6)
        #expect(try await connection.list("SELECT heartly.make_audit_partitions(2)") == [])
        #expect(try await count(connection) == rows)
        let left: Int64 = try await connection.query(
          """
          SELECT (SELECT count(*) FROM data_audit_log_default)
            + (SELECT count(*) FROM user_action_audit_log_default)
          """
        ).only().decode(0)
        #expect(left == 0)
        // A month is guarded as its parent is.
        let bare = try await connection.list(
          """
          SELECT relname FROM pg_class WHERE relname ~ '_audit_log_[0-9]'
            AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)
          """
        )
        #expect(bare == [])
        #expect(
          try await refusal {
            try await connection.execute("SELECT heartly.make_audit_partitions(-1)")
          }?.state == SQLState("22023")
        )
      }
    }

    @Test func `a month is dropped when its six years are over, and no sooner`() async throws {
      try await withWorld { connection in
        _ = try await connection.list("SELECT heartly.make_audit_partitions(0)")
        try await old(connection)
        let name: String = try await connection.query(
          "SELECT 'data_audit_log_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')"
        ).only().decode(0)
        #expect(
          try await refusal {
            try await connection.operate(
              "SELECT heartly.drop_audit_partition(\(name)::text::regclass)"
            )
          }?.state == SQLState("23001")
        )
        try await connection.operate(
          "SELECT heartly.drop_audit_partition('data_audit_log_2001_01'::regclass)"
        )
        #expect(
          try await connection.list(
            "SELECT 1::text FROM pg_class WHERE relname = 'data_audit_log_2001_01'"
          )
            == []
        )
        for wrong in ["client", "data_audit_log_default"] {
          let state = try await refusal {
            try await connection.operate(
              "SELECT heartly.drop_audit_partition(\(wrong)::text::regclass)"
            )
          }?.state
          #expect(state == SQLState("22023"))
        }
      }
    }

    @Test func `a legal hold keeps a month that has rows of its tenant`() async throws {
      try await withWorld { connection in
        try await old(connection)
        try await connection.operate(
          "UPDATE legal_hold SET \"heldFrom\" = '2000-01-01Z' WHERE \"tenantId\" = md5('a')::uuid"
        )
        #expect(
          try await refusal {
            try await connection.operate(
              "SELECT heartly.drop_audit_partition('data_audit_log_2001_01'::regclass)"
            )
          }?.state == SQLState("23001")
        )
        try await connection.operate("UPDATE legal_hold SET released_at = now()")
        try await connection.operate(
          "SELECT heartly.drop_audit_partition('data_audit_log_2001_01'::regclass)"
        )
      }
    }

    /// A month of long ago, with a row of the first tenant.
    private func old(_ connection: Connection) async throws {
      try await connection.execute(
        SQLScript(
          text: """
            CREATE TABLE data_audit_log_2001_01 PARTITION OF data_audit_log
              FOR VALUES FROM ('2001-01-01Z') TO ('2001-02-01Z');
            INSERT INTO data_audit_log ("tenantId", "tableName", operation, "rowKey", "newValues", operator,
              "requestId", created_at)
            VALUES (md5('a')::uuid, 'client', 'INSERT', '{}', '{}', 'x', gen_random_uuid(), '2001-01-05Z')
            """
        )
      )
    }

    private func count(_ connection: Connection) async throws -> Int64 {
      try await connection.query(
        "SELECT (SELECT count(*) FROM data_audit_log) + (SELECT count(*) FROM user_action_audit_log)"
      ).only().decode(0)
    }

    private func withWorld(_ body: (Connection) async throws -> Void) async throws {
      try await withTestDatabase(from: try World.current) { database in
        let connection = try await database.connect()
        defer { connection.close() }
        try await body(connection)
      }
    }
  }
}
