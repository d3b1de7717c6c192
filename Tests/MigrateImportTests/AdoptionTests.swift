import LiveCatalog
import Migrate
import MigrateExact
import MigrateProof
import Postgres
import TestDatabase
import TestSupport
import Testing

@testable import MigrateImport

@Suite struct AdoptionTests {
  /// A database with two tables that something else has made, and the files that make them.
  private struct Scene {
    let database: TestDatabase
    let connection: Connection
    let fixture: MigrationFixture
    var migrator: Migrator { Migrator(directory: fixture.path) }

    func adoption(_ source: Adoption.Source) throws -> Adoption {
      let server = ExactServer.scratch(try database.target)
      return Adoption(from: source) { migrations, owner in
        try await server.catalog(madeBy: migrations, as: { _ in owner })
      }
    }

    func run(_ script: String) async throws {
      try await connection.execute(SQLScript(text: script))
    }

    func history() async throws -> [String] {
      guard try await connection.value(Self.hasHistory, as: Bool.self) else { return [] }
      return try await connection.column(
        "SELECT version || ' ' || method FROM heartly_migration.history ORDER BY version"
      )
    }

    private static let hasHistory: SQL =
      "SELECT to_regclass('heartly_migration.history') IS NOT NULL"
  }

  private static let author = "CREATE TABLE author (id bigint PRIMARY KEY, name text NOT NULL);\n"
  private static let book =
    "CREATE TABLE book (id bigint PRIMARY KEY, author bigint REFERENCES author (id));\n"

  private func withScene(_ body: (Scene) async throws -> Void) async throws {
    let fixture = try MigrationFixture()
    try fixture.write(1, up: Self.author, down: "DROP TABLE author;\n")
    try fixture.write(2, up: Self.book, down: "DROP TABLE book;\n")
    try await withTestDatabase { database in
      let connection = try await database.connect()
      defer { connection.close() }
      let scene = Scene(database: database, connection: connection, fixture: fixture)
      try await scene.run(Self.author + Self.book)
      try await body(scene)
    }
  }

  /// The refusal that a run ends with.
  private func refusal(_ body: () async throws -> Void) async -> AdoptionError? {
    do {
      try await body()
      Issue.record("nothing was refused")
    } catch MigrateError.refused(let error as AdoptionError) {
      return error
    } catch {
      Issue.record(error)
    }
    return nil
  }

  @Test(arguments: ForeignTool.allCases)
  func `its table is read, compared and taken over, and stays`(tool: ForeignTool) async throws {
    try await withScene { scene in
      try await scene.run(tool.tableWithTwo)
      let before = try await CatalogSnapshot(of: scene.connection)
      var adoption = try scene.adoption(.tool(tool, table: nil))
      adoption.map = tool.map
      let outcome = try await adoption.perform(scene.migrator, on: scene.connection)
      #expect(outcome.recorded.map(\.version.value) == [1, 2])
      #expect(outcome.differences == [])
      #expect(try await scene.history() == ["1 adopted", "2 adopted"])
      let after = try await CatalogSnapshot(of: scene.connection)
      #expect(after.outside(schema: "heartly_migration") == before)

      let again = try await adoption.perform(scene.migrator, on: scene.connection)
      #expect(again.recorded == [])
      #expect(again.applied == outcome.applied)
      let nothing = try await scene.migrator.apply(to: scene.connection)
      #expect(nothing.steps.isEmpty)
    }
  }

  @Test func `a baseline takes over what nothing has recorded, and up runs the rest`() async throws
  {
    try await withScene { scene in
      try scene.fixture.write(3, up: "CREATE TABLE pen (id int);\n", down: "DROP TABLE pen;\n")
      let two = try #require(MigrationVersion(2))
      let outcome = try await scene.adoption(.baseline(two))
        .perform(scene.migrator, on: scene.connection)
      #expect(outcome.recorded.map(\.version.value) == [1, 2])
      try await scene.migrator.apply(to: scene.connection)
      #expect(try await scene.history() == ["1 baseline", "2 baseline", "3 transaction"])
      try await scene.migrator.apply(.down(leaving: .zero), to: scene.connection)
      #expect(try await scene.history() == [])
    }
  }

