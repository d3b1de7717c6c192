import Postgres
import Testing

extension Schema {
  @Suite struct ColumnTests {
    @Test(arguments: ColumnRule.all)
    func `a column takes what it should and names the constraint that refuses the rest`(
      rule: ColumnRule
    ) async throws {
      try await withSharedSchema { connection in
        let table = rule.table
        #expect(try await connection.refusal(of: table.sample, in: table) == nil, "the sample")
        for value in rule.accepts {
          let refusal = try await connection.refusal(of: rule.row(with: value), in: table)
          #expect(refusal == nil, "\(value)")
        }
        for value in rule.refuses {
          let refusal = try await connection.refusal(of: rule.row(with: value), in: table)
          #expect(refusal == rule.refusal(of: value), "\(value)")
        }
      }
    }

    @Test func `every column of every table has a rule`() async throws {
      try await withSharedSchema { connection in
        let columns = try await connection.list(
          """
          SELECT c.relname || '.' || a.attname
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
            AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          ORDER BY 1
          """
        )
        #expect(columns == ColumnRule.all.map(\.testDescription).sorted())
      }
    }

    @Test func `every CHECK refuses at least one value of the rules`() async throws {
      try await withSharedSchema { connection in
        let checks = try await connection.list(
          """
          SELECT conname FROM pg_constraint
          WHERE connamespace = 'public'::regnamespace AND contype = 'c' AND conislocal ORDER BY 1
          """
        )
        let named = ColumnRule.all.filter { $0.refuses.contains { $0 != nil } }
          .compactMap { rule in rule.refusal(of: "").name }
        #expect(checks.sorted() == named.sorted())
      }
    }

    @Test func `a column that may be NULL has a rule that says so`() async throws {
      try await withSharedSchema { connection in
        let nullable = try await connection.list(
          """
          SELECT c.relname || '.' || a.attname
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
            AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.attnotnull
          """
        )
        let saying = ColumnRule.all.filter { $0.accepts.contains(nil) }.map(\.testDescription)
        #expect(nullable.sorted() == (saying + ColumnRule.dependent).sorted())
      }
    }
  }
}
