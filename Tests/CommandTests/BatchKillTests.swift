import Migrate
import Postgres
import Subprocess
import TestDatabase
import TestSupport
import Testing

/// `kill -9` of the program between and inside of batches.
@Suite(.timeLimit(.minutes(5))) struct BatchKillTests {
  /// A key of two columns, and a change that would show if it were made twice.
  private static let table = """
    CREATE TABLE part ("tenantId" uuid, id uuid, n int NOT NULL, PRIMARY KEY ("tenantId", id));
    INSERT INTO part
    SELECT md5((i / 700)::text)::uuid, md5(i::text)::uuid, i FROM generate_series(1, 4000) AS i;
    """
  private static let change = """
    -- heartly:batch size=50 pause=2ms
    UPDATE part SET n = n + 100000;
    CREATE INDEX CONCURRENTLY part_n ON part (n);
    -- heartly:batch size=50 pause=2ms
    DELETE FROM part WHERE n % 3 = 0;
    """

  private func withPart(
    _ body: (TestDatabase, Runner, MigrationFixture) async throws -> Void
  ) async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(1, up: Self.table)
      let first = try await up(database, files).run()
      try #require(first.status == .exited(0), "\(first.error)")
      try files.write(2, up: Self.change)
      try await body(database, runner, files)
    }
  }

  private func up(_ database: TestDatabase, _ files: MigrationFixture) -> Program {
    Program.migrate("up", "--max-active", "1000", on: database, directory: files.path)
  }

  /// The rows as one number.
  private func rows(_ runner: Runner) async throws -> String {
    try await runner.connection.value(
      "SELECT count(*) || ' ' || md5(string_agg(p::text, ',' ORDER BY p)) FROM part AS p",
      as: String.self
    )
  }

  private func undisturbed() async throws -> String {
    try await withTestDatabase { database in
      let connection = try await database.connect()
      defer { connection.close() }
      let files = try MigrationFixture()
      try files.write(1, up: Self.table)
      try files.write(2, up: Self.change)
      let ended = try await up(database, files).run()
      try #require(ended.status == .exited(0), "\(ended.error)")
      #expect(ended.output.contains("statement 1 passed over 4,000 rows in 80 batches"))
      return try await rows(Runner(connection: connection))
    }
  }

  @Test func `killed again and again, it comes to the rows of an undisturbed run`() async throws {
    let expected = try await undisturbed()
    try await withPart { database, runner, files in
      // So many rows are passed over by both statements when it is killed.
      for mark: Int64 in [1, 900, 2300, 3950, 4100, 5200, 6600] {
        let killed = try await up(database, files).run { signal in
          try await wait(for: "\(mark) rows") { try await passed(runner) >= mark }
          try signal(.kill)
        }
        #expect(killed.status == .signaled(9), "\(killed.output) \(killed.error)")
        try await runner.isGone()
      }
      let last = try await up(database, files).run()
      #expect(last.status == .exited(0), "\(last.error)")
      #expect(last.output.contains("statement 1 was finished by an earlier run."))
      #expect(try await rows(runner) == expected)
      #expect(try await runner.history() == ["1", "2"])
      #expect(try await runner.invalidIndexes() == [])
      let left = try await runner.connection.value(
        """
        SELECT (SELECT count(*) FROM heartly_migration.batch)
          + (SELECT count(*) FROM heartly_migration.progress)
        """,
        as: Int64.self
      )
      #expect(left == 0)
    }
  }

  private func passed(_ runner: Runner) async throws -> Int64 {
    let exists = try await runner.connection.value(
      "SELECT to_regclass('heartly_migration.batch') IS NOT NULL",
      as: Bool.self
    )
    guard exists else { return 0 }
    return try await runner.connection.value(
      "SELECT coalesce(sum(rows), 0)::bigint FROM heartly_migration.batch",
      as: Int64.self
    )
  }

  @Test func `an interrupted run says how it goes on`() async throws {
    try await withPart { database, runner, files in
      let ended = try await up(database, files).run { signal in
        try await wait(for: "some rows") { try await passed(runner) >= 500 }
        try signal(.interrupt)
      }
      #expect(ended.status == .exited(1))
      #expect(
        ended.error.contains("interrupted during statement 1 of 3 of Step2"),
        "\(ended.error)"
      )
      #expect(ended.error.contains("The same command goes on from here."))
      let second = try await up(database, files).run()
      #expect(second.status == .exited(0), "\(second.error)")
    }
  }

  @Test(arguments: [
    (
      "-- heartly:batch siez=5\nDELETE FROM part;\n",
      "2-Step.up.sql:1:18: `heartly:batch`: there is no"
    ),
    (
      "-- heartly:batch\nDELETE FROM part RETURNING id;\n", "2-Step.up.sql:2:18: RETURNING is about"
    ),
  ])
  func `what cannot be batched is refused before anything runs`(up: String, message: String)
    async throws
  {
    try await withPart { database, _, files in
      try files.write(2, up: up)
      let ended = try await self.up(database, files).run()
      #expect(ended.status == .exited(1))
      #expect(ended.error.contains(message), "\(ended.error)")
    }
  }
}
