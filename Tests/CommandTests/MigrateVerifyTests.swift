import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@Suite struct MigrateVerifyTests {
  private func verify(_ directory: FilePath, _ arguments: String...) -> Program {
    var program = Program(
      arguments: ["migrate", "verify", "--directory", directory.string] + arguments
    )
    program.environment["HEARTLY_EXACT_DIRECTORY"] =
      Checkout.root.appending(".heartly/exact").string
    return program
  }

  @Test func `the platform's own migrations hold on filled tables, all of which can be filled`()
    async throws
  {
    let filled = try await verify(Checkout.migrations, "--with-data", "--rows", "3").run()
    #expect(filled.status == .exited(0), "\(filled.output)\(filled.error)")
    #expect(!filled.output.contains("not filled"), "\(filled.output)")
    #expect(filled.output.contains("\(Checkout.migrationCount) migrations proven in "))
  }

  @Test func `what a down forgets is named with both definitions, and ends with 1`() async throws {
    let files = try MigrationFixture()
    try files.write(1, up: "CREATE TABLE a (id integer);\n", down: "DROP TABLE a;\n")
    try files.write(2, up: "CREATE INDEX i ON a (id);\n", down: "SELECT 1;\n")
    let ended = try await verify(files.path).run()
    #expect(ended.status == .exited(1))
    #expect(ended.output.hasPrefix("holds   Step1  up "), "\(ended.output)")
    #expect(ended.output.contains("\n        up: SHARE on a\n"))
    #expect(ended.output.contains("\nBROKEN  Step2  up "))
    #expect(
      ended.output.contains(
        """
                the down does not restore what was before the up:
                  index public.i
                    before the up:  not there
                    after the down: CREATE INDEX i ON public.a USING btree (id), valid, owner heartly

        """
      ),
      "\(ended.output)"
    )
    #expect(ended.output.contains("\n1 of 2 migrations do not hold ("))
  }

  @Test func `a document tells steps, locks, findings and tables`() async throws {
    let files = try MigrationFixture()
    try files.write(1, up: "CREATE TABLE a (id integer, b text);\n", down: "DROP TABLE a;\n")
    try files.write(
      2,
      up: "ALTER TABLE a ADD COLUMN c text NOT NULL;\n",
      down: "ALTER TABLE a DROP COLUMN c;\n"
    )
    let ended = try await verify(files.path, "--format", "json", "--with-data").run()
    #expect(ended.status == .exited(1))
    struct Document: Decodable {
      struct Migration: Decodable {
        var version: Int
        var holds: Bool
        var steps: [Step]
        var findings: [Finding]
        var tables: [Table]?
      }
      struct Step: Decodable {
        var phase: String
        var locks: [Lock]
      }
      struct Lock: Decodable, Equatable {
        var relation: String
        var mode: String
      }
      struct Finding: Decodable, Equatable {
        var kind: String
        var phase: String?
        var onlyOnRows: Bool?
      }
      struct Table: Decodable, Equatable {
        var name: String
        var rows: Int
      }
      var holds: Bool
      var migrations: [Migration]
    }
    let document = try JSONDecoder().decode(Document.self, from: Data(ended.output.utf8))
    #expect(!document.holds)
    let second = try #require(document.migrations.last)
    #expect(second.version == 2)
    #expect(second.findings == [.init(kind: "failed", phase: "up", onlyOnRows: true)])
    #expect(second.steps.map(\.phase) == ["up", "down", "up again"])
    #expect(second.steps.first?.locks == [.init(relation: "a", mode: "ACCESS EXCLUSIVE")])
    #expect(document.migrations.first?.tables == [])
  }

  @Test func `a half that is missing, an unknown version and wrong usage are refused`() async throws
  {
    let files = try MigrationFixture()
    try files.writeFile("1-Step.up.sql", "SELECT 1;\n")
    let missing = try await verify(files.path).run()
    #expect(missing.status == .exited(1))
    #expect(missing.error.contains("1-Step.down.sql"), "\(missing.error)")
    try files.writeFile("1-Step.down.sql", "-- heartly:irreversible it only looks\n")
    let irreversible = try await verify(files.path).run()
    #expect(irreversible.status == .exited(1))
    #expect(irreversible.output.contains("cannot be taken back: it only looks"))
    #expect(try await verify(files.path, "--allow-irreversible").run().status == .exited(0))
    let unknown = try await verify(files.path, "--to", "7").run()
    #expect(unknown.status == .exited(1))
    #expect(unknown.error == "error: no migration has the version 7\n")
    #expect(try await verify(files.path, "--rows", "7").run().status == .exited(2))
    #expect(try await verify(files.path, "--from", "2", "--to", "1").run().status == .exited(2))
  }

  @Test func `on a server that is named, no database is left`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE a ();\n", down: "SELECT 1;\n")
      try files.write(2, up: "SELECT nothing;\n")
      let ended = try await verify(files.path, "--scratch-url", database.connectionString).run()
      #expect(ended.status == .exited(1), "\(ended.error)")
      #expect(ended.output.contains("BROKEN  Step2\n"), "\(ended.output)")
      let left = try await runner.connection.column(
        "SELECT relname::text FROM pg_class WHERE relname = 'a'"
      )
      #expect(left == [])
    }
  }
}
