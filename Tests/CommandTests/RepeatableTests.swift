import Foundation
import LiveCatalog
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// Files that are applied again whenever they change.
@Suite(.timeLimit(.minutes(4))) struct RepeatableTests {
  @Test func `they run after the migrations, once, and again when a statement changes`()
    async throws
  {
    try await withRepeatables { bench in
      try bench.files.writeFile(
        "greet.sql",
        "CREATE OR REPLACE FUNCTION greet() RETURNS text LANGUAGE sql AS $$ SELECT 'hello' $$;\n"
      )
      try bench.files.writeFile(
        "names.sql",
        "CREATE OR REPLACE VIEW names AS SELECT name FROM client;\n"
      )
      #expect(try await bench.applied() == ["greet.sql", "names.sql"])
      let first = try await bench.records()
      #expect(try await bench.applied() == [])
      try bench.files.writeFile(
        "greet.sql",
        """
        -- Only this comment is new.
        create or replace function greet() returns text language sql as $$ SELECT 'hello' $$;

        """
      )
      #expect(try await bench.applied() == [])
      #expect(try await bench.records() == first)
      try bench.files.writeFile(
        "greet.sql",
        "CREATE OR REPLACE FUNCTION greet() RETURNS text LANGUAGE sql AS $$ SELECT 'hi' $$;\n"
      )
      #expect(try await bench.applied() == ["greet.sql"])
      #expect(try await bench.value("SELECT greet()") == "hi")
      let last = try await bench.records()
      #expect(last[0] != first[0] && last[1] == first[1])
    }
  }

  @Test func `what a file uses runs before it, whatever the names say`() async throws {
    try await withRepeatables { bench in
      try bench.files.writeFile("1-c.sql", "CREATE OR REPLACE VIEW c AS SELECT * FROM b;\n")
      try bench.files.writeFile(
        "2-b.sql",
        "CREATE OR REPLACE VIEW b AS SELECT shout(name) FROM client;\n"
      )
      try bench.files.writeFile(
        "3-a.sql",
        "CREATE OR REPLACE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS $$ SELECT upper(t) $$;\n"
      )
      try bench.files.writeFile("0-z.sql", "COMMENT ON TABLE client IS 'nobody needs it';\n")
      #expect(try await bench.applied() == ["0-z.sql", "3-a.sql", "2-b.sql", "1-c.sql"])
    }
  }

  @Test func `files that use each other keep the order of their names, and it is said`()
    async throws
  {
    try await withRepeatables { bench in
      // PostgreSQL takes the first one because its body is read only when it runs.
      try bench.files.writeFile(
        "1-ping.sql",
        """
        CREATE OR REPLACE FUNCTION ping(n integer) RETURNS integer LANGUAGE plpgsql AS
          $$ BEGIN RETURN n; END $$;
        GRANT EXECUTE ON FUNCTION ping(integer) TO PUBLIC;

        """
      )
      try bench.files.writeFile(
        "2-pong.sql",
        """
        CREATE OR REPLACE FUNCTION pong(n integer) RETURNS integer LANGUAGE sql AS
          $$ SELECT ping(n) $$;

        """
      )
      #expect(try await bench.applied() == ["1-ping.sql", "2-pong.sql"])
      try bench.files.writeFile(
        "1-ping.sql",
        """
        CREATE OR REPLACE FUNCTION ping(n integer) RETURNS integer LANGUAGE sql AS
          $$ SELECT CASE WHEN n > 0 THEN pong(n - 1) ELSE n END $$;

        """
      )
      let ended = try await bench.up()
      #expect(
        ended.output.contains("1-ping.sql, 2-pong.sql use each other; they keep the order"),
        "\(ended.output)"
      )
    }
  }

  @Test func `a view over a changed view is applied again, and nothing else`() async throws {
    try await withRepeatables { bench in
      try bench.files.writeFile("a.sql", "CREATE OR REPLACE VIEW a AS SELECT id FROM client;\n")
      try bench.files.writeFile("b.sql", "CREATE OR REPLACE VIEW b AS SELECT * FROM a;\n")
      try bench.files.writeFile("c.sql", "CREATE OR REPLACE VIEW c AS SELECT name FROM client;\n")
      try await bench.up()
      try bench.files.writeFile(
        "a.sql",
        "CREATE OR REPLACE VIEW a AS SELECT id, name FROM client;\n"
      )
      #expect(try await bench.applied() == ["a.sql", "b.sql"])
      #expect(
        try await bench.value(
          "SELECT count(*)::text FROM information_schema.columns WHERE table_name = 'b'"
        ) == "2"
      )
    }
  }

  @Test func `a view that is dropped with what stands on it is made again in one transaction`()
    async throws
  {
    try await withRepeatables { bench in
      try bench.files.writeFile(
        "a.sql",
        "CREATE OR REPLACE VIEW a AS SELECT id, name FROM client;\n"
      )
      try bench.files.writeFile("b.sql", "CREATE OR REPLACE VIEW b AS SELECT name FROM a;\n")
      try await bench.up()
      try bench.files.writeFile("a.sql", "CREATE OR REPLACE VIEW a AS SELECT name FROM client;\n")
      let refused = try await bench.program("up").run()
      #expect(refused.status == .exited(1))
      #expect(
        refused.error.contains("a.sql:1:1: ERROR: cannot drop columns from view"),
        "\(refused.error)"
      )
      #expect(refused.error.contains("DROP VIEW IF EXISTS … CASCADE"), "\(refused.error)")
      try bench.files.writeFile(
        "a.sql",
        "DROP VIEW IF EXISTS a;\nCREATE VIEW a AS SELECT name FROM client;\n"
      )
      let inTheWay = try await bench.program("up").run()
      #expect(inTheWay.status == .exited(1))
      #expect(inTheWay.error.contains("made again in the same transaction"), "\(inTheWay.error)")
      try bench.files.writeFile(
        "a.sql",
        "DROP VIEW IF EXISTS a CASCADE;\nCREATE VIEW a AS SELECT name FROM client;\n"
      )
      #expect(try await bench.applied() == ["a.sql", "b.sql"])
      let records = try await bench.records().map { $0.split(separator: " ")[1] }
      #expect(Set(records).count == 1)
      #expect(try await bench.value("SELECT to_regclass('b')::text") == "b")
    }
  }

  @Test func `a file that fails is named, and leaves what was there before`() async throws {
    try await withRepeatables { bench in
      try bench.files.writeFile("a.sql", "CREATE OR REPLACE VIEW a AS SELECT id FROM client;\n")
      try await bench.up()
      let before = try await CatalogSnapshot(of: bench.connection)
      let records = try await bench.records()
      try bench.files.writeFile(
        "a.sql",
        """
        CREATE OR REPLACE VIEW a AS SELECT id, name FROM client;
        CREATE OR REPLACE VIEW other AS SELECT nothing FROM client;

        """
      )
      let failed = try await bench.program("up").run()
      #expect(failed.status == .exited(1))
      #expect(
        failed.error.contains("a.sql:2:40: ERROR: column \"nothing\" does not exist"),
        "\(failed.error)"
      )
      #expect(
        failed.error.contains("a.sql was rolled back; nothing of it is left"),
        "\(failed.error)"
      )
      #expect(try await CatalogSnapshot(of: bench.connection).changes(since: before) == [])
      #expect(try await bench.records() == records)
    }
  }

  @Test
  func `functions, triggers, policies, rights and materialized views can all be applied again`()
    async throws
  {
    try await withRepeatables { bench in
      try bench.files.writeFile(
        "all.sql",
        """
        CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RETURN NEW; END $$;
        DROP TRIGGER IF EXISTS "TRG_client" ON client;
        CREATE TRIGGER "TRG_client" BEFORE UPDATE ON client
          FOR EACH ROW EXECUTE FUNCTION touch();
        DROP POLICY IF EXISTS "POL_client" ON client;
        CREATE POLICY "POL_client" ON client USING (true);
        ALTER TABLE client ENABLE ROW LEVEL SECURITY;
        DROP MATERIALIZED VIEW IF EXISTS summary;
        CREATE MATERIALIZED VIEW summary AS SELECT count(*) AS clients FROM client;
        CREATE UNIQUE INDEX "IDX_summary" ON summary (clients);
        GRANT SELECT ON client TO PUBLIC;
        ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
        COMMENT ON TABLE client IS 'people';

        """
      )
      #expect(try await bench.applied() == ["all.sql"])
      try await bench.connection.execute("DELETE FROM heartly_migration.repeatable")
      #expect(try await bench.applied() == ["all.sql"])
    }
  }

  @Test func `status tells which are current, changed, new, dependent and gone`() async throws {
    try await withRepeatables { bench in
      try bench.files.writeFile("a.sql", "CREATE OR REPLACE VIEW a AS SELECT id FROM client;\n")
      try bench.files.writeFile("b.sql", "CREATE OR REPLACE VIEW b AS SELECT id FROM a;\n")
      try bench.files.writeFile("c.sql", "CREATE OR REPLACE VIEW c AS SELECT 1 AS one;\n")
      try bench.files.writeFile("d.sql", "CREATE OR REPLACE VIEW d AS SELECT 1 AS one;\n")
      try await bench.up()
      try bench.files.writeFile(
        "a.sql",
        "CREATE OR REPLACE VIEW a AS SELECT id, name FROM client;\n"
      )
      try bench.files.writeFile("e.sql", "CREATE OR REPLACE VIEW e AS SELECT 1 AS one;\n")
      unlink(bench.files.path.appending("d.sql").string)
      let status = try await bench.program("status").run()
      #expect(status.status == .exited(0), "\(status.error)")
      for line in [
        "changed  a.sql", "dependent  b.sql", "current  c.sql", "gone  d.sql", "new  e.sql",
      ] {
        #expect(status.output.contains("\n\(line)\n"), "\(status.output)")
      }
      let dry = try await bench.program("up", "--dry-run").run()
      #expect(
        dry.output == """
          note: d.sql: its file is gone; what it made is still there
          would apply a.sql: it changed
          would apply b.sql: it uses a.sql
          would apply e.sql: it is new
          3 repeatable files would be applied. Nothing was changed.

          """
      )
      let plan = try await bench.program("plan").run()
      #expect(plan.status == .exited(0), "\(plan.error)")
      #expect(
        plan.output.contains("b.sql: applied again, one transaction: it uses a.sql"),
        "\(plan.output)"
      )
      #expect(plan.output.contains("\n    a: ACCESS EXCLUSIVE ("), "\(plan.output)")
      #expect(plan.output.contains("3 repeatable files would run on"), "\(plan.output)")
      #expect(try await bench.applied() == ["a.sql", "b.sql", "e.sql"])
      #expect(try await bench.value("SELECT to_regclass('d')::text") == "d")
    }
  }

  @Test func `a view that a migration had to drop is made again in the same run`() async throws {
    try await withRepeatables { bench in
      try bench.files.writeFile("a.sql", "CREATE OR REPLACE VIEW a AS SELECT id FROM client;\n")
      try bench.files.writeFile("b.sql", "CREATE OR REPLACE VIEW b AS SELECT id FROM a;\n")
      try await bench.up()
      try bench.migrations.write(
        2,
        up: "DROP VIEW IF EXISTS a CASCADE;\nALTER TABLE client ALTER COLUMN id TYPE bigint;\n"
      )
      #expect(try await bench.applied() == ["a.sql", "b.sql"])
      #expect(
        try await bench.value(
          "SELECT pg_typeof(id)::text FROM b RIGHT JOIN (SELECT) AS one ON true"
        )
          == "bigint"
      )
    }
  }

  @Test func `a run on the way to an earlier version leaves them alone`() async throws {
    try await withRepeatables { bench in
      try bench.migrations.write(2, up: "ALTER TABLE client ADD age integer;\n")
      try bench.files.writeFile("a.sql", "CREATE OR REPLACE VIEW a AS SELECT age FROM client;\n")
      let part = try await bench.program("up", "--to", "1").run()
      #expect(part.status == .exited(0), "\(part.error)")
      #expect(!part.output.contains("a.sql"), "\(part.output)")
      #expect(try await bench.applied() == ["a.sql"])
    }
  }

  @Test func `the usual place is beside the migrations, and where it is missing nothing is asked`()
    async throws
  {
    try await withRepeatables { bench in
      let plain = try await Program.migrate(
        "up",
        on: bench.database,
        directory: bench.migrations.path
      )
      .run()
      #expect(plain.status == .exited(0), "\(plain.error)")
      let exists = try await bench.connection.value(
        "SELECT to_regclass('heartly_migration.repeatable') IS NOT NULL",
        as: Bool.self
      )
      #expect(!exists)
      var missing = bench.program("up")
      missing.arguments = missing.arguments.map {
        $0 == bench.files.path.string ? "/nonexistent" : $0
      }
      let ended = try await missing.run()
      #expect(ended.status == .exited(1))
      #expect(ended.error.contains("/nonexistent: there is no such directory"), "\(ended.error)")
    }
  }

  @Test func `killed in the middle of a file, the next run applies all of it`() async throws {
    try await withRepeatables { bench in
      try bench.files.writeFile("a.sql", "CREATE OR REPLACE VIEW a AS SELECT id FROM client;\n")
      try bench.files.writeFile("b.sql", "CREATE OR REPLACE VIEW b AS SELECT id FROM a;\n")
      try await bench.up()
      let before = try await CatalogSnapshot(of: bench.connection)
      try bench.files.writeFile(
        "a.sql",
        """
        DROP VIEW IF EXISTS a CASCADE;
        CREATE VIEW a AS SELECT id, name FROM client;
        DO $$ BEGIN IF current_setting('application_name') = 'heartly migrate'
          AND EXISTS (SELECT FROM client) THEN PERFORM pg_sleep(600); END IF; END $$;

        """
      )
      try await bench.connection.execute("INSERT INTO client VALUES (1, 'x')")
      let runner = Runner(connection: bench.connection)
      let killed = try await bench.program("up").run { signal in
        try await runner.sleeps()
        try signal(.kill)
      }
      #expect(killed.status == .signaled(SIGKILL))
      try await runner.isGone()
      #expect(try await CatalogSnapshot(of: bench.connection).changes(since: before) == [])
      try await bench.connection.execute("DELETE FROM client")
      #expect(try await bench.applied() == ["a.sql", "b.sql"])
      #expect(try await bench.applied() == [])
    }
  }

  @Test func `two runners at once apply each file once`() async throws {
    try await withRepeatables { bench in
      try await bench.connection.execute("CREATE TABLE ran (file text)")
      for file in ["a", "b", "c"] {
        try bench.files.writeFile(
          "\(file).sql",
          """
          CREATE OR REPLACE VIEW \(file) AS SELECT id FROM client;
          DO $$ BEGIN INSERT INTO ran VALUES ('\(file)'); END $$;

          """
        )
      }
      let program = bench.program("up")
      try await withThrowingTaskGroup(of: Program.Ended.self) { group in
        for _ in 0..<4 { group.addTask { try await program.run() } }
        for try await ended in group { #expect(ended.status == .exited(0), "\(ended.error)") }
      }
      #expect(
        try await bench.connection.column("SELECT file FROM ran ORDER BY file") == ["a", "b", "c"]
      )
      #expect(try await bench.names() == ["a.sql", "b.sql", "c.sql"])
    }
  }
}
