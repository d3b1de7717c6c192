import Postgres
import Testing

extension Schema {
  @Suite struct IndexRedundancyTests {
    /// Pairs of indexes of one table where the keys of the first are how those of the second begin:
    /// the same columns or expressions, operator classes, collations and directions. A unique index
    /// is none: it also refuses. Conditions (WHERE) are not compared.
    static let prefixes: SQL = """
      WITH keys AS (
        SELECT i.indexrelid, i.indrelid, i.indisunique, i.indnkeyatts,
          (SELECT array_agg(concat_ws(' ', pg_get_indexdef(i.indexrelid, n, true),
                              i.indclass[n - 1], i.indcollation[n - 1], i.indoption[n - 1])
                            ORDER BY n)
           FROM generate_series(1, i.indnkeyatts) AS n) AS parts
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = 'public'::regnamespace
      )
      SELECT format('%s in %s', a.indexrelid::regclass, b.indexrelid::regclass)
      FROM keys a JOIN keys b ON b.indrelid = a.indrelid AND b.indexrelid <> a.indexrelid
      WHERE NOT a.indisunique AND b.parts[1:a.indnkeyatts] = a.parts
      ORDER BY 1
      """

    @Test func `no index begins as another does, but for one with another condition`() async throws
    {
      try await withSharedSchema { connection in
        // The first is whole, for the foreign key: whoever deletes a facility must find its deleted
        // clients too, whom the second, the list of live clients by name, does not hold.
        let exception = #""IDX_client_facility" in "IDX_client_facility_name""#
        #expect(try await connection.list(Self.prefixes) == [exception])
        let whole = try await connection.list(
          """
          SELECT indexrelid::regclass::text FROM pg_index
          WHERE indpred IS NULL AND indexrelid IN ('"IDX_client_facility"'::regclass,
                                                   '"IDX_client_facility_name"'::regclass)
          """
        )
        #expect(whole == [#""IDX_client_facility""#])
      }
    }

    static let redundant: [SQL] = [
      #"CREATE INDEX more ON "user" ("tenantId", role)"#,
      #"CREATE INDEX more ON client ("tenantId", uci) WHERE deleted_at IS NULL"#,
      #"CREATE INDEX more ON facility ("tenantId")"#,
      #"CREATE INDEX more ON client ("tenantId", "facilityId") INCLUDE (uci)"#,
      #"CREATE INDEX more ON "user" ("tenantId", (lower(email COLLATE "und-x-icu")) COLLATE "C")"#,
      #"CREATE INDEX more ON user_action_audit_log_default ("tenantId", "userId", created_at)"#,
    ]

    @Test(arguments: redundant)
    func `a redundant index is found`(index: SQL) async throws {
      try await withSchema { connection in
        try await connection.execute(index)
        let found = try await connection.list(Self.prefixes)
        #expect(found.contains { $0.hasPrefix("more in ") }, "\(found)")
      }
    }

    static let justified: [SQL] = [
      #"CREATE INDEX more ON client ("facilityId", "tenantId")"#,
      #"CREATE INDEX more ON client ("tenantId", uci text_pattern_ops)"#,
      #"CREATE INDEX more ON client ("tenantId", "searchName" COLLATE "und-x-icu")"#,
      #"CREATE INDEX more ON "user" ("tenantId", role DESC)"#,
    ]

    @Test(arguments: justified)
    func `an index of another order, collation or operator class is none`(
      index: SQL
    ) async throws {
      try await withSchema { connection in
        try await connection.execute(index)
        let found = try await connection.list(Self.prefixes)
        #expect(!found.contains { $0.hasPrefix("more in ") }, "\(found)")
      }
    }
  }
}
