import Postgres
import Subprocess
import TestDatabase
import Testing

/// `heartly prove isolation` on databases that keep tenants apart, and that do not.
@Suite struct ProveCommandTests {
  private func prove(_ database: TestDatabase, _ more: [String] = []) async throws -> Program.Ended
  {
    try await Program(
      arguments: ["prove", "isolation", "--database-url", database.connectionString] + more
    ).run()
  }

  @Test func `it holds after the migrations, and names what was broken since`() async throws {
    try await withTestDatabase { database in
      let up = try await Program.migrate("up", on: database).run()
      try #require(up.status == .exited(0), "\(up.error)")
      let sound = try await prove(database)
      #expect(sound.status == .exited(0), "\(sound.output)")
      #expect(sound.output.contains("claims hold."))
      #expect(sound.output.hasPrefix("Isolation of \(database.name), PostgreSQL "))

      let connection = try await database.connect()
      defer { connection.close() }
      try await connection.execute("ALTER TABLE client NO FORCE ROW LEVEL SECURITY")
      try await connection.execute("GRANT DELETE ON facility TO heartly_app")
      let broken = try await prove(database)
      #expect(broken.status == .exited(1))
      #expect(broken.output.contains("client: row security is enabled and not forced"))
      #expect(broken.output.contains("facility: heartly_app may DELETE without a policy for it"))
      #expect(broken.output.contains("it also has facility: DELETE"))
      let document = try await prove(database, ["--format", "json"])
      #expect(document.status == .exited(1))
      #expect(document.output.hasPrefix("{"))
    }
  }

  @Test func `a database without the platform is told apart from a broken one`() async throws {
    try await withTestDatabase { database in
      let ended = try await prove(database)
      #expect(ended.status == .exited(1))
      #expect(ended.error.contains("`heartly migrate up` makes it"))
    }
  }
}
