import Migrate
import Postgres
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// What docs/how-to/use-in-tests.md promises to other projects.
@Suite(.timeLimit(.minutes(5))) struct TestDatabaseTests {
  private static func booking() throws -> MigrationFixture {
    let files = try MigrationFixture()
    // The directory's own name is in the table's, so that no other test has the same checksum.
    let name = files.path.lastComponent?.string ?? ""
    try files.write(
      1,
      up: "CREATE TABLE booking (guest text PRIMARY KEY);\n-- \(name)\n",
      down: "DROP TABLE booking;\n"
    )
    return files
  }

  @Test func `tests at the same time do not see each other's rows`() async throws {
    let files = try Self.booking()
    try await withThrowingTaskGroup { group in
      for number in 0..<8 {
        group.addTask {
          try await withTestDatabase(migratedBy: files.path) { database in
            let connection = try await database.connect()
            defer { connection.close() }
            try await connection.execute("INSERT INTO booking VALUES (\("guest \(number)"))")
            let guests = try await connection.column("SELECT guest FROM booking")
            #expect(guests == ["guest \(number)"])
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `the files are applied once, and again only where they differ`() async throws {
    let files = try Self.booking()
    func appliedAt() async throws -> [String] {
      try await withTestDatabase(migratedBy: files.path) { database in
        let connection = try await database.connect()
        defer { connection.close() }
        return try await connection.column(
          "SELECT applied_at::text FROM heartly_migration.history ORDER BY version"
        )
      }
    }
    let first = try await appliedAt()
    #expect(first.count == 1)
    #expect(try await appliedAt() == first)
    try files.write(2, up: "CREATE TABLE room ();\n")
    let second = try await appliedAt()
    #expect(second.count == 2)
    #expect(second[0] != first[0])
  }

  @Test func `the database goes with the test, whatever becomes of it`() async throws {
    struct Refusal: Error {}
    let files = try Self.booking()
    var name: String?
    await #expect(throws: Refusal.self) {
      try await withTestDatabase(migratedBy: files.path) { database in
        name = database.name
        throw Refusal()
      }
    }
    let gone = try #require(name)
    try await withTestConnection { connection in
      let found = try await connection.column("SELECT datname FROM pg_database")
      #expect(!found.contains(gone))
    }
  }

  @Test func `a template has its rows once, and a clone changes it not`() async throws {
    let files = try Self.booking()
    let full = TestTemplate(migratedBy: files.path) { connection in
      try await connection.execute("INSERT INTO booking VALUES ('Ana'), ('Ben')")
    }
    for _ in 0..<2 {
      try await withTestDatabase(from: full) { database in
        let connection = try await database.connect()
        defer { connection.close() }
        let count = try await connection.value("SELECT count(*) FROM booking", as: Int64.self)
        #expect(count == 2)
        try await connection.execute("DELETE FROM booking")
      }
    }
  }

  @Test func `a migration that fails is told, with its place`() async throws {
    let files = try Self.booking()
    try files.write(2, up: "CREATE TABLE booking ();\n")
    for _ in 0..<2 {
      await #expect {
        try await withTestDatabase(migratedBy: files.path) { _ in Issue.record("it was applied") }
      } throws: { error in
        "\(error)".contains("2-Step.up.sql:1:1: ERROR: relation \"booking\" already exists")
      }
    }
  }

  @Test func `a server of one's own has the settings that were asked for, and lets roles in`()
    async throws
  {
    let server = TestServer(settings: ["timezone": "Asia/Tokyo"])
    let files = try Self.booking()
    try files.write(2, up: "CREATE ROLE clerk LOGIN;\n", down: "DROP ROLE clerk;\n")
    try await withTestDatabase(migratedBy: files.path, on: server) { database in
      let connection = try await database.connect(as: "clerk")
      defer { connection.close() }
      let found = try await connection.column(
        "SELECT current_user || ' in ' || current_setting('timezone')"
      )
      #expect(found == ["clerk in Asia/Tokyo"])
    }
  }

  @Test func `a clone takes milliseconds`() async throws {
    // The first use starts the server and applies the platform's migrations.
    try await withTestDatabase(migratedBy: Checkout.migrations) { _ in }
    var times: [Duration] = []
    for _ in 0..<15 {
      let start = ContinuousClock.now
      try await withTestDatabase(migratedBy: Checkout.migrations) { database in
        times.append(.now - start)
        #expect(database.name.hasPrefix("test_"))
      }
    }
    times.sort()
    print("a clone at the newest migration: median \(times[7]), longest \(times[14])")
  }
}
