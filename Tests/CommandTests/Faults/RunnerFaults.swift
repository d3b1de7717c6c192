import Postgres
import Subprocess
import TestDatabase
import TestSupport
import Testing

extension Faults {
  /// Several programs at once.
  @Suite struct Runners {
    private func tenUps(
      _ database: TestDatabase,
      _ files: MigrationFixture
    ) async throws -> [Program.Ended] {
      try await withThrowingTaskGroup(of: Program.Ended.self) { group in
        for _ in 1...10 {
          group.addTask {
            try await Program.migrate("up", on: database, directory: files.path).run()
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }

    @Test func `ten on a first run`() async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      for _ in 0..<(Soak.isOn ? 10 : 1) {
        try await withTestDatabase { database in
          let ended = try await tenUps(database, files)
          #expect(ended.map(\.status) == Array(repeating: .exited(0), count: 10))
          let working = ended.filter { $0.output != "No migrations are pending.\n" }
          #expect(working.count == 1)
          try await undisturbed.expectSound(database, after: "ten first runners")
        }
        Soak.count("ten runners, first run", runs: 10)
      }
    }

    @Test(arguments: ["", "-- heartly:no-transaction\n"])
    func `ten on a change of data`(directive: String) async throws {
      for _ in 0..<(Soak.isOn ? 10 : 1) {
        try await withRunner { database, runner in
          let files = try MigrationFixture()
          try files.write(1, up: "CREATE TABLE t (n int);\nINSERT INTO t VALUES (0);\n")
          let first = try await Program.migrate("up", on: database, directory: files.path).run()
          #expect(first.status == .exited(0))
          try files.write(2, up: "\(directive)UPDATE t SET n = n + 1;\nUPDATE t SET n = n + 1;\n")
          let ended = try await tenUps(database, files)
          #expect(ended.map(\.status) == Array(repeating: .exited(0), count: 10))
          #expect(try await runner.connection.value("SELECT n FROM t", as: Int32.self) == 2)
          #expect(try await runner.history() == ["1", "2"])
          try await runner.isGone()
        }
        Soak.count("ten runners, change of data", runs: 10)
      }
    }

    /// A report reads for long, an ALTER wants the table for itself, and others go on reading it.
    @Test func `readers behind a waiting ALTER`() async throws {
      try await withRunner { database, runner in
        let files = try MigrationFixture()
        try files.write(1, up: "CREATE TABLE t (id int);\n")
        let up = Program.migrate("up", on: database, directory: files.path)
        #expect(try await up.run().status == .exited(0))
        try await runner.connection.execute(SQLScript(text: Self.worstRead))
        try files.write(2, up: "ALTER TABLE t ADD COLUMN a int;\n")
        let report = try await database.connect()
        defer { report.close() }
        try await report.execute("BEGIN")
        try await report.execute("SELECT id FROM t")
        async let stalls = withThrowingTaskGroup(of: Double.self) { group in
          for _ in 0..<4 {
            group.addTask {
              let reader = try await database.connect()
              defer { reader.close() }
              let rows = try await reader.execute(SQLScript(text: "CALL worst_read(0)"))
              return try rows[0].only().decode(0)
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        let ended = try await up.run { _ in
          // The program waits in the server's queue, gives way, and waits again.
          for _ in 0..<(Soak.isOn ? 20 : 3) {
            try await runner.hangs(in: "its wait for the table")
            try await wait(for: "the end of an attempt") {
              try await runner.connection.value(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'heartly migrate'
                  AND state = 'active'
                """,
                as: Int64.self
              ) == 0
            }
          }
          try await report.execute("COMMIT")
        }
        #expect(ended.status == .exited(0), "\(ended.error)")
        let worst = try await stalls.max() ?? 0
        let text = "worst of four readers \((worst * 10).rounded() / 10) ms (goal: 100)"
        print("readers behind a waiting ALTER: \(text)")
        Soak.count("readers behind a waiting ALTER", remark: text)
        #expect(try await runner.history() == ["1", "2"])
        try await runner.isGone()
      }
    }

    /// The server's own clock measures: the tests' processors are busy with other tests.
    private static let worstRead = """
      CREATE PROCEDURE worst_read(INOUT worst double precision) LANGUAGE plpgsql AS $$
      DECLARE
        start timestamptz;
      BEGIN
        LOOP
          start := clock_timestamp();
          PERFORM id FROM t;
          worst := greatest(worst, extract(epoch FROM clock_timestamp() - start) * 1000);
          COMMIT;
          EXIT WHEN (SELECT count(*) FROM heartly_migration.history) = 2;
        END LOOP;
      END $$
      """
  }
}
