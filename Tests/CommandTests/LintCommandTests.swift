import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct LintCommandTests {
  private func lint(_ arguments: String..., in files: MigrationFixture) async throws
    -> Program.Ended
  {
    var program = Program(arguments: ["migrate", "lint"] + arguments)
    program.workingDirectory = files.path
    return try await program.run()
  }

  @Test func `the platform's own migrations give no findings`() async throws {
    let ended = try await Program(arguments: ["migrate", "lint", Checkout.migrations.string]).run()
    #expect(ended.output == "\(2 * Checkout.migrationCount) files: no findings\n")
    #expect(ended.status == .exited(0))
  }

  @Test func `a finding has its place, its line, a caret and a fix`() async throws {
    let files = try MigrationFixture()
    try files.write(9, up: "CREATE TABLE t (\"birthDate\" date);\n", down: "DROP TABLE t;\n")
    try files.write(
      10,
      up: "CREATE INDEX i ON t (birthDate);\n",
      down: "DROP INDEX i;\n"
    )
    let ended = try await lint(".", in: files)
    #expect(ended.status == .exited(1))
    #expect(
      ended.output.contains(
        """
        ./10-Step.up.sql:1:22: error: table t has no column birthdate: without quotes the name folds \
        to lower case, and the column is "birthDate" [unquoted-identifier]
          CREATE INDEX i ON t (birthDate);
                               ^ did you mean "birthDate"?
        """
      ),
      "\(ended.output)"
    )
  }

  @Test func `fix mends what cannot be wrong, in the file`() async throws {
    let files = try MigrationFixture()
    try files.writeFile(
      "1.sql",
      "CREATE TABLE \"userRole\" (\"birthDate\" date, \"firstName\" text);\n"
    )
    try files.writeFile(
      "2.sql",
      "CREATE INDEX CONCURRENTLY i ON userRole (birthDate, firstName);\n"
    )
    let ended = try await lint("--fix", "1.sql", "2.sql", in: files)
    #expect(ended.status == .exited(0), "\(ended.output)")
    #expect(ended.error == "3 fixes applied\n")
    let text = try String(contentsOfFile: files.path.appending("2.sql").string, encoding: .utf8)
    #expect(
      text == "CREATE INDEX CONCURRENTLY i ON \"userRole\" (\"birthDate\", \"firstName\");\n"
    )
  }

  @Test func `fix keeps a file's permissions, and mends what a link points at`() async throws {
    let files = try MigrationFixture()
    try files.writeFile("real.txt", "CREATE TABLE t (\"A\" int); SELECT A FROM t;\n")
    let (real, link) = (files.path.appending("real.txt"), files.path.appending("1.sql"))
    try FileManager.default.createSymbolicLink(
      atPath: link.string,
      withDestinationPath: real.string
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: real.string)
    #expect(try await lint("--fix", "1.sql", in: files).status == .exited(0))
    let text = try String(contentsOfFile: real.string, encoding: .utf8)
    #expect(text == "CREATE TABLE t (\"A\" int); SELECT \"A\" FROM t;\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: real.string)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.string) == real.string)
  }

  @Test func `sarif and json are documents, and github is a command for each finding`()
    async throws
  {
    let files = try MigrationFixture()
    try files.writeFile("1.sql", "SELECT 1;\nDROP TABLE IF EXISTS \"ä\", missing;\n")
    let json = try await lint("--format", "json", "1.sql", in: files)
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    )
    #expect(list.first?["rule"] as? String == "nothing-to-drop")
    #expect(list.first?["line"] as? Int == 2)
    let sarif = try await lint("--format", "sarif", "1.sql", in: files)
    let log = try #require(
      try JSONSerialization.jsonObject(with: Data(sarif.output.utf8)) as? [String: Any]
    )
    #expect(log["version"] as? String == "2.1.0")
    let runs = try #require(log["runs"] as? [[String: Any]])
    let results = try #require(runs.first?["results"] as? [[String: Any]])
    #expect(results.first?["ruleId"] as? String == "nothing-to-drop")
    let github = try await lint("--format", "github", "1.sql", in: files)
    #expect(
      github.output.hasPrefix("::warning file=1.sql,line=2,col=22,title=nothing-to-drop::"),
      "\(github.output)"
    )
    #expect(github.status == .exited(1))
  }

  @Test func `the configuration beside the files counts`() async throws {
    let files = try MigrationFixture()
    try files.writeFile("1.sql", "DROP TABLE IF EXISTS a;\n")
    try files.writeFile("old.dump", "CREATE TABLE public.b (id int);\n")
    try files.writeFile(
      ".heartly-lint.json",
      #"{"baseline": "old.dump", "rules": {"nothing-to-drop": "note"}}"#
    )
    try files.writeFile("2.sql", "ALTER TABLE b ADD COLUMN c int;\n")
    let ended = try await lint(".", in: files)
    #expect(ended.status == .exited(0), "\(ended)")
    #expect(ended.output.hasSuffix("2 files: 1 note\n"), "\(ended.output)")
  }

  @Test(arguments: [
    (#"{"rule": {}}"#, "there is no setting rule, only"),
    (#"{"rules": {"unknown-tabel": "off"}}"#, "rules: there is no rule unknown-tabel"),
    (#"{"rules": {"redundant-index": "quiet"}}"#, "rules: redundant-index cannot be quiet"),
    (#"{"rules": {"unknown-table": "off"}}"#, "rules: unknown-table is what PostgreSQL refuses"),
    (#"{"houseRules": 1}"#, "houseRules: "), ("{", "not valid JSON"),
  ])
  func `a configuration with a mistake is refused with 2`(text: String, what: String) async throws {
    let files = try MigrationFixture()
    try files.writeFile("1.sql", "SELECT 1;\n")
    try files.writeFile("c.json", text)
    let ended = try await lint("--config", "c.json", "1.sql", in: files)
    #expect(ended.status == .exited(2))
    #expect(ended.error.hasPrefix("error: c.json: "), "\(ended.error)")
    #expect(ended.error.contains(what), "\(ended.error)")
  }

  @Test func `a file that is named twice runs once`() async throws {
    let files = try MigrationFixture()
    try files.write(9, up: "CREATE TABLE t (id int);\n", down: "DROP TABLE t;\n")
    let name = "9-Step.up.sql"
    let ended = try await lint(name, name, "./\(name)", ".", in: files)
    #expect(ended.output == "2 files: no findings\n", "\(ended.error)")
  }

  @Test func `what is not there is named`() async throws {
    let files = try MigrationFixture()
    #expect(try await lint("nowhere", in: files).error.hasPrefix("error: nowhere cannot be read"))
    #expect(try await lint(".", in: files).error == "error: no .sql file in .\n")
  }

  @Test func `up refuses what will fail, unless it is told to run it`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE t (id int);\n", down: "DROP TABLE t;\n")
      try files.write(2, up: "CREATE INDEX i ON t (nmae);\n", down: "DROP INDEX i;\n")
      let ended = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(ended.status == .exited(1))
      #expect(
        ended.error.contains("2-Step.up.sql:1:22: error: table t has no column nmae"),
        "\(ended.error)"
      )
      #expect(ended.error.hasSuffix("Nothing was run. `--no-lint` runs it all the same.\n"))
      #expect(
        try await runner.connection.value("SELECT to_regclass('t') IS NULL", as: Bool.self)
      )
      let forced = try await Program.migrate(
        "up",
        "--no-lint",
        on: database,
        directory: files.path
      ).run()
      #expect(forced.error.contains("SQLSTATE: 42703"), "\(forced.error)")
      #expect(try await runner.history() == ["1"])
    }
  }

  @Test func `a function alone is something that the database holds`() async throws {
    try await withRunner { database, runner in
      try await runner.connection.execute("CREATE FUNCTION f() RETURNS int RETURN 1")
      let files = try MigrationFixture()
      try files.write(1, up: "SELECT f();\n")
      let ended = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(ended.status == .exited(0), "\(ended.error)")
    }
  }

  @Test func `what the database holds besides the files is known to up`() async throws {
    try await withRunner { database, runner in
      try await runner.connection.execute("CREATE SCHEMA app")
      try await runner.connection.execute("CREATE FUNCTION app.f() RETURNS int RETURN 1")
      try await runner.connection.execute("CREATE TABLE app.legacy (id int)")
      try await runner.connection.execute("CREATE TABLE other (id int)")
      let files = try MigrationFixture()
      try files.write(
        1,
        up: "ALTER TABLE app.legacy ADD COLUMN a int;\nALTER TABLE other ADD COLUMN a int;\n",
        down: "ALTER TABLE app.legacy DROP COLUMN a;\nALTER TABLE other DROP COLUMN a;\n"
      )
      let ended = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(ended.status == .exited(0), "\(ended.error)")
      try files.write(2, up: "ALTER TABLE app.legacy ADD COLUMN a int;\n")
      let second = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(second.status == .exited(1))
      #expect(second.error.contains("has a column a already"), "\(second.error)")
    }
  }
}
