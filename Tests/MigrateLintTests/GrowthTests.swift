import Testing

@testable import MigrateLint
@testable import PostgresSyntax

/// What large projects cost is counted here and timed in the benchmarks.
@Suite struct GrowthTests {
  @Test(arguments: [
    "CREATE INDEX ON t (a);", "CREATE TRIGGER n BEFORE INSERT ON t EXECUTE FUNCTION f();",
    "CREATE POLICY n ON t USING (a = 1);", "ALTER TABLE t ADD CHECK (a <> 1);",
    "ALTER TABLE t ADD COLUMN n int;", "COMMENT ON TABLE t IS 'n';",
  ])
  func `what can be taken back of many changes is one state of each relation`(
    statement: String
  ) throws {
    let base = """
      CREATE TABLE t (a int);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

      """
    let kept = try [100, 200].map { count in
      let statements = (1...count).map { number in
        statement.replacing(" n ", with: " n\(number) ").replacing("'n'", with: "'\(number)'")
      }
      return try replay(base + statements.joined(separator: "\n")).journaled
    }
    // An index is a relation of its own.
    #expect(kept == (statement.hasPrefix("CREATE INDEX") ? [101, 201] : [1, 1]))
  }

  @Test func `a state that is asked for after other statements is still known`() throws {
    let catalog = try replay(
      """
      CREATE TABLE t (a int);
      BEGIN;
      ALTER TABLE t ADD COLUMN b int;
      ALTER TABLE t ADD COLUMN c int;
      ROLLBACK;
      """
    )
    #expect(catalog.relation(RelationName(name: "t"))?.entry.columns.map(\.name) == ["a"])
  }

  @Test(.timeLimit(.minutes(1)))
  func `views that read the one before twice are read once each`() throws {
    let views = (1...60).map {
      "CREATE VIEW v\($0) AS SELECT x.a FROM v\($0 - 1) x JOIN v\($0 - 1) y USING (a);"
    }
    let found = try lint(
      (
        .up,
        "CREATE TABLE t (a int); CREATE VIEW v0 AS SELECT a FROM t;\n"
          + views.joined(separator: "\n")
      ),
      (.up, "SELECT a FROM v60; LOCK TABLE v60; ALTER TABLE t RENAME a TO b;"),
      configuration: LintConfiguration()
    )
    #expect(!found.contains { $0.contains(" error ") })
  }

  @Test func `relations of extensions are there, also of those that nobody knows`() throws {
    let text = """
      CREATE EXTENSION pg_stat_statements;
      CREATE VIEW slow AS SELECT query FROM pg_stat_statements;
      CREATE EXTENSION postgis;
      CREATE TABLE place (srid integer REFERENCES spatial_ref_sys (srid));
      CREATE EXTENSION of_our_own;
      SELECT anything FROM its_table;
      DROP VIEW slow;
      """
    #expect(try lint((.up, text)) == [])
  }

  @Test(arguments: [1, 40])
  func `a run waits for the parser's thread once, however many bodies it reads`(
    count: Int
  ) throws {
    let parser = try Parser(Parser.load().library)
    let sources = (1...count).map { number in
      let text = """
        CREATE FUNCTION f\(number)() RETURNS int LANGUAGE plpgsql AS $$
        DECLARE n int := \(number);
        BEGIN
          PERFORM f\(max(1, number - 1))();
          RETURN n + 1;
        END $$;
        CREATE FUNCTION g\(number)() RETURNS int LANGUAGE sql AS 'SELECT \(number)';
        """
      return LintSource(path: "\(number).sql", bytes: Array(text.utf8))
    }
    let before = parser.thread.handovers
    #expect(Linter(parser: parser).lint(sources) == [])
    #expect(parser.thread.handovers - before == 1)
  }

  @Test func `a pair that leaves something is read twice, and the next builds on its up`() throws {
    let found = try lint(
      (.up, "CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);\nCREATE TABLE left_over (b int);"),
      (.down, "DROP TABLE t;"),
      (.up, "ALTER TABLE t ADD COLUMN c int;\nALTER TABLE left_over ADD COLUMN c int;"),
      (.down, "ALTER TABLE left_over DROP COLUMN c;\nALTER TABLE t DROP COLUMN c;"),
      (.up, "CREATE TABLE t (a int);"),
      expectsDowns: true
    )
    #expect(
      found == [
        "1.sql:3:1 warning down-incomplete", "5.sql:1:1 warning down-missing",
        "5.sql:1:14 error name-taken",
      ]
    )
  }

  private func replay(_ text: String) throws -> Catalog {
    let source = LintSource(path: "a.sql", bytes: Array(text.utf8))
    var catalog = Catalog()
    _ = catalog.checkpoint()
    var replay = Replay(catalog: catalog, source: source, parser: try Parser.load())
    replay.run()
    #expect(replay.refused.isEmpty)
    return replay.catalog
  }
}
