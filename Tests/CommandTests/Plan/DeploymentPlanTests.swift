import Foundation
import LiveCatalog
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// `heartly migrate plan`.
@Suite(.timeLimit(.minutes(3))) struct DeploymentPlanTests {
  /// A table with rows, and three migrations that are still to come.
  private func withPlanned(
    _ body: (TestDatabase, Connection, MigrationFixture) async throws -> Void
  ) async throws {
    try await withTestDatabase { database in
      let files = try MigrationFixture()
      try files.write(
        1,
        up: """
          CREATE TABLE client (id integer PRIMARY KEY, age integer, "lastName" text)
            WITH (autovacuum_enabled = false);
          INSERT INTO client SELECT n, n, 'x' FROM generate_series(1, 20000) AS n;

          """,
        down: "DROP TABLE client;\n"
      )
      let applied = try await Program.migrate("up", on: database, directory: files.path).run()
      try #require(applied.status == .exited(0), "\(applied.error)")
      let connection = try await database.connect()
      defer { connection.close() }
      try await connection.execute("ANALYZE client")
      try files.write(
        2,
        up: """
          -- Lock: ACCESS EXCLUSIVE, which the test looks for.
          ALTER TABLE client
            ALTER COLUMN age TYPE bigint;
          CREATE TABLE visit (id integer PRIMARY KEY, "clientId" integer REFERENCES client (id));
          CREATE INDEX "IDX_visit_clientId" ON visit ("clientId");

          """,
        down: "DROP TABLE visit;\nALTER TABLE client ALTER COLUMN age TYPE integer;\n"
      )
      try files.write(
        3,
        up: "CREATE INDEX CONCURRENTLY \"IDX_client_age\" ON client (age);\n",
        down: "DROP INDEX CONCURRENTLY \"IDX_client_age\";\n"
      )
      try files.write(
        4,
        up: "UPDATE client SET age = age + 1 WHERE \"lastName\" = 'a|b`c';\n",
        down: "UPDATE client SET age = age - 1 WHERE \"lastName\" = 'a|b`c';\n"
      )
      try await body(database, connection, files)
    }
  }

  private func plan(
    _ arguments: String...,
    on database: TestDatabase,
    _ files: MigrationFixture,
    as role: String? = nil
  ) async throws -> Program.Ended {
    try await Program(
      arguments: ["migrate", "plan"] + arguments + [
        "--directory", files.path.string, "--database-url", database.connectionString,
      ],
      environment: role.map { ["PGOPTIONS": "-c role=\($0)"] } ?? [:]
    ).run()
  }

  /// What differs from machine to machine, and from run to run.
  private func stable(_ text: String, _ database: TestDatabase, _ files: MigrationFixture) -> String
  {
    text.replacing(files.path.string, with: "db/migrations")
      .replacing(database.name, with: "DATABASE")
      .replacing(/less than 0\.1 s|about [0-9.,]+ (s|min|h)\b/, with: "TIME")
      .replacing(/[0-9.,]+ (bytes|kB|MB|GB)/, with: "SIZE")
      .replacing(/sorts [0-9,]+ rows/, with: "sorts NUMBER rows")
      .replacing(/measured on [^)]+\)/, with: "measured on TABLE)")
      .replacing(/"(bytes|estimatedSeconds|readBytesPerSecond|sortRowsPerSecond)" : [0-9.e+-]+/) {
        "\"\($0.1)\" : 0"
      }
      .replacing(/"table" : "[^\n]*"/, with: "\"table\" : \"TABLE\"")
  }

  /// Compares with a file beside this one. `HEARTLY_RECORD` in the environment writes it anew.
  private func expectGolden(_ text: String, _ name: String) throws {
    let path = FilePath(#filePath).removingLastComponent().appending("Golden/\(name)")
    if ProcessInfo.processInfo.environment["HEARTLY_RECORD"] != nil {
      try Data(text.utf8).write(to: URL(filePath: path.string))
    }
    let golden = try String(contentsOf: URL(filePath: path.string), encoding: .utf8)
    #expect(text == golden)
  }

  @Test(arguments: ["text", "json", "markdown"])
  func `each form tells what would run, what it locks, what it costs`(format: String) async throws {
    try await withPlanned { database, _, files in
      let ended = try await plan("--format", format, on: database, files)
      #expect(ended.status == .exited(0), "\(ended.error)")
      try expectGolden(stable(ended.output, database, files), "plan.\(format)")
    }
  }

  @Test func `with nothing pending it says so`() async throws {
    try await withPlanned { database, _, files in
      for version in [2, 3, 4] { files.remove(version) }
      for (format, words) in [("text", "Nothing to do"), ("markdown", "Nothing to do")] {
        let ended = try await plan("--format", format, on: database, files)
        #expect(ended.status == .exited(0), "\(ended.error)")
        #expect(ended.output.contains(words), "\(ended.output)")
      }
    }
  }

  @Test func `a part of the way has no later migration in it`() async throws {
    try await withPlanned { database, _, files in
      let ended = try await plan("--to", "2", on: database, files)
      #expect(ended.status == .exited(0), "\(ended.error)")
      #expect(ended.output.contains("1 migration would run"), "\(ended.output)")
      #expect(!ended.output.contains("Step3"), "\(ended.output)")
    }
  }

  @Test func `what up refuses is refused in the same words`() async throws {
    try await withPlanned { database, _, files in
      try files.write(1, up: "CREATE TABLE client (id integer);\n", down: "DROP TABLE client;\n")
      let edited = try await plan(on: database, files)
      let up = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(edited.status == .exited(1))
      #expect(edited.error == up.error)
      #expect(edited.error.contains("was changed after it was applied"), "\(edited.error)")
      let unknown = try await plan("--to", "99", on: database, files)
      #expect(unknown.status == .exited(1))
      #expect(unknown.error.contains("no migration has version 99"), "\(unknown.error)")
    }
  }

  @Test func `a file that is late is refused, and planned where that is allowed`() async throws {
    try await withPlanned { database, _, files in
      for version in [2, 3, 4] { files.remove(version) }
      try files.write(5, up: "CREATE TABLE late (id integer);\n", down: "DROP TABLE late;\n")
      let applied = try await Program.migrate("up", on: database, directory: files.path).run()
      try #require(applied.status == .exited(0), "\(applied.error)")
      try files.write(3, up: "CREATE TABLE later (id integer);\n", down: "DROP TABLE later;\n")
      let refused = try await plan(on: database, files)
      #expect(refused.status == .exited(1))
      #expect(refused.error.contains("would run out of order"), "\(refused.error)")
      let allowed = try await plan("--allow-out-of-order", on: database, files)
      #expect(allowed.status == .exited(0), "\(allowed.error)")
      #expect(allowed.output.contains("runs out of order"), "\(allowed.output)")
    }
  }

  @Test func `what PostgreSQL would refuse is shown, and ends with 1`() async throws {
    try await withPlanned { database, _, files in
      try files.write(
        3,
        up: "CREATE INDEX \"IDX_client_age\" ON client (agee);\n",
        down: "DROP INDEX \"IDX_client_age\";\n"
      )
      let ended = try await plan(on: database, files)
      #expect(ended.status == .exited(1))
      #expect(ended.output.contains("table client has no column agee"), "\(ended.output)")
      #expect(ended.output.contains("`up` would refuse to run this"), "\(ended.output)")
    }
  }

  @Test func `a session that holds a lock in the way is named, without its statement`() async throws
  {
    try await withPlanned { database, connection, files in
      let other = try await database.connect()
      defer { other.close() }
      try await other.execute("SET application_name = 'front desk'")
      try await other.execute("BEGIN")
      try await other.execute("UPDATE client SET \"lastName\" = 'secret' WHERE id = 1")
      let pid = try await other.value("SELECT pg_backend_pid()", as: Int32.self)
      let ended = try await plan(on: database, files)
      #expect(ended.status == .exited(0), "\(ended.error)")
      #expect(
        ended.output.contains(
          /client: process \d+, role [^\n]*, program front desk, idle in transaction[^\n]* holds ROW EXCLUSIVE; the plan needs ACCESS EXCLUSIVE/
        ),
        "\(ended.output)"
      )
      #expect(ended.output.contains("process \(pid),"), "\(ended.output)")
      #expect(ended.output.contains("CONCURRENTLY waits for them"), "\(ended.output)")
      #expect(!ended.output.contains("secret"))
      try await other.execute("ROLLBACK")
    }
  }

  @Test func `a table that nobody may touch is planned all the same, at once`() async throws {
    try await withPlanned { database, connection, files in
      let other = try await database.connect()
      defer { other.close() }
      try await other.execute("BEGIN")
      try await other.execute("LOCK TABLE client IN ACCESS EXCLUSIVE MODE")
      let ended = try await plan(on: database, files)
      #expect(ended.status == .exited(0), "\(ended.error)")
      #expect(ended.output.contains("holds ACCESS EXCLUSIVE"), "\(ended.output)")
      #expect(
        ended.output.contains(/client: ACCESS EXCLUSIVE,[^\n]*20,000 rows/),
        "\(ended.output)"
      )
      try await other.execute("ROLLBACK")
    }
  }

  @Test func `a role that may read the catalog and the history is enough, and nothing is written`()
    async throws
  {
    try await withPlanned { database, connection, files in
      let role = "planner_\(UInt32.random(in: 0 ... .max))"
      try await connection.execute(SQLScript(text: "CREATE ROLE \(role)"))
      try await connection.execute(
        SQLScript(
          text: "GRANT USAGE ON SCHEMA heartly_migration TO \(role)"
        )
      )
      try await connection.execute(
        SQLScript(text: "GRANT SELECT ON ALL TABLES IN SCHEMA heartly_migration TO \(role)")
      )
      let before = try await CatalogSnapshot(of: connection)
      let rows = try await written(connection)
      let ended = try await plan(on: database, files, as: role)
      #expect(ended.status == .exited(0), "\(ended.error)")
      #expect(ended.output.contains("3 migrations would run"), "\(ended.output)")
      #expect(ended.output.contains("GRANT pg_read_all_stats"), "\(ended.output)")
      #expect(try await CatalogSnapshot(of: connection).changes(since: before) == [])
      #expect(try await written(connection) == rows)
      try await connection.execute(SQLScript(text: "DROP OWNED BY \(role)"))
      try await connection.execute(SQLScript(text: "DROP ROLE \(role)"))
      let stranger = try await plan(on: database, files, as: role)
      #expect(stranger.status == .exited(1))
    }
  }

  /// The rows of the engine's tables, by their transactions.
  private func written(_ connection: Connection) async throws -> [String] {
    try await connection.column(
      """
      SELECT xmin::text || ' ' || version FROM heartly_migration.history
      UNION ALL SELECT xmin::text || ' ' || applied FROM heartly_migration.state ORDER BY 1
      """
    )
  }

  @Test func `a table that the plan renames is found under the name that it has now`() async throws
  {
    try await withPlanned { database, _, files in
      for version in [2, 3, 4] { files.remove(version) }
      try files.write(
        2,
        up: "ALTER TABLE client RENAME TO resident;\nALTER TABLE resident ALTER age TYPE bigint;\n",
        down: "ALTER TABLE resident RENAME TO client;\nALTER TABLE client ALTER age TYPE integer;\n"
      )
      let ended = try await plan(on: database, files)
      #expect(ended.status == .exited(0), "\(ended.error)")
      #expect(
        ended.output.contains(
          /resident: ACCESS EXCLUSIVE, every row is written anew[^\n]*20,000 rows/
        ),
        "\(ended.output)"
      )
    }
  }

  @Test func `a migration that was stopped shows which statements are left`() async throws {
    try await withPlanned { database, connection, files in
      for version in [2, 3, 4] { files.remove(version) }
      try files.write(
        2,
        up: """
          CREATE INDEX CONCURRENTLY "IDX_first" ON client (age);
          CREATE UNIQUE INDEX CONCURRENTLY "IDX_second" ON client ("lastName");

          """,
        down: "DROP INDEX CONCURRENTLY \"IDX_first\";\nDROP INDEX CONCURRENTLY \"IDX_second\";\n"
      )
      let failed = try await Program.migrate("up", on: database, directory: files.path).run()
      try #require(failed.status == .exited(1), "\(failed.output)")
      let ended = try await plan(on: database, files)
      #expect(ended.status == .exited(0), "\(ended.error)")
      let finished = ended.output.split(separator: "\n").filter {
        $0.contains("finished by an earlier run")
      }
      #expect(finished.count == 1 && finished[0].contains("2-Step.up.sql:1"), "\(ended.output)")
    }
  }

  @Test func `without PostgreSQL's parser it tells the statements and what is not known`()
    async throws
  {
    try await withPlanned { database, _, files in
      var program = Program.migrate("plan", on: database, directory: files.path)
      program.environment = ["HEARTLY_PARSER_LIBRARY": "/nonexistent"]
      let ended = try await program.run()
      #expect(ended.status == .exited(0), "\(ended.error)")
      #expect(
        ended.output.contains("locks, rewrites and findings are not known"),
        "\(ended.output)"
      )
      #expect(ended.output.contains("ALTER COLUMN age TYPE bigint"), "\(ended.output)")
    }
  }

  @Test func `wrong words are wrong usage`() async throws {
    try await withPlanned { database, _, files in
      let format = try await plan("--format", "html", on: database, files)
      #expect(format.status == .exited(2))
      let version = try await plan("--to", "two", on: database, files)
      #expect(version.status == .exited(2))
    }
  }
}
