import Testing

@testable import Migrate

@Suite struct SQLScriptTests {
  static func texts(_ sql: String, half: MigrationScript.Half = .up) throws -> [String] {
    let script = try MigrationScript(SQLSource(name: "a.sql", text: sql), half: half)
    return script.statements.map { script.text(of: $0) }
  }

  @Test(arguments: [
    ("SELECT 1", ["SELECT 1"]),
    ("SELECT 1;SELECT 2;", ["SELECT 1", "SELECT 2"]),
    (";; SELECT 1 ; ; -- end\n;", ["SELECT 1"]),
    ("-- a\n/* b */ SELECT 1 -- c\n;", ["SELECT 1"]),
    (
      "SELECT ';', \";\", $$;$$, $a$;$a$ /* ; */ -- ;\n; SELECT 2",
      [
        "SELECT ';', \";\", $$;$$, $a$;$a$", "SELECT 2",
      ]
    ),
    (
      "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3",
      [
        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "SELECT 3",
      ]
    ),
    ("SELECT ) ; SELECT 2", ["SELECT )", "SELECT 2"]),
    ("\u{FEFF}SELECT 1", ["SELECT 1"]),
    ("SELECT 1;\r\nSELECT 2;\r\n", ["SELECT 1", "SELECT 2"]),
  ])
  func `a semicolon ends a statement unless it is inside of something`(
    sql: String,
    expected: [String]
  ) throws {
    #expect(try Self.texts(sql) == expected)
  }

  @Test(arguments: [
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
    "create or replace function f(a int = (1)) returns int begin atomic select case when a = 1 then "
      + "case a when 1 then 2 end else 3 end; select 4; end",
    "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT 1 AS end; SELECT t.case FROM t; END",
    "CREATE FUNCTION \"begin\"() RETURNS int BEGIN -- why\n ATOMIC RETURN 1; END",
    "CREATE FUNCTION atomic(begin int) RETURNS int BEGIN ATOMIC SELECT (CASE WHEN true THEN 1 END); END",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC END",
  ])
  func `a routine's body in SQL is one statement with its routine`(routine: String) throws {
    #expect(try Self.texts("\(routine); SELECT 'after'") == [routine, "SELECT 'after'"])
  }

  @Test(arguments: [
    "CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE begin (atomic int)",
    "CREATE VIEW v AS SELECT begin atomic FROM t",
    "CREATE TRIGGER t AFTER INSERT ON begin EXECUTE FUNCTION atomic()",
  ])
  func `the words of a routine's body are ordinary elsewhere`(sql: String) throws {
    #expect(try Self.texts("\(sql); SELECT 'after'") == [sql, "SELECT 'after'"])
  }

  /// A file as a project has it: functions, a DO block, a rule, a policy, strings that go on.
  static let project = #"""
    -- Care notes: one row per visit.
    -- Locks: none that a reader waits for; the tables are new.
    CREATE TABLE IF NOT EXISTS care_note (
      "tenantId" uuid NOT NULL,
      id uuid NOT NULL, -- version 7; made by the application
      body text NOT NULL CHECK (body <> '' AND body !~ '[;\]'),
      CONSTRAINT "PK_care_note" PRIMARY KEY ("tenantId", id)
    );

    COMMENT ON TABLE care_note IS 'One row per visit;'
      ' never deleted.';

    CREATE OR REPLACE FUNCTION care_note_touch() RETURNS trigger LANGUAGE plpgsql AS $function$
    DECLARE
      query text := $q$SELECT 1; SELECT '$'$q$;
    BEGIN
      -- It's the row's own stamp;
      NEW.updated_at := now();
      RETURN NEW;
    END;
    $function$;

    DO $$ BEGIN EXECUTE 'SELECT 1;'; EXCEPTION WHEN others THEN NULL; END $$;

    CREATE RULE care_note_log AS ON UPDATE TO care_note DO ALSO (
      INSERT INTO log VALUES ('a;b'); NOTIFY care_note;
    );

    CREATE FUNCTION care_note_count(tenant uuid) RETURNS bigint LANGUAGE sql STABLE
    BEGIN ATOMIC
      SELECT CASE WHEN count(*) > 0 THEN count(*) ELSE 0 END FROM care_note WHERE "tenantId" = tenant;
    END;

    ALTER TABLE care_note ENABLE ROW LEVEL SECURITY;
    CREATE POLICY "POL_care_note" ON care_note
      USING ("tenantId" = NULLIF(current_setting('app.tenant_id', true), '')::uuid);
    /* the last one has no semicolon */
    GRANT SELECT ON care_note TO heartly_app
    """#

  @Test func `a project's file is cut into the statements that a reader sees`() throws {
    let script = try MigrationScript(SQLSource(name: "a.sql", text: Self.project), half: .up)
    let heads = script.statements.map { statement in
      let words = script.text(of: statement).split(whereSeparator: \.isWhitespace)
      return "\(statement.start.line) \(words.prefix(2).joined(separator: " "))"
    }
    #expect(
      heads == [
        "3 CREATE TABLE", "10 COMMENT ON", "13 CREATE OR", "23 DO $$", "25 CREATE RULE",
        "29 CREATE FUNCTION", "34 ALTER TABLE", "35 CREATE POLICY", "38 GRANT SELECT",
      ]
    )
    #expect(script.isTransactional)
    #expect(script.statements.allSatisfy { !script.text(of: $0).hasSuffix(";") })
    let extents = script.statements.map { script.source.text($0.extent) }.joined()
    #expect(extents == Self.project)
  }

  @Test func `extents join up and hold the comments before a statement`() throws {
    let text = "-- first\nSELECT 1; -- still of the second\n\n/* second */ SELECT 2 ;\n-- rest"
    let script = try MigrationScript(SQLSource(name: "a.sql", text: text), half: .up)
    let extents = script.statements.map { script.source.text($0.extent) }
    #expect(
      extents == [
        "-- first\nSELECT 1;", " -- still of the second\n\n/* second */ SELECT 2 ;",
      ]
    )
    #expect(text.hasPrefix(extents.joined()))
    #expect(script.statements.map(\.start.description) == ["a.sql:2:1", "a.sql:4:14"])
    #expect(script.statements.map(\.number) == [1, 2])
  }

  @Test(arguments: [
    ("\u{FEFF}SELECT x", 8, 1, 8),
    ("SELECT 1;\r\n\r\n  SELECT 日本, x", 12, 3, 14),
    ("SELECT 1;\rSELECT x", 8, 2, 8),
    ("-- é\nSELECT\n\t'é', x", 14, 3, 7),
    ("SELECT x", 9, 1, 9),
    ("SELECT x", 99, 1, 9),
    ("SELECT x", 0, 1, 1),
  ])
  func `the server's error position maps to line and column`(
    text: String,
    position: Int,
    line: Int,
    column: Int
  ) throws {
    let script = try MigrationScript(SQLSource(name: "a.sql", text: text), half: .up)
    let statement = try #require(script.statements.last)
    let place = script.source.location(in: statement, atCharacter: position)
    #expect(place.line == line)
    #expect(place.column == column)
  }

  @Test func `one statement outside of a transaction takes the whole script outside`() throws {
    let text = "CREATE TABLE t (); CREATE INDEX CONCURRENTLY i ON t (a); SELECT 1"
    let script = try MigrationScript(SQLSource(name: "a.sql", text: text), half: .up)
    #expect(!script.isTransactional)
    #expect(script.statements.count == 3)
    let plain = try MigrationScript(
      SQLSource(name: "a.sql", text: "CREATE INDEX i ON t (a)"),
      half: .up
    )
    #expect(plain.isTransactional)
  }
}
