import Access
import Foundation
import Migrate
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@Suite struct SeedTests {
  @Test func `a database is filled with the same people for the same seed, and once`() async throws
  {
    try await withTestDatabase { database in
      let connection = try await database.connect()
      defer { connection.close() }
      try await Migrator(directory: Checkout.migrations).apply(to: connection)
      func seed(_ more: String...) async throws -> ServedProcess.Ended {
        try await ServedProcess.heartly(
          ["seed", "--tenants", "2", "--clients", "60", "--database-url"]
            + [database.connectionString] + more
        )
      }
      let first = try await seed()
      #expect(first.status == .exited(0), "\(first.error)")
      let counts = try await connection.query(
        """
        SELECT (SELECT count(*) FROM tenant), (SELECT count(*) FROM client),
          (SELECT count(DISTINCT "facilityId") FROM client),
          (SELECT count(*) FROM data_audit_log WHERE "tableName" = 'client')
        """
      ).only().decode(as: Int64.self, Int64.self, Int64.self, Int64.self)
      #expect(counts == (2, 120, 4, 120))
      let scripts: Bool = try await connection.query(
        "SELECT count(*) FILTER (WHERE \"lastName\" !~ '^[[:ascii:]]+$') > 20 FROM client"
      ).only().decode(0)
      #expect(scripts)

      let again = try await seed()
      #expect(again.status == .exited(1))
      #expect(again.error.contains("--force"))
      // The same seed makes the same organisations, which are there already.
      #expect(try await seed("--force").status == .exited(1))
      #expect(try await seed("--force", "--seed", "2").status == .exited(0))
    }
  }

  @Test func `an organisation of many facilities gives each a name of its own`() async throws {
    try await withTestDatabase { database in
      let connection = try await database.connect()
      defer { connection.close() }
      try await Migrator(directory: Checkout.migrations).apply(to: connection)
      let ended = try await ServedProcess.heartly([
        "seed", "--tenants", "2", "--clients", "500", "--database-url", database.connectionString,
      ])
      #expect(ended.status == .exited(0), "\(ended.error)")
      let houses: Int64 = try await connection.query("SELECT count(*) FROM facility").only()
        .decode(0)
      #expect(houses == 40)
    }
  }

  @Test func `the doctor names what is missing, and what to do`() async throws {
    try await withTestDatabase { database in
      func look() async throws -> ServedProcess.Ended {
        try await ServedProcess.heartly(
          ["doctor", "--database-url", database.connectionString, "--directory"]
            + [Checkout.migrations.string]
        )
      }
      let empty = try await look()
      #expect(empty.status == .exited(1))
      #expect(empty.output.contains("heartly migrate up"))
      let connection = try await database.connect()
      defer { connection.close() }
      try await Migrator(directory: Checkout.migrations).apply(to: connection)
      let migrated = try await look()
      #expect(migrated.status == .exited(0), "\(migrated.output)")
      try await connection.execute("ALTER TABLE client NO FORCE ROW LEVEL SECURITY")
      let broken = try await look()
      #expect(broken.status == .exited(1))
      #expect(broken.output.contains("BROKEN migrations and isolation"))
    }
  }
}
