import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct EngineFailureTests {
  @Test func `a migration whose third statement fails leaves nothing and names the place`()
    async throws
  {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE kept ();\n")
      try bench.files.write(
        2,
        up: """
          CREATE TABLE one (id int);
          CREATE TABLE two (id int);
            CREATE VIEW v AS SELECT idd FROM one;
          CREATE TABLE four ();
          """
      )
      let message = "\(try await bench.failure())"
      #expect(
        message == """
          \(bench.files.path)/2-Step.up.sql:3:27: ERROR: column "idd" does not exist
          LINE 3:   CREATE VIEW v AS SELECT idd FROM one;
                                            ^
          HINT:  Perhaps you meant to reference the column "one.id".
          SQLSTATE: 42703
          Step2 was rolled back; nothing of it is left.
          """
      )
      #expect(try await bench.history() == [1])
      #expect(try await bench.exists("kept"))
      #expect(try await !bench.exists("one"))
    }
  }

  @Test func `when the first migration fails, not even the engine's schema is left`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t ();\nSELEC 1;\n")
      let message = "\(try await bench.failure())"
      #expect(message.contains("1-Step.up.sql:2:1: ERROR: syntax error at or near \"SELEC\""))
      #expect(try await !bench.exists("heartly_migration.history"))
      let schemas = try await bench.connection.column(
        "SELECT nspname FROM pg_namespace WHERE nspname = 'heartly_migration'"
      )
      #expect(schemas.isEmpty)
    }
  }

  @Test func `the caret stands right behind characters of several bytes`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: "-- Größe\nSELECT 'Ünïcode 日本 🩺' AS größe, fehlt;\n"
      )
      let message = "\(try await bench.failure())"
      #expect(message.contains("1-Step.up.sql:2:33: ERROR: column \"fehlt\" does not exist"))
      let lines = message.split(separator: "\n").map(String.init)
      let line = try #require(lines.first { $0.hasPrefix("LINE 2: ") })
      let caret = try #require(lines.first { $0.hasSuffix("^") })
      // Two characters of double width and one emoji stand before the place.
      #expect(caret.count - 1 == line.dropLast("fehlt;".count).count + 3)
    }
  }

  @Test func `a syntax error at the end of the input points behind the last character`()
    async throws
  {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t (id int\n;\n")
      let message = "\(try await bench.failure())"
      #expect(message.contains("1-Step.up.sql"), "\(message)")
      #expect(message.contains("42601") || message.contains("parenthes"), "\(message)")
    }
  }

  @Test func `an error inside of a DO block shows its context`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: """
          CREATE TABLE t ();

          DO $$
          BEGIN
            PERFORM 1 / 0;
          END
          $$;
          """
      )
      let message = "\(try await bench.failure())"
      #expect(message.contains("1-Step.up.sql:3:1: ERROR: division by zero"))
      #expect(message.contains("PL/pgSQL function inline_code_block line 3 at PERFORM"))
      #expect(message.contains("SQLSTATE: 22012"))
    }
  }

  @Test func `a deferred constraint that fails at COMMIT names the migration and its file`()
    async throws
  {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: """
          CREATE TABLE parent (id int PRIMARY KEY);
          CREATE TABLE child (
            parent int CONSTRAINT fk REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
          INSERT INTO child VALUES (7);
          """
      )
      let message = "\(try await bench.failure())"
      #expect(
        message == """
          \(bench.files.path)/1-Step.up.sql: ERROR: insert or update on table "child" violates \
          foreign key constraint "fk"
          SQLSTATE: 23503
          Step1 failed at its COMMIT, where deferred constraints are checked. Step1 was rolled \
          back; nothing of it is left.
          """
      )
      #expect(try await !bench.exists("child"))
    }
  }

  @Test func `what a row holds is not in the message`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: """
          CREATE TABLE t (name text UNIQUE);
          INSERT INTO t VALUES ('Ana Alvarez');
          INSERT INTO t SELECT name FROM t;
          """
      )
      let error = try await bench.failure()
      #expect(!"\(error)".contains("Ana"))
      guard case .statement(let failure, .rolledBack) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(failure.rendered(showingDetail: true).contains("Ana"))
    }
  }

  @Test func `a file that cannot be run is refused before the files before it run`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t ();\n")
      try bench.files.write(2, up: "COMMIT;\n")
      let message = "\(try await bench.failure())"
      #expect(message.contains("2-Step.up.sql:1:1: COMMIT is refused"))
      #expect(try await !bench.exists("t"))
    }
  }
}
