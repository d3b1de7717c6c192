import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// What migrations and roles set must not reach the next migration.
@Suite(.timeLimit(.minutes(5))) struct EngineSettingsTests {
  @Test(arguments: ["", "-- heartly:no-transaction\n"])
  func `what a migration sets does not reach the next`(directive: String) async throws {
    try await withBench { bench in
      let role = "r\(UInt64.random(in: 0 ... .max))"
      try await bench.connection.execute(SQLScript(text: "CREATE ROLE \(role)"))
      try await bench.connection.execute(
        SQLScript(text: "GRANT CREATE ON SCHEMA public TO \(role)")
      )
      try bench.files.write(
        1,
        up: """
          \(directive)CREATE SCHEMA elsewhere;
          SET search_path = elsewhere;
          SET lock_timeout = 0;
          SET statement_timeout = '1h';
          CREATE TABLE here ();
          SET search_path = public;
          SET ROLE \(role);
          CREATE TABLE of_role ();
          """
      )
      try bench.files.write(
        2,
        up: """
          \(directive)CREATE TABLE seen AS SELECT current_user::text AS role,
            current_setting('search_path') AS path, current_setting('lock_timeout') AS lock,
            current_setting('statement_timeout') AS statement;
          """
      )
      let before = try await bench.settings()
      try await bench.up()
      let seen = try await bench.connection.column(
        "SELECT concat_ws('|', role, path, lock, statement) FROM seen"
      )
      let own = try await bench.role()
      let path = try await bench.connection.column("SELECT current_setting('search_path')").first
      #expect(seen == ["\(own)|\(path ?? "")|100ms|0"])
      let owner = try await bench.connection.column(
        "SELECT relowner::regrole::text FROM pg_class WHERE relname = 'of_role'"
      )
      #expect(owner == [role])
      #expect(try await bench.exists("elsewhere.here"))
      // Nor do the engine's own settings reach whoever lent the session.
      #expect(try await bench.settings() == before)
      try await bench.connection.execute(SQLScript(text: "DROP OWNED BY \(role)"))
      try await bench.connection.execute(SQLScript(text: "DROP ROLE \(role)"))
    }
  }

  @Test func `a failed migration leaves no settings in the session`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: "-- heartly:no-transaction\nSET search_path = pg_catalog;\nSELECT fails;\n"
      )
      let before = try await bench.settings()
      _ = try await bench.failure()
      #expect(try await bench.settings() == before)
      let locks = try await bench.connection.value(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
        as: Int64.self
      )
      #expect(locks == 0)
    }
  }

  @Test func `the role's timeouts do not end a long migration`() async throws {
    try await withBench { bench in
      try await bench.setForDatabase("statement_timeout = '1s'")
      try await bench.setForDatabase("idle_in_transaction_session_timeout = '1s'")
      try bench.files.write(1, up: "SELECT pg_sleep(1.2);\nCREATE TABLE t ();\n")
      try bench.files.write(2, up: "-- heartly:no-transaction\nSELECT pg_sleep(1.2);\n")
      let fresh = try await bench.database.connect()
      defer { fresh.close() }
      try await bench.migrator.apply(to: fresh)
      #expect(try await bench.history() == [1, 2])
    }
  }

  @Test(arguments: ["", "-- heartly:no-transaction\n"])
  func `migrations run at READ COMMITTED whatever the default`(directive: String) async throws {
    try await withBench { bench in
      try await bench.setForDatabase("default_transaction_isolation = 'serializable'")
      try bench.files.write(
        1,
        up:
          "\(directive)CREATE TABLE seen AS SELECT current_setting('transaction_isolation') AS i;\n"
      )
      let fresh = try await bench.database.connect()
      defer { fresh.close() }
      try await bench.migrator.apply(to: fresh)
      #expect(try await fresh.column("SELECT i FROM seen") == ["read committed"])
    }
  }

  @Test func `a database that is read-only by default is refused and named`() async throws {
    try await withBench { bench in
      try await bench.setForDatabase("default_transaction_read_only = on")
      try bench.files.write(1, up: "CREATE TABLE t ();\n")
      let fresh = try await bench.database.connect()
      defer { fresh.close() }
      let migrator = try bench.migrator
      let role = try await bench.role()
      await #expect {
        try await migrator.apply(to: fresh)
      } throws: { error in
        "\(error)" == """
          transactions are read-only for role \(role) in database \(bench.database.name) \
          (default_transaction_read_only); if migrations are meant to run, take that setting back
          """
      }
    }
  }

  @Test func `a role that may not create is told what to grant`() async throws {
    try await withBench { bench in
      let role = "r\(UInt64.random(in: 0 ... .max))"
      try await bench.connection.execute(SQLScript(text: "CREATE ROLE \(role)"))
      try bench.files.write(1, up: "CREATE TABLE t ();\n")
      // The session's role is what a login as the role would give.
      let other = try await bench.database.connect()
      defer { other.close() }
      try await other.execute(SQLScript(text: "SET SESSION AUTHORIZATION \(role)"))
      let migrator = try bench.migrator
      await #expect {
        try await migrator.apply(to: other)
      } throws: { error in
        "\(error)" == """
          role \(role) may not create the schema heartly_migration in database \
          \(bench.database.name); GRANT CREATE ON DATABASE \(bench.database.name) TO \(role), or \
          connect as the database's owner
          """
      }
      try await bench.connection.execute(SQLScript(text: "DROP ROLE \(role)"))
    }
  }
}

extension EngineBench {
  /// All that a session can have set.
  func settings() async throws -> [String] {
    try await connection.column(
      "SELECT concat(name, '=', setting) FROM pg_settings UNION ALL SELECT current_user ORDER BY 1"
    )
  }

  /// Who the tests are.
  func role() async throws -> String {
    try await connection.value("SELECT current_user::text", as: String.self)
  }

  func setForDatabase(_ setting: String) async throws {
    try await connection.execute(
      SQLScript(text: "ALTER DATABASE \(database.name) SET \(setting)")
    )
  }
}
