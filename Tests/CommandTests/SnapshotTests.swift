import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct SnapshotTests {
  /// One of everything that a database of years holds.
  private static let byHand = """
    CREATE SCHEMA billing;
    CREATE EXTENSION pgcrypto WITH SCHEMA billing;
    CREATE TYPE billing.state AS ENUM ('open', 'paid');
    CREATE DOMAIN billing.cents AS bigint CHECK (VALUE >= 0);
    CREATE TABLE client (id uuid PRIMARY KEY DEFAULT billing.gen_random_uuid(), "lastName" text);
    CREATE TABLE billing.invoice (
      id bigint GENERATED ALWAYS AS IDENTITY, "clientId" uuid NOT NULL REFERENCES client,
      state billing.state DEFAULT 'open', state_note text, amount billing.cents, made date NOT NULL,
      twice bigint GENERATED ALWAYS AS (amount * 2) STORED, PRIMARY KEY (id, made)
    ) PARTITION BY RANGE (made);
    CREATE TABLE billing."invoice 2026" PARTITION OF billing.invoice
      FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE INDEX ON billing.invoice (lower(state_note)) WHERE amount > 0;
    CREATE VIEW debt AS SELECT c."lastName", sum(i.amount) AS owed
      FROM client c JOIN billing.invoice i ON i."clientId" = c.id GROUP BY 1;
    CREATE MATERIALIZED VIEW billing.total AS SELECT count(*) AS n FROM billing.invoice;
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
    CREATE TRIGGER touched BEFORE UPDATE ON client FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE FUNCTION name_of(id uuid) RETURNS text LANGUAGE sql
      BEGIN ATOMIC SELECT c."lastName" FROM client c WHERE c.id = name_of.id; END;
    ALTER TABLE client ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON client USING (id::text = current_setting('app.client', true));
    CREATE SEQUENCE ticket OWNED BY client."lastName";
    COMMENT ON COLUMN client."lastName" IS 'it''s \\ quoted';
    """

  private func snapshot(_ database: TestDatabase, _ output: String) async throws -> Program.Ended {
    try await Program(
      arguments: [
        "migrate", "snapshot", "--database-url", database.connectionString, "--output", output,
      ]
    ).run()
  }

  private func lint(_ arguments: String...) async throws -> Program.Ended {
    try await Program(
      arguments: ["migrate", "lint"] + arguments,
      environment: ["HEARTLY_EXACT_DIRECTORY": Checkout.root.appending(".heartly/exact").string]
    ).run()
  }

  @Test func `a snapshot of all kinds of objects is a baseline without findings`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      let path = files.path.appending("baseline.sql").string
      try await runner.connection.execute(SQLScript(text: Self.byHand))
      let made = try await snapshot(database, path)
      #expect(made.status == .exited(0), "\(made.error)")
      #expect(made.output == "\(path) written.\n")
      let text = try await snapshot(database, "-").output
      #expect(text.hasPrefix("-- Baseline for `heartly migrate lint --baseline`: the schema of a "))
      for mode in [[], ["--exact"]] {
        let alone = try await lint(path, mode.first ?? "--format=text")
        #expect(alone.status == .exited(0), "\(alone.output)\(alone.error)")
        let isJudged = alone.output.contains(": error:") || alone.output.contains(": warning:")
        #expect(!isJudged, "\(alone.output)")
      }
    }
  }

  @Test func `a migration that passes over what was made by hand is told`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      let path = files.path.appending("baseline.sql").string
      try await runner.connection.execute("CREATE TABLE client (id uuid PRIMARY KEY)")
      _ = try await snapshot(database, path)
      try files.write(
        1,
        up: """
          CREATE TABLE IF NOT EXISTS client (id uuid PRIMARY KEY, "isDeleted" boolean);
          CREATE INDEX ON client ("isDeleted");
          """
      )
      let up = "\(files.path)/1-Step.up.sql"
      let read = try await lint(up, "--baseline", path)
      #expect(read.status == .exited(1))
      #expect(read.output.contains("1-Step.up.sql:1:28: warning: "), "\(read.output)")
      #expect(read.output.contains("[hidden-drift]"))
      #expect(read.output.contains("1-Step.up.sql:2:25: error: "))
      let run = try await lint(up, "--exact", "--baseline", path)
      #expect(run.output.contains("1-Step.up.sql:2:25: error: "), "\(run.output)\(run.error)")
      let alone = try await lint(up, "--exact")
      #expect(alone.status == .exited(0), "\(alone.output)")
    }
  }
}
