import Foundation
import LiveCatalog
import Migrate
import MigrateExact
import MigrateProof
import Postgres
import SystemPackage
import TestDatabase
import Testing

/// What somebody does to a database by hand, and what must be named for it: the objects, and with `+`
/// what goes along with one.
struct DriftCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var sql: String
  var named: [String]

  static let all: [DriftCase] = [
    DriftCase(testDescription: "nothing", sql: "INSERT INTO a VALUES (1, 'x')", named: []),
    DriftCase(
      testDescription: "an index that was added",
      sql: "CREATE INDEX by_hand ON a (id)",
      named: ["index public.by_hand"]
    ),
    DriftCase(
      testDescription: "a column that was changed",
      sql: "ALTER TABLE a ALTER COLUMN name TYPE varchar(9), ALTER COLUMN id SET NOT NULL",
      named: ["column public.a.id", "column public.a.name"]
    ),
    DriftCase(
      testDescription: "row security that was switched off",
      sql: "ALTER TABLE a DISABLE ROW LEVEL SECURITY",
      named: ["table public.a"]
    ),
    DriftCase(
      testDescription: "a policy that was dropped",
      sql: "DROP POLICY own ON a",
      named: ["policy own on public.a"]
    ),
    DriftCase(
      testDescription: "a function that was edited",
      sql: "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2'",
      named: ["function public.f()"]
    ),
    DriftCase(
      testDescription: "a trigger that was disabled",
      sql: "ALTER TABLE a DISABLE TRIGGER t",
      named: ["trigger t on public.a"]
    ),
    DriftCase(
      testDescription: "a right that was granted",
      sql: "GRANT UPDATE ON a TO PUBLIC",
      named: ["table public.a"]
    ),
    DriftCase(
      testDescription: "a table that is missing, with all that is on it",
      sql: "DROP TABLE a",
      named: [
        "table public.a", "+column public.a.id", "+column public.a.name",
        "+comment on table public.a",
        "+index public.a_id_idx", "+index public.i", "+policy own on public.a",
        "+trigger t on public.a",
      ]
    ),
    DriftCase(
      testDescription: "an extension that was installed: itself, and none of its objects",
      sql: "CREATE EXTENSION pg_trgm",
      named: ["extension pg_trgm"]
    ),
    DriftCase(
      testDescription: "a schema that the files do not make, with all that is in it",
      sql: "CREATE SCHEMA other; CREATE TABLE other.t (id integer PRIMARY KEY)",
      named: [
        "schema other", "+column other.t.id", "+constraint t_pkey on other.t",
        "+index other.t_pkey",
        "+table other.t",
      ]
    ),
    DriftCase(
      testDescription: "a table of the same schema that the files do not make",
      sql: "CREATE TABLE \"By Hand\" (id integer); SELECT lo_create(0)",
      named: ["table public.\"By Hand\"", "+column public.\"By Hand\".id"]
    ),
  ]
}

@Suite struct DriftTests {
  static let migrations = [
    Migration(
      1,
      up: """
        CREATE TABLE a (id integer, name text);
        CREATE INDEX ON a (id);
        COMMENT ON TABLE a IS 'rows';
        ALTER TABLE a ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON a USING (id > 0);
        CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW
          EXECUTE FUNCTION suppress_redundant_updates_trigger();
        """
    ),
    Migration(2, up: "CREATE INDEX CONCURRENTLY i ON a (name)"),
  ]

  /// Applies migrations to a database and compares it after the body has changed it.
  private func report(
    of migrations: [Migration] = migrations,
    files: [Migration]? = nil,
    ignoring ignores: [DriftIgnore] = [],
    after sql: String
  ) async throws -> DriftReport {
    try await withTestDatabase { database in
      let connection = try await database.connect()
      defer { connection.close() }
      try await Migrator(directory: "").apply(files: Migrator.Files(migrations), to: connection)
      try await connection.execute(SQLScript(text: sql))
      let history = try await connection.history(of: migrations)
      var check = DriftCheck(server: .scratch(try database.target))
      check.ignores = ignores
      return try await check.drift(
        of: connection,
        status: MigrationStatus(migrations: files ?? migrations, history: history)
      )
    }
  }

