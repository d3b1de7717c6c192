import LiveCatalog
import Postgres
import TestDatabase
import Testing

extension Schema {
  /// The comparison of catalogs must be able to fail: each change is seen and named, and only it.
  @Suite struct CatalogSnapshotTests {
    /// A change of the schema, and how the names of what it changes begin.
    struct Mutation: Sendable, CustomTestStringConvertible {
      var sql: SQL
      var changes: [String]

      var testDescription: String { sql.text }
    }

    static let mutations: [Mutation] = [
      Mutation(
        sql: #"DROP INDEX "IDX_client_searchName""#,
        changes: [#"removed index public."IDX_client_searchName""#]
      ),
      Mutation(
        sql:
          #"UPDATE pg_index SET indisvalid = false WHERE indexrelid = '"UQ_client_uci"'::regclass"#,
        changes: [#"changed index public."UQ_client_uci""#]
      ),
      Mutation(
        sql: "ALTER TABLE client ALTER COLUMN status SET DEFAULT 'INACTIVE'",
        changes: ["changed column public.client.status"]
      ),
      Mutation(
        sql: "ALTER TABLE client ALTER COLUMN photo TYPE varchar(500)",
        changes: [
          "changed column public.client.photo",
          #"changed constraint "CHK_client_photo" on public.client"#,
        ]
      ),
      Mutation(
        sql: "ALTER TABLE facility ALTER COLUMN city DROP NOT NULL",
        changes: ["changed column public.facility.city"]
      ),
      Mutation(
        sql: #"ALTER TABLE client ALTER COLUMN "isDeleted" DROP EXPRESSION"#,
        changes: [#"changed column public.client."isDeleted""#]
      ),
      Mutation(
        sql: #"ALTER TABLE "user" ALTER COLUMN "lastName" TYPE text COLLATE "C""#,
        changes: [#"changed column public."user"."lastName""#]
      ),
      Mutation(
        sql: "COMMENT ON COLUMN client.uci IS 'PHI'",
        changes: ["changed comment on table column public.client.uci"]
      ),
      Mutation(
        sql: "COMMENT ON TABLE tenant IS NULL",
        changes: ["removed comment on table public.tenant"]
      ),
      Mutation(
        sql: #"ALTER TABLE client ALTER CONSTRAINT "FK_client_facility" NOT DEFERRABLE"#,
        changes: [#"changed constraint "FK_client_facility" on public.client"#]
      ),
      Mutation(
        sql: #"ALTER TABLE tenant ADD CONSTRAINT "CHK_tenant_id" CHECK (id IS NOT NULL) NOT VALID"#,
        changes: [#"added constraint "CHK_tenant_id" on public.tenant"#]
      ),
      Mutation(
        sql: "ALTER TABLE client DISABLE TRIGGER ALL",
        changes: [
          #"changed constraint "FK_client_facility" on public.client"#,
          "changed trigger client_",
        ]
      ),
      Mutation(
        sql: "GRANT SELECT ON client TO PUBLIC",
        changes: ["changed table public.client"]
      ),
      Mutation(
        sql: "ALTER TABLE client NO FORCE ROW LEVEL SECURITY",
        changes: ["changed table public.client"]
      ),
      Mutation(
        sql: "CREATE POLICY own ON client USING (true)",
        changes: ["added policy own on public.client"]
      ),
      Mutation(
        sql: "ALTER TABLE facility OWNER TO pg_database_owner",
        changes: [
          #"changed index public."PK_facility""#, #"changed index public."UQ_facility_name""#,
          "changed column public.facility.",
          "changed table public.facility",
        ]
      ),
      Mutation(
        sql: "ALTER TABLE user_action_audit_log DETACH PARTITION user_action_audit_log_default",
        changes: [
          "changed column public.user_action_audit_log_default.",
          "changed constraint ",
          #"changed index public."IDX_user_action_audit_log_default_"#,
          "changed index public.user_action_audit_log_default_pkey",
          "changed table public.user_action_audit_log_default",
        ]
      ),
      Mutation(
        sql: "ALTER TABLE client SET (fillfactor = 90)",
        changes: ["changed table public.client"]
      ),
      Mutation(
        sql: "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        changes: ["added function public.f()"]
      ),
      Mutation(
        sql: """
          CREATE TRIGGER t BEFORE UPDATE ON client
          FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
          """,
        changes: ["added trigger t on public.client"]
      ),
      Mutation(
        sql: "CREATE VIEW v AS SELECT id FROM tenant",
        changes: ["added column public.v.id", "added view public.v"]
      ),
      Mutation(sql: "CREATE SEQUENCE s", changes: ["added sequence public.s"]),
      Mutation(sql: "CREATE TYPE e AS ENUM ('a', 'b')", changes: ["added type public.e"]),
      Mutation(sql: "CREATE SCHEMA other", changes: ["added schema other"]),
      Mutation(
        sql: "CREATE STATISTICS st ON status, uci FROM client",
        changes: ["added statistics public.st"]
      ),
      Mutation(
        sql: "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
        changes: ["added default privileges of"]
      ),
      Mutation(
        sql: "CREATE COLLATION german (provider = icu, locale = 'de')",
        changes: ["added collation public.german"]
      ),
    ]

    @Test(arguments: mutations)
    func `a change is seen and named`(mutation: Mutation) async throws {
      try await withSchema { connection in
        let before = try await CatalogSnapshot(of: connection)
        try await connection.execute(mutation.sql)
        let changes = try await CatalogSnapshot(of: connection).changes(since: before)
          .map(\.description)
        for expected in mutation.changes {
          #expect(changes.contains { $0.hasPrefix(expected) }, "\(expected) is not in \(changes)")
        }
        for change in changes {
          #expect(mutation.changes.contains { change.hasPrefix($0) }, "\(change) was not expected")
        }
      }
    }

    @Test func `a clone has the same catalog`() async throws {
      let original = try await withSchema { try await CatalogSnapshot(of: $0) }
      let other = try await withSchema { try await CatalogSnapshot(of: $0) }
      #expect(other == original)
      #expect(original.lines.count > 150)
    }
  }
}
