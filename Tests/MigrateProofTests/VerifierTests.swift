import LiveCatalog
import Migrate
import MigrateExact
import MigrateLint
import MigrateProof
import TestDatabase
import Testing

/// A migration that is broken in one way, on a table `a (id integer, name text)`, and how the proof
/// says so.
struct BrokenPair: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var up: String
  var down: String
  /// The objects that a finding must name, or what its text must hold.
  var named: [String]

  static let all: [BrokenPair] = [
    BrokenPair(
      testDescription: "an index that the down forgets",
      up: "CREATE INDEX IF NOT EXISTS i ON a (id)",
      down: "SELECT 1",
      named: ["not restored", "index public.i"]
    ),
    BrokenPair(
      testDescription: "a default that the down leaves",
      up: "ALTER TABLE a ALTER COLUMN name SET DEFAULT 'x', ALTER COLUMN id SET NOT NULL",
      down: "ALTER TABLE a ALTER COLUMN id DROP NOT NULL",
      named: ["not restored", "column public.a.name"]
    ),
    BrokenPair(
      testDescription: "a column that comes back behind the others",
      up: "ALTER TABLE a DROP COLUMN id",
      down: "ALTER TABLE a ADD COLUMN id integer",
      named: ["not restored", "column public.a.id", "column public.a.name"]
    ),
    BrokenPair(
      testDescription: "a right that the down does not take back",
      up: "GRANT SELECT ON a TO PUBLIC",
      down: "SELECT 1",
      named: ["not restored", "table public.a"]
    ),
    BrokenPair(
      testDescription: "a policy that the down leaves switched on",
      up: "ALTER TABLE a ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON a USING (true)",
      down: "DROP POLICY p ON a",
      named: ["not restored", "table public.a"]
    ),
    BrokenPair(
      testDescription: "a function that comes back with another body",
      up: "DROP FUNCTION f()",
      down: "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2'",
      named: ["not restored", "function public.f()"]
    ),
    BrokenPair(
      testDescription: "a comment, a trigger and a constraint",
      up: """
        COMMENT ON TABLE a IS 'rows';
        ALTER TABLE a ADD CONSTRAINT positive CHECK (id > 0);
        CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW
        EXECUTE FUNCTION suppress_redundant_updates_trigger()
        """,
      down: "SELECT 1",
      named: [
        "not restored", "comment on table public.a", "constraint positive on public.a",
        "trigger t on public.a", "failed up again",
      ]
    ),
    BrokenPair(
      testDescription: "a down that drops too much",
      up: "CREATE INDEX i ON a (id)",
      down: "DROP TABLE a",
      named: [
        "not restored", "table public.a", "column public.a.id", "column public.a.name",
        "failed up again",
      ]
    ),
    BrokenPair(
      testDescription: "a down that fails",
      up: "CREATE INDEX i ON a (id)",
      down: "DROP INDEX j",
      named: ["failed down", "index \"j\" does not exist"]
    ),
    BrokenPair(
      testDescription: "a down that stops in the middle, outside of a transaction",
      up: "CREATE INDEX i ON a (id); CREATE INDEX k ON a (name)",
      down: "DROP INDEX CONCURRENTLY i; DROP INDEX CONCURRENTLY j",
      named: ["failed down", "index \"j\" does not exist"]
    ),
    BrokenPair(
      testDescription: "an up that fails",
      up: "CREATE INDEX i ON a (number)",
      down: "SELECT 1",
      named: ["failed up", "column \"number\" does not exist"]
    ),
    BrokenPair(
      testDescription: "a second up that makes something else",
      up: """
        DO $$ BEGIN
          IF to_regclass('trace') IS NULL THEN CREATE TABLE trace (); ELSE CREATE TABLE other (); END IF;
        END $$
        """,
      down: "SELECT 1",
      named: ["not restored", "table public.trace", "not repeated", "table public.other"]
    ),
    BrokenPair(
      testDescription: "a down that takes nothing back by its own word",
      up: "DROP FUNCTION f()",
      down: "-- heartly:irreversible its body is gone\n",
      named: ["irreversible its body is gone"]
    ),
  ]
}

@Suite struct VerifierTests {
  static let first = Migration(
    1,
    up: """
      CREATE TABLE a (id integer, name text);
      CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
      """,
    down: "DROP FUNCTION f(); DROP TABLE a;"
  )

  @Test(arguments: BrokenPair.all)
  func `a broken pair is named, and the next one proven all the same`(_ pair: BrokenPair)
    async throws
  {
    let report = try await verify([
      Self.first, Migration(2, up: pair.up, down: pair.down),
      Migration(3, up: "CREATE TABLE z ()", down: "DROP TABLE z"),
    ])
    try #require(report.migrations.count == 3)
    #expect(report.migrations[0].holds)
    let found = report.migrations[1].words
    #expect(!report.holds)
    for name in pair.named {
      #expect(found.contains { $0.contains(name) }, "\(name) is not in \(found)")
    }
    // Nothing is blamed that is in order: each object that is named is in the list.
    let kinds = ["not ", "failed", "irreversible"]
    for word in found where !kinds.contains(where: { word.hasPrefix($0) }) {
      #expect(pair.named.contains(word), "\(word) is blamed")
    }
    let isReached = !pair.named.contains("failed up")
    #expect(report.migrations[2].holds == isReached)
  }

