import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@Suite struct DriftTests {
  private func migrate(
    _ arguments: String...,
    on database: TestDatabase,
    directory: FilePath
  ) -> Program {
    var program = Program(
      arguments: ["migrate"] + arguments
        + ["--database-url", database.connectionString, "--directory", directory.string]
    )
    program.environment["HEARTLY_EXACT_DIRECTORY"] =
      Checkout.root.appending(".heartly/exact").string
    return program
  }

  private func files() throws -> MigrationFixture {
    let files = try MigrationFixture()
    try files.write(1, up: "CREATE TABLE a (id integer);\n", down: "DROP TABLE a;\n")
    try files.write(
      2,
      up: "GRANT SELECT ON a TO PUBLIC;\n",
      down: "REVOKE SELECT ON a FROM PUBLIC;\n"
    )
    return files
  }

  @Test func `the platform's own migrations leave no drift`() async throws {
    try await withTestDatabase { database in
      let up = try await migrate("up", on: database, directory: Checkout.migrations).run()
      #expect(up.status == .exited(0), "\(up.error)")
      let ended = try await migrate(
        "status",
        "--drift",
        on: database,
        directory: Checkout.migrations
      )
      .run()
      #expect(ended.status == .exited(0), "\(ended.output)\(ended.error)")
      #expect(ended.output.hasSuffix("The database is what its applied files make.\n"))
    }
  }

  @Test func `what was done by hand ends with 1, and with 0 once it is accepted`() async throws {
    try await withRunner { database, runner in
      let files = try files()
      #expect(
        try await migrate("up", on: database, directory: files.path).run().status == .exited(0)
      )
      try await runner.connection.execute("CREATE INDEX by_hand ON a (id)")
      let drifted = try await migrate("status", "--drift", on: database, directory: files.path)
        .run()
      #expect(drifted.status == .exited(1))
      #expect(
        drifted.output.contains(
          """
          drift: index public.by_hand
                 files:    not there
                 database: CREATE INDEX by_hand ON public.a USING btree (id), valid, owner 
          """
        ),
        "\(drifted.output)"
      )
      #expect(drifted.output.hasSuffix("1 object differs from what the applied files make.\n"))
      #expect(
        try await migrate("status", on: database, directory: files.path).run().status == .exited(0)
      )
      try files.writeFile(
        ".heartly-drift.json",
        """
        { "ignore": [
          { "object": "index public.by_*", "reason": "the tuning job makes them" },
          { "object": "table gone", "reason": "an old one" } ] }
        """
      )
      let accepted = try await migrate("status", "--drift", on: database, directory: files.path)
        .run()
      #expect(accepted.status == .exited(0), "\(accepted.output)")
      #expect(
        accepted.output.contains(
          "drift ignored: index public.by_hand (the tuning job makes them)\n"
        )
      )
      #expect(
        accepted.output.contains(".heartly-drift.json ignores table gone, which does not differ\n")
      )
      try files.writeFile(".heartly-drift.json", #"{ "ignore": [{ "object": "table a" }] }"#)
      let mute = try await migrate("status", "--drift", on: database, directory: files.path).run()
      #expect(mute.status == .exited(2))
      #expect(mute.error.contains("say why table a may differ"), "\(mute.error)")
    }
  }

  @Test func `a document has both definitions`() async throws {
    try await withRunner { database, runner in
      let files = try files()
      #expect(
        try await migrate("up", on: database, directory: files.path).run().status == .exited(0)
      )
      try await runner.connection.execute("ALTER TABLE a ALTER COLUMN id SET NOT NULL")
      let ended = try await migrate(
        "status",
        "--drift",
        "--format",
        "json",
        on: database,
        directory: files.path
      ).run()
      #expect(ended.status == .exited(1))
      struct Document: Decodable {
        struct Drift: Decodable { var objects: [Object] }
        struct Object: Decodable, Equatable {
          var object: String
          var files: String?
          var database: String?
        }
        var applied: Int
        var drift: Drift
      }
      let document = try JSONDecoder().decode(Document.self, from: Data(ended.output.utf8))
      #expect(document.applied == 2)
      #expect(
        document.drift.objects == [
          .init(
            object: "column public.a.id",
            files: "number 1, integer, storage p",
            database: "number 1, integer, NOT NULL, storage p"
          )
        ]
      )
    }
  }

  @Test func `a file that is gone is named, and nothing compared`() async throws {
    try await withTestDatabase { database in
      let files = try files()
      #expect(
        try await migrate("up", on: database, directory: files.path).run().status == .exited(0)
      )
      files.remove(2)
      let ended = try await migrate("status", "--drift", on: database, directory: files.path).run()
      #expect(ended.status == .exited(1))
      #expect(
        ended.output.contains(
          "drift: cannot be told: the database has applied Step2, and no file says what that made; "
            + "restore the file in \(files.path)\n"
        ),
        "\(ended.output)"
      )
    }
  }

  @Test func `a server that is named needs the roles that applied the migrations`() async throws {
    try await withRunner { database, runner in
      let files = try files()
      #expect(
        try await migrate("up", on: database, directory: files.path).run().status == .exited(0)
      )
      let arguments = ["status", "--drift", "--scratch-url", database.connectionString]
      var program = migrate(on: database, directory: files.path)
      program.arguments.insert(contentsOf: arguments, at: 1)
      #expect(try await program.run().status == .exited(0))
      try await runner.connection.execute(
        "UPDATE heartly_migration.history SET applied_by = 'somebody who left' WHERE version = 2"
      )
      let missing = try await program.run()
      #expect(missing.status == .exited(1))
      #expect(missing.error.contains("no role somebody who left"), "\(missing.error)")
      #expect(
        try await migrate("status", "--scratch-url", "x", on: database, directory: files.path).run()
          .status == .exited(2)
      )
    }
  }
}
