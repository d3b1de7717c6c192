import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// Other tools' files on disk, turned into pairs by the program.
@Suite(.timeLimit(.minutes(2))) struct ImportCommandTests {
  private func run(_ format: String, _ source: FilePath, into target: FilePath) async throws
    -> Program.Ended
  {
    try await Program(
      arguments: [
        "migrate", "import", "--from", format, source.string, "--directory", target.string,
      ]
    ).run()
  }

  private func dbmate() throws -> MigrationFixture {
    let source = try MigrationFixture()
    try source.writeFile(
      "1_author.sql",
      "-- migrate:up\nCREATE TABLE author (id int);\n-- migrate:down\nDROP TABLE author;\n"
    )
    return source
  }

  @Test func `pairs, their map and the count of findings`() async throws {
    let source = try dbmate()
    let target = try MigrationFixture()
    let ended = try await run("dbmate", source.path, into: target.path)
    #expect(ended.status == .exited(0), "\(ended.error)")
    #expect(
      target.fileNames() == ["1_author.down.sql", "1_author.up.sql", "import-dbmate.map"]
    )
    #expect(ended.output.contains("1 pairs written. The analyser"))
    try await withTestDatabase { database in
      let up = try await Program.migrate("up", on: database, directory: target.path).run()
      #expect(up.status == .exited(0), "\(up.error)")
      let down = try await Program.migrate("down", on: database, directory: target.path).run()
      #expect(down.status == .exited(0), "\(down.error)")
    }
  }

  @Test func `no file is overwritten, and then none is written`() async throws {
    let source = try dbmate()
    let target = try MigrationFixture()
    try target.writeFile("1_author.down.sql", "SELECT 1;\n")
    let ended = try await run("dbmate", source.path, into: target.path)
    #expect(ended.status == .exited(1))
    #expect(ended.error.contains("1_author.down.sql is there already"))
    #expect(target.fileNames() == ["1_author.down.sql"])
  }

  @Test func `what is no plain SQL is named, and nothing is written`() async throws {
    let source = try MigrationFixture()
    try source.writeFile(
      "a.ts",
      """
      export class A1754250020000 {
        async up(queryRunner) {
          await queryRunner.dropTable("a");
        }
        async down(queryRunner) {}
      }
      """
    )
    let target = try MigrationFixture()
    let ended = try await run("typeorm", source.path, into: target.path)
    #expect(ended.status == .exited(1))
    #expect(ended.error.contains("a.ts:3: queryRunner.dropTable is no plain SQL"))
    #expect(target.fileNames() == [])
  }

  @Test func `a source that is not there is refused`() async throws {
    let target = try MigrationFixture()
    let ended = try await run("goose", "/nowhere", into: target.path)
    #expect(ended.status == .exited(1))
    #expect(ended.error.contains("/nowhere cannot be read"))
  }
}
