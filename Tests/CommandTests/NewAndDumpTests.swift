import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct NewAndDumpTests {
  @Test func `new makes a pair that up refuses until it is filled in`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(9_000_000_000_000, up: "CREATE TABLE t ();\n")
      let new = Program(
        arguments: ["migrate", "new", "add", "client", "notes", "-d", files.path.string])
      let made = try await new.run()
      #expect(made.status == .exited(0), "\(made.error)")
      #expect(
        made.output == """
          \(files.path)/9000000000001-AddClientNotes.up.sql
          \(files.path)/9000000000001-AddClientNotes.down.sql

          """
      )
      let second = try await new.run()
      #expect(second.status == .exited(1))
      #expect(second.error.contains("9000000000001-AddClientNotes.up.sql: the file holds no SQL"))
      #expect(
        files.fileNames() == [
          "9000000000000-Step.down.sql", "9000000000000-Step.up.sql",
          "9000000000001-AddClientNotes.down.sql", "9000000000001-AddClientNotes.up.sql",
        ]
      )
      let up = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(up.status == .exited(1))
      #expect(
        up.error.hasPrefix(
          "error: \(files.path)/9000000000001-AddClientNotes.up.sql: the file holds no SQL statement"
        )
      )
      #expect(
        try await runner.connection.value("SELECT to_regclass('t') IS NULL", as: Bool.self)
      )
    }
  }

  @Test(arguments: ["", "../up", "a/b", "ä", "1"])
  func `new refuses a bad name with 2 and writes nothing`(name: String) async throws {
    let files = try MigrationFixture()
    let ended = try await Program(arguments: ["migrate", "new", name, "-d", files.path.string])
      .run()
    #expect(ended.status == .exited(2), "\(ended)")
    #expect(ended.error.hasPrefix("error: the name"), "\(ended.error)")
    #expect(files.fileNames() == [])
  }

  @Test func `a dump is the same from run to run, and can be checked`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      let path = files.path.appending("schema.sql").string
      func dump(_ arguments: String...) async throws -> Program.Ended {
        try await Program(
          arguments: ["migrate", "dump", "--database-url", database.connectionString] + arguments
        ).run()
      }
      _ = try await Program.migrate("up", on: database).run()
      let first = try await dump("-o", "-")
      #expect(first.status == .exited(0), "\(first.error)")
      #expect(first.output.contains("CREATE TABLE public.client"))
      #expect(!first.output.contains("restrict "))
      #expect(!first.output.contains("heartly_migration"))
      #expect(try await dump("-o", "-").output == first.output)

      let unwritten = try await dump("--check", "-o", path)
      #expect(unwritten.status == .exited(1))
      #expect(unwritten.error.contains("cannot be read: No such file or directory"))
      #expect(try await dump("-o", path).output == "\(path) written.\n")
      #expect(try await dump("--check", "-o", path).output == "\(path) is up to date.\n")
      try await runner.connection.execute("CREATE TABLE another ()")
      let stale = try await dump("--check", "-o", path)
      #expect(stale.status == .exited(1))
      #expect(stale.error.contains("is not the schema of the database"))
      let nowhere = try await dump("-o", "\(files.path)/no/schema.sql")
      #expect(nowhere.status == .exited(1))
      #expect(
        nowhere.error
          == "error: \(files.path)/no/schema.sql cannot be written: its directory does not exist\n"
      )
      #expect(files.fileNames() == ["schema.sql"])
    }
  }
}
