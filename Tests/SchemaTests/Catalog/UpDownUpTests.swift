import LiveCatalog
import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

extension Schema {
  @Suite struct UpDownUpTests {
    @Test func `up, down and up again end in the same catalog`() async throws {
      try await withTestConnection { connection in
        let empty = try await CatalogSnapshot(of: connection)

        let outcome = try await migrator.apply(to: connection)
        #expect(outcome.steps.count == Checkout.migrationCount)
        let first = try await CatalogSnapshot(of: connection)

        try await migrator.apply(.down(leaving: .zero), to: connection)
        let bare = try await CatalogSnapshot(of: connection)
        #expect(bare.outside(schema: engineSchema).changes(since: empty) == [])

        try await migrator.apply(to: connection)
        #expect(try await CatalogSnapshot(of: connection).changes(since: first) == [])
      }
    }

    @Test(arguments: 1...Checkout.migrationCount)
    func `each down restores the catalog before its up`(count: Int) async throws {
      try await withTestConnection { connection in
        if count > 1 { try await migrator.apply(.upSteps(count - 1), to: connection) }
        let before = try await CatalogSnapshot(of: connection)
        try await migrator.apply(.upSteps(1), to: connection)
        let after = try await CatalogSnapshot(of: connection)
        #expect(after.outside(schema: engineSchema) != before.outside(schema: engineSchema))
        try await migrator.apply(.downSteps(1), to: connection)
        let restored = try await CatalogSnapshot(of: connection).outside(schema: engineSchema)
        #expect(restored.changes(since: before.outside(schema: engineSchema)) == [])
      }
    }

    @Test func `with ten thousand rows before the seventh, too, and no row is touched`()
      async throws
    {
      try await withTestDatabase { database in
        let connection = try await database.connect()
        defer { connection.close() }
        try await migrator.apply(.upSteps(6), to: connection)
        try await Crowd.load(tenants: 4, into: database)
        let loaded = try await contents(of: connection)
        #expect(loaded.map(\.rows).reduce(0, +) >= 10_000)

        try await migrator.apply(.upSteps(1), to: connection)
        let first = try await CatalogSnapshot(of: connection)
        #expect(try await contents(of: connection) == loaded)

        try await migrator.apply(.redo(steps: 1), to: connection)
        #expect(try await CatalogSnapshot(of: connection).changes(since: first) == [])
        #expect(try await contents(of: connection) == loaded)

        try await migrator.apply(to: connection)
        #expect(try await contents(of: connection) == loaded)

        try await migrator.apply(.down(leaving: .zero), to: connection)
        try await migrator.apply(.upSteps(7), to: connection)
        #expect(try await CatalogSnapshot(of: connection).changes(since: first) == [])
      }
    }

    private struct Contents: Equatable {
      var table: String
      var rows: Int64
      var digest: String
    }

    private func contents(of connection: Connection) async throws -> [Contents] {
      let rows = try await connection.query(
        """
        SELECT 'tenant', count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM tenant t
        UNION ALL
        SELECT 'user', count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM "user" t
        UNION ALL
        SELECT 'facility', count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text))
        FROM facility t
        UNION ALL
        SELECT 'staff', count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text))
        FROM facility_staff t
        UNION ALL
        SELECT 'client', count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM client t
        UNION ALL
        SELECT 'audit', count(*), md5(string_agg(r, E'\\n' ORDER BY r))
        FROM (SELECT (to_jsonb(t) - 'transactionId')::text AS r FROM user_action_audit_log t) t
        """
      )
      return try rows.map { row in
        let (table, count, digest) = try row.decode(as: String.self, Int64.self, String.self)
        return Contents(table: table, rows: count, digest: digest)
      }
    }
  }
}
