import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// `migrate up` and `status` on many databases, and on many schemas of one.
@Suite(.timeLimit(.minutes(5))) struct ManyTests {
  private func files() throws -> MigrationFixture {
    let files = try MigrationFixture()
    try files.write(1, up: "CREATE TABLE booking (id int PRIMARY KEY);\n")
    try files.write(2, up: "CREATE INDEX CONCURRENTLY booking_id ON booking (id);\n")
    return files
  }

  private func make(_ schemas: String..., in connection: Connection) async throws {
    for schema in schemas { try await connection.execute("CREATE SCHEMA \(identifier: schema)") }
  }

  @Test func `each schema that is LIKE the pattern has a history and tables of its own`()
    async throws
  {
    try await withRunner { database, runner in
      try await make("tenant_1", "tenant_2", "Tenant \"x\\", "other", in: runner.connection)
      let files = try files()
      let up = Program.migrate(
        "up",
        "--schemas",
        "%enant%",
        "-j",
        "3",
        on: database,
        directory: files.path
      )
      let first = try await up.run()
      #expect(first.status == .exited(0), "\(first.error)")
      let names = ["Tenant \"x\\", "tenant_1", "tenant_2"]
      for name in names { #expect(first.output.contains("\(name): 2 migrations applied in ")) }
      #expect(
        first.output.hasSuffix("3 schemas: 3 brought up, 0 had nothing to do, 0 failed\n")
      )
      for table in ["booking", "heartly_migration_history", "heartly_migration_state"] {
        let schemas = try await runner.connection.column(
          """
          SELECT relnamespace::regnamespace::text FROM pg_class WHERE relname = \(table) ORDER BY 1
          """
        )
        #expect(schemas.sorted() == ["\"Tenant \"\"x\\\"", "tenant_1", "tenant_2"])
      }
      #expect(
        try await runner.connection.value(
          "SELECT to_regnamespace('heartly_migration') IS NULL",
          as: Bool.self
        )
      )
      let second = try await up.run()
      #expect(second.output.hasSuffix("0 brought up, 3 had nothing to do, 0 failed\n"))
      let status = try await Program.migrate(
        "status",
        "--schemas",
        "tenant\\_%",
        on: database,
        directory: files.path
      ).run()
      #expect(
        status.output == """
          tenant_1: 2 applied, 0 pending
          tenant_2: 2 applied, 0 pending
          2 schemas: 0 with pending migrations, 0 with problems

          """
      )
      try await runner.isGone()
    }
  }

  @Test func `what fails in one schema stops none of the others, and is told by name`()
    async throws
  {
    try await withRunner { database, runner in
      try await make("a", "b", "c", in: runner.connection)
      try await runner.connection.execute("CREATE TABLE b.booking ()")
      let files = try files()
      let up = Program.migrate(
        "up",
        "--no-lint",
        "--schemas",
        "_",
        on: database,
        directory: files.path
      )
      let ended = try await up.run()
      #expect(ended.status == .exited(1))
      #expect(ended.output.contains("a: 2 migrations applied in "))
      #expect(ended.output.contains("c: 2 migrations applied in "))
      #expect(ended.error.hasPrefix("error: b failed: "))
      #expect(ended.error.contains("1-Step.up.sql:1:1: ERROR: relation \"booking\" already exists"))
      #expect(ended.output.hasSuffix("3 schemas: 2 brought up, 0 had nothing to do, 1 failed\n"))
      let left = try await runner.connection.value(
        "SELECT to_regclass('b.heartly_migration_history') IS NULL",
        as: Bool.self
      )
      #expect(left)
    }
  }

  @Test func `a RESET in a migration comes back to its schema`() async throws {
    try await withRunner { database, runner in
      try await make("a", "b", in: runner.connection)
      let files = try MigrationFixture()
      try files.write(
        1,
        up: "SET search_path = public;\nRESET search_path;\nCREATE TABLE here ();\n"
      )
      let up = Program.migrate("up", "--schemas", "_", on: database, directory: files.path)
      let ended = try await up.run()
      #expect(ended.status == .exited(0), "\(ended.error)")
      let schemas = try await runner.connection.column(
        "SELECT relnamespace::regnamespace::text FROM pg_class WHERE relname = 'here' ORDER BY 1"
      )
      #expect(schemas == ["a", "b"])
    }
  }

  @Test func `ten runners at once on the same schemas apply each migration once`() async throws {
    try await withRunner { database, runner in
      try await make("a", "b", "c", in: runner.connection)
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE t (n int);\nINSERT INTO t VALUES (1);\n")
      let ended = try await withThrowingTaskGroup(of: Program.Ended.self) { group in
        for _ in 0..<10 {
          group.addTask {
            try await Program.migrate(
              "up",
              "--schemas",
              "_",
              "-j",
              "2",
              on: database,
              directory: files.path
            ).run()
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(ended.map(\.status) == Array(repeating: .exited(0), count: 10))
      for schema in ["a", "b", "c"] {
        let count = try await runner.connection.value(
          "SELECT count(*) FROM \(identifier: schema).t",
          as: Int64.self
        )
        #expect(count == 1)
      }
    }
  }

  @Test func `databases of a file are brought up, and one that cannot be reached is named`()
    async throws
  {
    try await withTestDatabase { one in
      try await withTestDatabase { two in
        let files = try files()
        let list = try MigrationFixture()
        try list.writeFile(
          "databases.txt",
          """
          # Comments and blank lines say nothing.

            \(one.connectionString)
          \(two.connectionString) password=secret
          postgres://migrator:geheim@127.0.0.1:1/gone
          """
        )
        let up = Program(
          arguments: [
            "migrate", "up", "--all", list.path.appending("databases.txt").string, "-j", "2",
            "--directory", files.path.string,
          ]
        )
        let ended = try await up.run()
        #expect(ended.status == .exited(1))
        #expect(ended.output.contains("/\(one.name): 2 migrations applied in "))
        #expect(ended.output.contains("/\(two.name): 2 migrations applied in "))
        #expect(ended.error.hasPrefix("error: 127.0.0.1:1/gone failed: "), "\(ended.error)")
        #expect(
          ended.output.hasSuffix("3 databases: 2 brought up, 0 had nothing to do, 1 failed\n")
        )
        for secret in ["secret", "geheim"] {
          #expect(!ended.output.contains(secret) && !ended.error.contains(secret))
        }
      }
    }
  }

  @Test(arguments: [
    ("postgres://a@h/x\npostgres://b@h/x\n", "databases.txt:2: the database of line 1 again"),
    ("# nothing\n\n", "databases.txt names no database"),
    ("postgres://h/x\nhost=a b=c\n", "databases.txt:2: "),
  ])
  func `a file that cannot be understood is refused before anything runs`(
    text: String,
    message: String
  ) async throws {
    let list = try MigrationFixture()
    try list.writeFile("databases.txt", text)
    let ended = try await Program(
      arguments: ["migrate", "up", "--all", list.path.appending("databases.txt").string]
    ).run()
    #expect(ended.status == .exited(2))
    #expect(ended.error.contains(message), "\(ended.error)")
  }

  @Test func `a signal ends all of them cleanly, and says what was not begun`() async throws {
    try await withRunner { database, runner in
      try await make("a", "b", "c", in: runner.connection)
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE t ();\nSELECT pg_sleep(600);\n")
      let ended = try await Program.migrate(
        "up",
        "--schemas",
        "_",
        "-j",
        "2",
        on: database,
        directory: files.path
      ).run { signal in
        try await wait(for: "both to sleep") {
          try await runner.connection.value(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event = 'PgSleep'
            """,
            as: Int64.self
          ) == 2
        }
        try signal(.interrupt)
      }
      #expect(ended.status == .exited(1))
      #expect(ended.output.contains("c: not begun"), "\(ended.output)")
      #expect(ended.error.contains("error: a failed: interrupted during statement 2 of 2 of Step1"))
      try await runner.isGone()
      let tables = try await runner.connection.column(
        "SELECT relname::text FROM pg_class WHERE relname = 't'"
      )
      #expect(tables == [])
    }
  }
}