  @Test(arguments: DriftCase.all)
  func `what was done by hand is named, and nothing else`(_ drift: DriftCase) async throws {
    let report = try await report(after: drift.sql)
    let named = report.objects.flatMap { object in
      [object.change.object] + object.along.map { "+\($0.object)" }
    }
    #expect(named.filter { !$0.contains("_pkey") || drift.named.contains($0) } == drift.named)
    #expect(report.isEmpty == drift.named.isEmpty)
  }

  @Test func `both definitions are told`() async throws {
    let change = try #require(
      try await report(after: "DROP POLICY own ON a; CREATE POLICY own ON a USING (true)")
        .objects.first?.change
    )
    #expect(change.before?.contains("USING (id > 0)") == true)
    #expect(change.after?.contains("USING true") == true)
  }

  @Test func `what is accepted is told with its reason, and what is accepted in vain`() async throws
  {
    let report = try await report(
      ignoring: [
        DriftIgnore(pattern: "index public.tmp_*", reason: "made by the tuning job"),
        DriftIgnore(pattern: "index *.never", reason: "long gone"),
      ],
      after: "CREATE INDEX tmp_1 ON a (id); CREATE INDEX tmp_2 ON a (id)"
    )
    #expect(report.isEmpty)
    #expect(report.ignored.map(\.object) == ["index public.tmp_1", "index public.tmp_2"])
    #expect(report.ignored.allSatisfy { $0.reason == "made by the tuning job" })
    #expect(report.unused.map(\.pattern) == ["index *.never"])
  }

  @Test func `objects of a role that the runner acts as from the beginning are no drift`()
    async throws
  {
    try await withTestDatabase { database in
      let connection = try await database.connect()
      defer { connection.close() }
      let role = "drift actor \(UInt32.random(in: 0 ... .max))"
      try await connection.execute(SQLScript(text: "CREATE ROLE \"\(role)\" SUPERUSER"))
      let acting = try await Connection.connect(to: try database.target.acting(as: role))
      defer { acting.close() }
      try await Migrator(directory: "").apply(files: Migrator.Files(Self.migrations), to: acting)
      let history = try await connection.history(of: Self.migrations)
      #expect(history.allSatisfy { $0.appliedBy != role })
      let report = try await DriftCheck(server: .scratch(try database.target)).drift(
        of: connection,
        status: MigrationStatus(migrations: Self.migrations, history: history)
      )
      #expect(report.objects.map(\.change.object) == [])
      #expect(
        try await CatalogSnapshot(of: connection).lines
          .contains { $0.hasPrefix("table public.a: owner \"\(role)\"") }
      )
      try await connection.execute(
        SQLScript(text: "DROP OWNED BY \"\(role)\" CASCADE; DROP ROLE \"\(role)\"")
      )
    }
  }

  @Test(arguments: [
    ("table public.a", "table public.a", true), ("table public.a", "table public.ab", false),
    ("table *", "table public.a", true), ("*.a", "table public.a", true),
    ("t*e p*c.a", "table public.a", true), ("*b*b*", "table public.a", true),
    ("*b*b*b*", "table public.a", false), ("table public.a*a", "table public.a", false),
  ])
  func `an asterisk stands for any text`(pattern: String, object: String, fits: Bool) {
    #expect(DriftIgnore(pattern: pattern, reason: "").matches(object) == fits)
  }

  @Test func `applied migrations without files are named, and pending ones do not count`()
    async throws
  {
    do {
      _ = try await report(files: [Self.migrations[0]], after: "SELECT 1")
      Issue.record("it was compared")
    } catch ProofError.filesMissing(let migrations) {
      #expect(migrations.map(\.version.value) == [2])
    }
    let pending = Migration(3, up: "CREATE TABLE later ()")
    #expect(try await report(files: Self.migrations + [pending], after: "SELECT 1").isEmpty)
  }
}

extension Connection {
  /// The engine's history, with the checksums of the files.
  fileprivate func history(of migrations: [Migration]) async throws -> [HistoryEntry] {
    let rows = try await query(
      "SELECT version, applied_by FROM heartly_migration.history ORDER BY version"
    )
    return try rows.map { row in
      let (version, role) = try row.decode(as: Int64.self, String.self)
      let migration = try #require(
        migrations.first { $0.identifier.version.value == version }
      )
      return HistoryEntry(
        identifier: migration.identifier,
        checksum: try migration.up.checksum(),
        appliedAt: UTCTimestamp(microseconds: 0),
        durationMicroseconds: 0,
        toolVersion: "test",
        appliedBy: role
      )
    }
  }
}
