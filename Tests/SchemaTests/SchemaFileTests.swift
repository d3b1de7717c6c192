import LiveCatalog
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

extension Schema {
  /// `db/schema.sql` is what `heartly migrate dump` writes of the database that the migrations make.
  ///
  /// Versions of PostgreSQL print the same schema differently, so it can be compared only with a
  /// server of the one that wrote it.
  @Suite(
    .enabled("the server is PostgreSQL 15, which wrote db/schema.sql") {
      try await withTestConnection { $0.serverVersion / 10_000 } == 15
    }
  )
  struct SchemaFileTests {
    @Test func `the file is up to date`() async throws {
      try await withTestDatabase(from: try Schema.template) { database in
        let check = try await check(database)
        #expect(check.status.isSuccess, "\(check.said)")
      }
    }

    @Test func `the file makes the same schema as the migrations`() async throws {
      let file = try FileDescriptor.open(Checkout.schemaFile, .readOnly)
      let script = try file.closeAfter {
        try String(unsafeUninitializedCapacity: 1 << 20) { buffer in
          try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
      }
      let loaded = try await withTestConnection { connection in
        try await connection.execute(SQLScript(text: script))
        return try await CatalogSnapshot(of: connection)
      }
      let migrated = try await withSchema { try await CatalogSnapshot(of: $0) }
      #expect(loaded.changes(since: migrated.outside(schema: engineSchema)) == [])
    }

    @Test func `a file that is out of date is noticed`() async throws {
      try await withTestDatabase(from: try Schema.template) { database in
        let connection = try await database.connect()
        try await connection.execute("COMMENT ON TABLE tenant IS 'changed'")
        connection.close()
        let check = try await check(database)
        #expect(check.status == .exited(1))
        #expect(check.said.contains("is not the schema of the database"), "\(check.said)")
      }
    }

    private func check(
      _ database: TestDatabase
    ) async throws -> (status: TerminationStatus, said: String) {
      let result = try await run(
        .path(try Executable.named("heartly")),
        arguments: [
          "migrate", "dump", "--check", "--output", Checkout.schemaFile.string,
          "--database-url", database.connectionString,
        ],
        output: .string(limit: 1 << 16),
        error: .string(limit: 1 << 16)
      )
      return (result.terminationStatus, result.standardOutput + result.standardError)
    }
  }
}
