import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct ExactLintTests {
  private static let templates = Checkout.root.appending(".heartly/exact").string

  private func lint(_ arguments: String...) -> Program {
    Program(
      arguments: ["migrate", "lint", "--exact"] + arguments,
      environment: ["HEARTLY_EXACT_DIRECTORY": Self.templates]
    )
  }

  @Test func `what a real server refuses is told like what the analyser finds`() async throws {
    let files = try MigrationFixture()
    try files.write(1, up: "CREATE TABLE client (id uuid PRIMARY KEY, \"firstName\" text);\n")
    try files.write(2, up: "CREATE INDEX ON client (firstName);\nSELECT 1 / 0;\n")
    let ended = try await lint(files.path.string).run()
    #expect(ended.status == .exited(1))
    #expect(ended.error == "")
    let up = "\(files.path)/2-Step.up.sql"
    #expect(
      ended.output == """
        \(up):1:25: error: column "firstname" does not exist: without quotes the name folds to lower \
        case, and it is "firstName" [unquoted-identifier]
          CREATE INDEX ON client (firstName);
                                  ^ did you mean "firstName"?
        \(up):2:1: error: 22012: division by zero [server-error]
          SELECT 1 / 0;
          ^
        2 files: 2 errors

        """
    )
  }

  @Test func `a document tells what each statement locked, rewrote and read`() async throws {
    let files = try MigrationFixture()
    try files.write(1, up: "CREATE TABLE client (id integer PRIMARY KEY);\n")
    try files.write(2, up: "\nALTER TABLE client ALTER COLUMN id TYPE bigint;\n")
    let ended = try await lint(files.path.string, "--format", "json").run()
    #expect(ended.status == .exited(0), "\(ended.error)")
    struct Document: Decodable {
      struct Lock: Decodable, Equatable {
        var relation: String
        var mode: String
      }
      struct Statement: Decodable {
        var file: String
        var line: Int
        var locks: [Lock]
        var rewritten: [String]
        var rebuilt: [String]
        var scanned: [String]
      }
      struct Finding: Decodable {}
      var findings: [Finding]
      var statements: [Statement]
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(ended.output.utf8))
    #expect(document.findings.isEmpty)
    let last = try #require(document.statements.last)
    #expect(last.file == "\(files.path)/2-Step.up.sql")
    #expect(last.line == 2)
    #expect(last.locks.contains(.init(relation: "client", mode: "ACCESS EXCLUSIVE")))
    #expect(last.rewritten == ["client"])
    #expect(last.rebuilt == ["client_pkey"])
    #expect(last.scanned.contains("client"))
    let text = try await lint(files.path.string, "--verbose").run()
    #expect(text.output.contains("2-Step.up.sql:2: ACCESS EXCLUSIVE client; "), "\(text.output)")
    #expect(text.output.contains("; rewrites client; rebuilds client_pkey; scans client"))
  }

  @Test func `the platform's migrations run`() async throws {
    let ended = try await lint(Checkout.migrations.string).run()
    #expect(ended.status == .exited(0), "\(ended.output)\(ended.error)")
  }

  @Test func `on a server that is named, a database is made and dropped, and no more`() async throws
  {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(
        1,
        up: """
          CREATE TABLE t (name text DEFAULT current_database());
          CREATE ROLE heartly_exact_trace;
          SELECT 1 FROM nothing;
          """
      )
      let ended = try await lint(
        files.path.string,
        "--scratch-url",
        database.connectionString
      ).run()
      #expect(ended.status == .exited(1), "\(ended.error)")
      #expect(ended.output.contains("2:1: note: not run: "))
      #expect(ended.output.contains("3:15: error: relation \"nothing\" does not exist"))
      let left = try await runner.connection.column(
        """
        SELECT rolname::text FROM pg_roles WHERE rolname = 'heartly_exact_trace'
        UNION ALL SELECT to_regclass('t')::text WHERE to_regclass('t') IS NOT NULL
        """
      )
      #expect(left == [])
    }
  }

  @Test func `options without --exact are wrong usage`() async throws {
    let ended = try await Program(arguments: ["migrate", "lint", "--verbose"]).run()
    #expect(ended.status == .exited(2))
  }

  /// Writes where its server is, and hangs.
  private func hanging(_ files: MigrationFixture) throws -> FilePath {
    let place = FilePath("/tmp/heartly-place-\(UInt64.random(in: 0 ... .max))")
    try files.write(
      1,
      up: """
        COPY (SELECT current_setting('data_directory')) TO '\(place)';
        SELECT pg_sleep(600);
        """
    )
    return place
  }

  @Test(arguments: [Signal.interrupt, .terminate, .kill])
  func `however the program ends, its server ends and its files go`(signal: Signal) async throws {
    let files = try MigrationFixture()
    let place = try hanging(files)
    defer { try? FileManager.default.removeItem(atPath: place.string) }
    var data = ""
    let ended = try await lint(files.path.string).run { send in
      try await wait(for: "the migration to hang", within: .seconds(60)) {
        data = (try? String(contentsOfFile: place.string, encoding: .utf8)) ?? ""
        return data.hasSuffix("\n")
      }
      try send(signal)
    }
    if signal == .kill {
      #expect(ended.status == .signaled(9))
    } else {
      #expect(ended.status == .exited(1))
      #expect(
        ended.error
          == "error: interrupted; the database that the migrations ran on is gone\n"
      )
    }
    let directory = FilePath(data.trimmingCharacters(in: .newlines)).removingLastComponent()
    try await wait(for: "the end of the server") {
      !FileManager.default.fileExists(atPath: directory.string)
    }
  }
}