  @Test func `a database that differs is refused object by object, and nothing is written`()
    async throws
  {
    try await withScene { scene in
      try await scene.run(
        """
        CREATE INDEX by_name ON author (name);
        ALTER TABLE author ALTER COLUMN name DROP NOT NULL;
        ALTER TABLE book DROP COLUMN author;
        """
      )
      let two = try #require(MigrationVersion(2))
      var adoption = try scene.adoption(.baseline(two))
      let error = await refusal { [adoption] in
        _ = try await adoption.perform(scene.migrator, on: scene.connection)
      }
      guard case .differences(let changes) = error else {
        Issue.record("refused for \(String(describing: error))")
        return
      }
      #expect(
        changes.map(\.object) == [
          "column public.author.name", "column public.book.author",
          "constraint book_author_fkey on public.book", "index public.by_name",
        ]
      )
      let text = try #require(error?.description)
      #expect(text.contains("index public.by_name is in the database only"))
      #expect(text.contains("column public.book.author is missing in the database"))
      #expect(try await scene.history() == [])
      let schema: String? = try await scene.connection.query(
        "SELECT to_regnamespace('heartly_migration')::text"
      ).only().decode(0)
      #expect(schema == nil)

      adoption.acceptsDifferences = true
      let outcome = try await adoption.perform(scene.migrator, on: scene.connection)
      #expect(outcome.differences.count == 4)
      #expect(try await scene.history() == ["1 baseline", "2 baseline"])
    }
  }

  @Test func `what the other tool applies later is taken over later`() async throws {
    try await withScene { scene in
      try await scene.run(ForeignTool.typeorm.tableWithTwo)
      let adoption = try scene.adoption(.tool(.typeorm, table: "public.migrations"))
      _ = try await adoption.perform(scene.migrator, on: scene.connection)
      try scene.fixture.write(3, up: "CREATE TABLE pen (id int);\n", down: "DROP TABLE pen;\n")
      try await scene.run(
        "CREATE TABLE pen (id int); INSERT INTO migrations (timestamp, name) VALUES (3, 'Step3')"
      )
      let outcome = try await adoption.perform(scene.migrator, on: scene.connection)
      #expect(outcome.recorded.map(\.version.value) == [3])
      #expect(try await scene.history() == ["1 adopted", "2 adopted", "3 adopted"])
    }
  }

  @Test func `tables that cannot be taken over are refused`() async throws {
    try await withScene { scene in
      func adopt(_ tool: ForeignTool, table: String? = nil) async -> AdoptionError? {
        await refusal {
          _ = try await scene.adoption(.tool(tool, table: table))
            .perform(scene.migrator, on: scene.connection)
        }
      }
      #expect(await adopt(.sqlx) == .tableMissing(.sqlx, table: "_sqlx_migrations"))
      try await scene.run(ForeignTool.golangMigrate.tableWithTwo)
      #expect(
        await adopt(.dbmate)
          == .otherTable(.dbmate, table: "schema_migrations", missing: [], owner: .golangMigrate)
      )
      try await scene.run("UPDATE schema_migrations SET dirty = true")
      #expect(await adopt(.golangMigrate) == .failedEntry(.golangMigrate, label: "2"))
      #expect(await adopt(.typeorm, table: "not a name") != nil)
      #expect(try await scene.history() == [])
    }
  }

  @Test func `who was allowed to install an extension makes no difference`() async throws {
    try await withScene { scene in
      let role = "adopt_\(UInt64.random(in: 0 ... .max))"
      try scene.fixture.write(
        3,
        up: "CREATE EXTENSION pg_trgm;\n",
        down: "DROP EXTENSION pg_trgm;\n"
      )
      try await scene.run(
        """
        CREATE EXTENSION pg_trgm;
        \(ForeignTool.typeorm.tableWithTwo)
        INSERT INTO migrations (timestamp, name) VALUES (3, 'Step3');
        CREATE ROLE \(role) SUPERUSER;
        ALTER TABLE migrations OWNER TO \(role);
        ALTER TABLE author OWNER TO \(role);
        ALTER TABLE book OWNER TO \(role);
        """
      )
      let adoption = try scene.adoption(.tool(.typeorm, table: nil))
      let outcome = try await adoption.perform(scene.migrator, on: scene.connection)
      #expect(outcome.recorded.count == 3)
      try await scene.run("REASSIGN OWNED BY \(role) TO CURRENT_USER; DROP ROLE \(role)")
    }
  }

  @Test func `a table's name is never taken for SQL`() async throws {
    try await withScene { scene in
      try await scene.run(
        #"""
        CREATE SCHEMA "odd ""one""";
        CREATE TABLE "odd ""one"""."it's %s" (id serial, "timestamp" bigint, name varchar);
        INSERT INTO "odd ""one"""."it's %s" ("timestamp", name) VALUES (1, 'Step1'), (2, 'Step2');
        """#
      )
      let table = #""odd ""one"""."it's %s""#
      let adoption = try scene.adoption(.tool(.typeorm, table: table))
      let error = await refusal {
        _ = try await adoption.perform(scene.migrator, on: scene.connection)
      }
      // Its schema is no migration's work.
      guard case .differences(let changes) = error else {
        Issue.record("refused for \(String(describing: error))")
        return
      }
      #expect(changes.map(\.object) == [#"schema "odd ""one""""#])
    }
  }
}
