import LiveCatalog
import Migrate
import MigrateExact
import MigrateProof
import Postgres
import TestDatabase
import Testing

@Suite struct CatalogTests {
  @Test func `the catalog of all files, of some, and of none`() async throws {
    try await withTestServer { server in
      let one = Migration(1, up: "CREATE TABLE a (id integer)", down: "DROP TABLE a")
      let two = Migration(2, up: "CREATE TABLE b (id integer)", down: "DROP TABLE b")
      let three = Migration(3, up: "CREATE INDEX i ON a (id)", down: "DROP INDEX i")
      let all = try await server.catalog(madeBy: [three, one, two])
      let some = try await server.catalog(madeBy: [one, three])
      let none = try await server.catalog(madeBy: [])
      #expect(
        all.changes(since: some).map(\.object) == ["column public.b.id", "table public.b"]
      )
      #expect(
        some.changes(since: none).map(\.object) == [
          "column public.a.id", "index public.i", "table public.a",
        ]
      )
    }
  }

  @Test func `the engine's own schema is left out`() async throws {
    try await withTestServer { server in
      let catalog = try await server.catalog(madeBy: [Migration(1, up: "SELECT 1")])
      #expect(!catalog.lines.contains { $0.contains("heartly_migration") })
    }
  }

  @Test func `what cannot run in a transaction runs outside of one`() async throws {
    try await withTestServer { server in
      let catalog = try await server.catalog(madeBy: [
        Migration(1, up: "CREATE TABLE a (id integer); CREATE INDEX CONCURRENTLY i ON a (id)")
      ])
      #expect(catalog.lines.contains { $0.hasPrefix("index public.i: ") && $0.contains("valid") })
    }
  }

  @Test func `a server of its own has the roles that files name and that made the objects`()
    async throws
  {
    let server = ExactServer.throwaway(Throwaway.cluster)
    let catalog = try await server.catalog(madeBy: [
      Migration(1, up: "CREATE TABLE a (id integer); GRANT SELECT ON a TO \"the reader\""),
      Migration(2, up: "CREATE TABLE b (id integer)"),
    ]) { $0.version.value == 2 ? "somebody else" : nil }
    #expect(catalog.lines.contains { $0.contains("\"the reader\"=r/heartly") })
    #expect(
      catalog.lines.contains { $0.hasPrefix("table public.b: owner \"somebody else\"") }
    )
  }

  @Test func `a migration that does not run is named, and a role that a foreign server lacks`()
    async throws
  {
    try await withTestServer { server in
      do {
        _ = try await server.catalog(madeBy: [Migration(7, up: "SELECT nothing")])
        Issue.record("it ran")
      } catch ProofError.migration(let error) {
        #expect("\(error)".contains("7-Step.up.sql:1:8"))
      }
      do {
        _ = try await server.catalog(madeBy: [Migration(7, up: "SET ROLE nobody_at_all")])
        Issue.record("it ran")
      } catch ProofError.missingRole(let name) {
        #expect(name == "nobody_at_all")
      }
    }
  }
}
