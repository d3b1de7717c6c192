import MigrateLint
import PostgresSyntax
import Testing

/// What may be lost or held up, beyond the examples of each rule.
@Suite struct RiskTests {
  private static let schema = """
    CREATE TABLE facility (id integer PRIMARY KEY, name text);
    CREATE TABLE client (id integer PRIMARY KEY, name varchar(20), age integer,
      "facilityId" integer, note text NOT NULL);
    CREATE INDEX client_name ON client (name);
    CREATE TABLE loose (id integer);
    CREATE TABLE event (id integer, at date) PARTITION BY RANGE (at);
    CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE TYPE mood AS ENUM ('glad', 'sad');
    CREATE DOMAIN email AS text;
    CREATE TABLE account (id integer, email email);
    """

  private func findings(
    _ statements: String,
    schema: String = schema,
    configuration: LintConfiguration = LintConfiguration()
  ) throws -> [String] {
    let sources = [
      LintSource(path: "baseline.sql", bytes: Array(schema.utf8), role: .baseline),
      LintSource(path: "1.sql", bytes: Array(statements.utf8)),
    ]
    return Linter(parser: try Parser.load(), configuration: configuration).lint(sources)
      .map(\.rule.rawValue)
  }

  /// One statement for each rule of the linter squawk (2.70) that is about DDL and is no matter of
  /// style, and the rule of ours that finds it.
  @Test(arguments: [
    (
      "adding-field-with-default", "added-column-rewrites",
      "ALTER TABLE client ADD COLUMN token uuid DEFAULT gen_random_uuid();"
    ),
    (
      "adding-required-field", "required-column",
      "ALTER TABLE client ADD COLUMN status text NOT NULL;"
    ),
    (
      "adding-not-nullable-field", "set-not-null",
      "ALTER TABLE client ALTER COLUMN name SET NOT NULL;"
    ),
    (
      "adding-serial-primary-key-field", "added-column-rewrites",
      "ALTER TABLE loose ADD COLUMN number serial PRIMARY KEY;"
    ),
    (
      "adding-foreign-key-constraint", "constraint-scans-table",
      "ALTER TABLE client ADD CONSTRAINT f FOREIGN KEY (\"facilityId\") REFERENCES facility (id);"
    ),
    (
      "constraint-missing-not-valid", "constraint-scans-table",
      "ALTER TABLE client ADD CONSTRAINT c CHECK (age > 0);"
    ),
    ("changing-column-type", "type-change", "ALTER TABLE client ALTER COLUMN age TYPE bigint;"),
    (
      "disallowed-unique-constraint", "key-builds-index",
      "ALTER TABLE client ADD CONSTRAINT u UNIQUE (name);"
    ),
    (
      "require-concurrent-index-creation", "index-not-concurrent",
      "CREATE INDEX i ON client (age);"
    ),
    ("require-concurrent-index-deletion", "drop-index-not-concurrent", "DROP INDEX client_name;"),
    (
      "require-concurrent-partition-detach", "detach-not-concurrent",
      "ALTER TABLE event DETACH PARTITION event_2026;"
    ),
    ("require-concurrent-reindex", "reindex-not-concurrent", "REINDEX TABLE client;"),
    ("renaming-column", "renamed-column", "ALTER TABLE client RENAME COLUMN age TO years;"),
    ("renaming-table", "renamed-table", "ALTER TABLE client RENAME TO customer;"),
    ("ban-drop-column", "drop-column", "ALTER TABLE client DROP COLUMN age;"),
    ("ban-drop-table", "drop-table", "DROP TABLE client;"),
    ("ban-drop-database", "drop-database", "DROP DATABASE old;"),
    (
      "ban-drop-not-null", "drop-not-null",
      "ALTER TABLE client ALTER COLUMN note DROP NOT NULL;"
    ),
    ("ban-truncate-cascade", "truncate", "TRUNCATE client CASCADE;"),
    (
      "ban-concurrent-index-creation-in-transaction", "concurrently-in-transaction",
      "BEGIN; CREATE INDEX CONCURRENTLY i ON client (age); COMMIT;"
    ),
    ("transaction-nesting", "transaction-control", "BEGIN; BEGIN; COMMIT;"),
    (
      "ban-uncommitted-transaction", "transaction-control",
      "BEGIN; CREATE TABLE a (id integer);"
    ),
    (
      "ban-alter-domain-with-add-constraint", "domain-constraint",
      "ALTER DOMAIN email ADD CONSTRAINT c CHECK (VALUE <> '');"
    ),
    (
      "ban-create-domain-with-constraint", "domain-constraint",
      "CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);"
    ),
    ("prefer-repack", "table-rewrite", "VACUUM FULL client;"),
    ("prefer-repack", "table-rewrite", "CLUSTER client USING client_pkey;"),
    ("require-enum-value-ordering", "enum-value-order", "ALTER TYPE mood ADD VALUE 'fair';"),
    ("syntax-error", "syntax-error", "ALTER TABEL client ADD COLUMN a text;"),
  ])
  func `what another linter finds in DDL is found`(
    theirs: String,
    ours: String,
    statement: String
  ) throws {
    #expect(try findings(statement).contains(ours), "\(theirs)")
  }

  @Test func `nothing is lost or held up in a table that the configuration says is empty`() throws {
    let statement = "ALTER TABLE client ADD COLUMN status text NOT NULL;\nDROP TABLE facility;"
    var configuration = LintConfiguration()
    #expect(try findings(statement) == ["required-column", "drop-table"])
    configuration.emptyTables = ["client"]
    #expect(try findings(statement, configuration: configuration) == ["drop-table"])
  }

  @Test func `a statement that is refused has no risks`() throws {
    #expect(
      try findings("ALTER TABLE client DROP COLUMN town, DROP COLUMN age;") == ["unknown-column"]
    )
  }

  @Test func `a file that runs statement by statement holds no lock from one to the next`() throws {
    let statements = """
      ALTER TABLE client ADD COLUMN status text;
      UPDATE client SET status = 'new' WHERE age > 1;
      CREATE INDEX CONCURRENTLY ON client (status);
      """
    #expect(try findings(statements) == [])
  }
}
