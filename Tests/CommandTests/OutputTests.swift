import LiveCatalog
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the program writes, for people and for programs.
@Suite(.timeLimit(.minutes(5))) struct OutputTests {
  @Test func `up, again, status, down, redo and a dry run`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      for number in 1...3 {
        try files.write(
          number,
          up: "CREATE TABLE t\(number) ();\n",
          down: "DROP TABLE t\(number);\n"
        )
      }
      func migrate(_ arguments: String...) async throws -> String {
        var program = Program.migrate(on: database, directory: files.path)
        program.arguments.insert(contentsOf: arguments, at: 1)
        let ended = try await program.run()
        #expect(ended.status == .exited(0), "\(ended.error)")
        #expect(ended.error == "")
        return ended.output
      }
      let untouched = try await runner.catalog()
      #expect(
        try await migrate("up", "--dry-run") == """
          would run up of Step1: 1 statement, one transaction
          would run up of Step2: 1 statement, one transaction
          would run up of Step3: 1 statement, one transaction
          3 migrations would run. Nothing was changed.

          """
      )
      #expect(try await runner.catalog().changes(since: untouched) == [])
      #expect(
        try await migrate("up") == """
          Step1 has been executed successfully.
          Step2 has been executed successfully.
          Step3 has been executed successfully.
          3/3 migrations successful

          """
      )
      #expect(try await migrate("up") == "No migrations are pending.\n")
      #expect(try await migrate("status").hasSuffix("3 applied, 0 pending\n"))
      #expect(
        try await migrate("redo") == """
          Step3 has been reverted successfully.
          Step3 has been executed successfully.
          1/1 migrations reverted and applied again.

          """
      )
      #expect(
        try await migrate("down")
          == "Step3 has been reverted successfully.\n1/1 migrations reverted.\n"
      )
      #expect(try await migrate("down", "--to", "0").hasSuffix("2/2 migrations reverted.\n"))
      #expect(try await migrate("down") == "No migrations are applied that could be reverted.\n")
      #expect(try await migrate("up", "--to", "2").hasSuffix("2/2 migrations successful\n"))
      #expect(try await migrate("down", "--steps", "9").hasSuffix("2/2 migrations reverted.\n"))
    }
  }

  private struct Document: Decodable {
    struct Migration: Decodable { var version: Int64 }
    var migrations: [Migration]?
    var steps: [Migration]?
    var error: String?
  }

  @Test func `JSON is one document, in success and in failure`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE t ();\nDO $$ BEGIN RAISE WARNING 'loud'; END $$;\n")
      try files.write(2, up: "SELECT fails;\n")
      func document(_ arguments: String..., status: TerminationStatus) async throws -> Document {
        var program = Program.migrate("--format", "json", on: database, directory: files.path)
        program.arguments.insert(contentsOf: arguments, at: 1)
        let ended = try await program.run()
        #expect(ended.status == status, "\(ended.error)")
        return try JSONDecoder().decode(Document.self, from: Data(ended.output.utf8))
      }
      let dry = try await document("up", "--dry-run", status: .exited(0))
      #expect(dry.steps?.map(\.version) == [1, 2])
      let failed = try await document("up", "--no-lint", status: .exited(1))
      #expect(failed.migrations?.map(\.version) == [1])
      #expect(failed.error?.contains("column \"fails\" does not exist") == true)
      let status = try await document("status", status: .exited(0))
      #expect(status.migrations?.map(\.version) == [1, 2])
      let refused = try await Program(
        arguments: [
          "migrate", "up", "--format", "json", "--database-url", "postgres://u@127.0.0.1:1/x", "-d",
          files.path.string,
        ]
      ).run()
      let document = try JSONDecoder().decode(Document.self, from: Data(refused.output.utf8))
      #expect(document.error?.contains("Connection refused") == true)
      #expect(refused.error.hasPrefix("error: cannot connect"))
    }
  }

  @Test func `a pipe gets no escape sequence, a terminal a live line that is taken away`()
    async throws
  {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      // The statement ends when the live line was seen to count.
      let waiting = """
        DO $$ BEGIN
          WHILE NOT EXISTS (SELECT FROM pg_class WHERE relname = 'seen') LOOP
            PERFORM pg_sleep(0.01);
          END LOOP;
        END $$;

        """
      try files.write(1, up: "SELECT pg_sleep(0.3);\n", down: waiting)
      let up = Program.migrate("up", on: database, directory: files.path)
      let piped = try await up.run()
      #expect(!(piped.output + piped.error).contains("\u{1B}"))

      let program = try Executable.named("heartly").string
      let command = ([program] + up.arguments).map { "'\($0)'" }.joined(separator: " ")
        .replacing("'up'", with: "'down'")
      try files.writeFile("terminal", "")
      let terminal = files.path.appending("terminal").string
      let counting = /statement 1 of 1  (0\.[1-9]|[1-9][0-9]*\.[0-9]) s/
      let shown = try await Subprocess.run(
        .name("script"),
        arguments: ["-qefc", "stty cols 40; \(command)", terminal],
        environment: .inherit.updating(["TERM": "xterm"]),
        input: .none,
        output: .string(limit: 1 << 20),
        error: .discarded
      ) { execution in
        do {
          try await wait(for: "the live line to count") {
            try String(contentsOfFile: terminal, encoding: .utf8).contains(counting)
          }
          try await runner.connection.execute("CREATE TABLE seen ()")
        } catch {
          try execution.send(signal: .kill)
          throw error
        }
      }
      #expect(shown.terminationStatus == .exited(0))
      let text = shown.standardOutput
      #expect(text.contains(counting), "\(text)")
      // Every live line is erased in its turn, and what is left is what a pipe would have got.
      let lines = text.split(separator: "\r\n").map { line in
        line.split(separator: "\r\u{1B}[2K", omittingEmptySubsequences: false).last ?? ""
      }
      #expect(lines == ["Step1 has been reverted successfully.", "1/1 migrations reverted."])
      for live in text.split(separator: "\r\u{1B}[2K") {
        #expect(live.prefix { $0 != "\r\n" }.count < 40)
      }
    }
  }

  @Test func `a reader that goes away does not stop the run`() async throws {
    try await withRunner { database, runner in
      let program = try Executable.named("heartly").string
      let up = Program.migrate("up", on: database)
      let command = ([program] + up.arguments).map { "'\($0)'" }.joined(separator: " ")
      _ = try await Subprocess.run(
        .name("sh"),
        arguments: ["-c", "\(command) | true"],
        output: .discarded
      )
      #expect(try await runner.history().count == Checkout.migrationCount)
    }
  }
}
