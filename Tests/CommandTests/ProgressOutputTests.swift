import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// What a person sees of a statement that takes long.
@Suite(.timeLimit(.minutes(5))) struct ProgressOutputTests {
  /// Runs `up` on a terminal, whose text the body may look at meanwhile, and returns all of it.
  private func onTerminal(
    _ database: TestDatabase,
    _ files: MigrationFixture,
    _ body: (_ shown: () throws -> String) async throws -> Void
  ) async throws -> String {
    let up = Program.migrate("up", "--max-active", "1000", on: database, directory: files.path)
    let program = try Executable.named("heartly").string
    let command = ([program] + up.arguments).map { "'\($0)'" }.joined(separator: " ")
    try files.writeFile("terminal", "")
    let terminal = files.path.appending("terminal").string
    let ended = try await Subprocess.run(
      .name("script"),
      arguments: ["-qefc", "stty cols 250; \(command)", terminal],
      environment: .inherit.updating(["TERM": "xterm"]),
      input: .none,
      output: .string(limit: 1 << 24),
      error: .discarded
    ) { execution in
      do {
        try await body { try String(contentsOfFile: terminal, encoding: .utf8) }
      } catch {
        try execution.send(signal: .kill)
        throw error
      }
    }
    #expect(ended.terminationStatus == .exited(0))
    return ended.standardOutput
  }

  @Test func `a terminal shows whom an index waits for, and a pipe has no second session`()
    async throws
  {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n")
      let first = try await Program.migrate("up", on: database, directory: files.path).run()
      try #require(first.status == .exited(0), "\(first.error)")
      var options = ConnectionOptions()
      options.applicationName = "slow writer"
      let writer = try await database.connect(options: options)
      defer { writer.close() }

      try files.write(2, up: "CREATE INDEX CONCURRENTLY t_a ON t (a);\n")
      try await writer.execute("BEGIN")
      try await writer.execute("INSERT INTO t VALUES (2)")
      let shown = try await onTerminal(database, files) { shown in
        try await wait(for: "the phase") {
          try shown().contains(
            /statement 1 of 1: waiting for writers before build, 0 of 1, behind process \d+.*slow writer/
          )
        }
        try await writer.execute("COMMIT")
      }
      #expect(shown.hasSuffix("1/1 migrations successful\r\n"), "\(shown)")

      try files.write(3, up: "CREATE INDEX CONCURRENTLY t_b ON t (a);\n")
      try await writer.execute("BEGIN")
      try await writer.execute("INSERT INTO t VALUES (3)")
      let piped = try await Program.migrate("up", on: database, directory: files.path).run { _ in
        try await wait(for: "the statement to have waited for two seconds") {
          try await runner.connection.value(
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
              AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > interval '2 s'
            """,
            as: Int64.self
          ) == 1
        }
        let sessions = try await runner.connection.value(
          """
          SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
            AND backend_type = 'client backend'
          """,
          as: Int64.self
        )
        // The test's, the writer's and the runner's.
        #expect(sessions == 3)
        try await writer.execute("COMMIT")
      }
      #expect(piped.output == "Step3 has been executed successfully.\n1/1 migrations successful\n")
      #expect(piped.error == "")
    }
  }

  @Test func `a terminal shows a bar of the rows, and both say the sum at the end`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(
        1,
        up:
          "CREATE TABLE t (id int PRIMARY KEY, a int);\nINSERT INTO t SELECT generate_series(1, 2000);\n"
      )
      let first = try await Program.migrate("up", on: database, directory: files.path).run()
      try #require(first.status == .exited(0), "\(first.error)")
      try await runner.connection.execute("ANALYZE t")
      try files.write(
        2,
        up: "-- heartly:batch size=100 pause=50ms\nUPDATE t SET a = 1 WHERE id > 10;\n"
      )
      let shown = try await onTerminal(database, files) { shown in
        try await wait(for: "the bar") {
          try shown().contains(
            /Step2: statement 1 █+░+ \d+ %, [\d,]+ of about 2,000 rows, [\d,]+\/s, 0:0\d left/
          )
        }
      }
      let sum = "Step2: statement 1 passed over 2,000 rows in 20 batches, and changed 1,990."
      #expect(shown.contains("\(sum)\r\n"), "\(shown.suffix(300))")
      try files.write(3, up: "-- heartly:batch size=500\nUPDATE t SET a = 2;\n")
      let piped = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(
        piped.output == """
          Step3: statement 1 passed over 2,000 rows in 4 batches, and changed 2,000.
          Step3 has been executed successfully.
          1/1 migrations successful

          """
      )
    }
  }
}