  static let sound: [(String, up: String, down: String)] = [
    (
      "partitions",
      """
      CREATE TABLE p (at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE p_2024 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE INDEX ON p (at);
      """, "DROP TABLE p"
    ),
    (
      "an enumeration, used by a table",
      "CREATE TYPE mood AS ENUM ('calm', 'glad'); CREATE TABLE m (mood mood DEFAULT 'calm')",
      "DROP TABLE m; DROP TYPE mood"
    ),
    (
      "views over views",
      "CREATE VIEW v AS SELECT id FROM a; CREATE MATERIALIZED VIEW w AS SELECT * FROM v",
      "DROP MATERIALIZED VIEW w; DROP VIEW v"
    ),
    (
      "an extension",
      "CREATE EXTENSION pg_trgm; CREATE INDEX i ON a USING gin (name gin_trgm_ops)",
      "DROP INDEX i; DROP EXTENSION pg_trgm"
    ),
    (
      "concurrently",
      "CREATE INDEX CONCURRENTLY j ON a (id); COMMENT ON INDEX j IS 'x'",
      "DROP INDEX CONCURRENTLY j"
    ),
    (
      "settings of the session's own",
      "SET search_path TO pg_catalog; CREATE SCHEMA s; SET search_path TO s; CREATE TABLE t ()",
      "SET search_path TO s; DROP TABLE t; DROP SCHEMA s"
    ),
    (
      "a column and its rows", "ALTER TABLE a ADD COLUMN b text DEFAULT 'x'",
      "ALTER TABLE a DROP COLUMN b"
    ),
  ]

  @Test func `pairs of many styles hold, one after the other`() async throws {
    let pairs = Self.sound.enumerated().map { index, pair in
      Migration(Int64(index + 2), up: pair.up, down: pair.down)
    }
    for rows in [nil, 10] {
      let report = try await verify([Self.first] + pairs) { $0.rows = rows }
      for (proof, name) in zip(report.migrations, ["the first"] + Self.sound.map(\.0)) {
        #expect(proof.holds, "\(name): \(proof.words)")
        #expect(proof.steps.map(\.phase) == [.up, .down, .upAgain])
      }
    }
  }

  @Test func `each step tells what it locked and rewrote, as the transaction held it`() async throws
  {
    let report = try await verify([
      Self.first,
      Migration(
        2,
        up: "ALTER TABLE a ALTER COLUMN id TYPE bigint; CREATE TABLE own (); DROP TABLE own",
        down: "ALTER TABLE a ALTER COLUMN id TYPE integer"
      ),
      // Slow enough for a second session to see it.
      Migration(
        3,
        up: """
          CREATE FUNCTION slow(bigint) RETURNS bigint IMMUTABLE LANGUAGE plpgsql
          AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN $1; END $$;
          INSERT INTO a (id) VALUES (1);
          CREATE INDEX CONCURRENTLY i ON a (slow(id));
          """,
        down: "DROP INDEX i; DELETE FROM a; DROP FUNCTION slow(bigint)"
      ),
    ])
    let up = try #require(report.migrations[1].steps.first)
    #expect(up.locks.map(\.relation) == ["a"])
    #expect(up.locks.map(\.mode) == [.accessExclusive])
    #expect(up.rewritten == ["a"])
    #expect(!up.hasSampledLocks)
    let outside = try #require(report.migrations[2].steps.first)
    #expect(outside.hasSampledLocks)
    #expect(outside.locks.map(\.mode) == [.shareUpdateExclusive])
    #expect(report.migrations[2].steps[1].hasSampledLocks == false)
    #expect(report.migrations[2].steps[1].locks.contains { $0.relation == "i" })
  }

  @Test func `irreversible ones can be accepted, and a part proven`() async throws {
    let irreversible = Migration(2, up: "DROP FUNCTION f()", down: "-- heartly:irreversible gone\n")
    let last = Migration(3, up: "CREATE TABLE z ()", down: "SELECT 1")
    let report = try await verify([Self.first, irreversible, last]) {
      $0.acceptsIrreversible = true
      $0.first = irreversible.identifier.version
      $0.last = irreversible.identifier.version
    }
    #expect(report.holds)
    #expect(report.migrations.map(\.identifier) == [irreversible.identifier])
    await #expect(throws: ProofError.self) {
      try await verify([Self.first]) { $0.last = last.identifier.version }
    }
  }

  @Test func `an earlier migration that does not run is told although it was not to be proven`()
    async throws
  {
    let report = try await verify([
      Migration(1, up: "SELECT nothing"), Migration(2, up: "SELECT 1"),
    ]) { $0.first = MigrationVersion(2) }
    #expect(report.migrations.map(\.identifier.version.value) == [1, 2])
    #expect(report.migrations[0].words.contains { $0.contains("nothing") })
    guard case .notReached = report.migrations[1].findings.first else {
      Issue.record("the second was reached")
      return
    }
  }
}
