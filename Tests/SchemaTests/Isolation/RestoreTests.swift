import LiveCatalog
import Foundation
import Postgres
import PostgresCluster
import Subprocess
import SystemPackage
import TestDatabase
import Testing

@testable import heartly

extension Schema {
  /// A database that was dumped by heartly_backup and restored is guarded as the first was.
  @Suite(.world) struct RestoreTests {
    @Test func `a restored database has the same policies, rights and triggers`() async throws {
      let original = try World.current
      try await withTestDatabase { restored in
        let source = try await original.connect()
        defer { source.close() }
        let version = source.serverVersion
        let archive = FilePath("/tmp/heartly-restore-\(UInt64.random(in: 0 ... .max)).dump")
        defer { try? FileManager.default.removeItem(atPath: archive.string) }
        try await program(
          "pg_dump",
          [
            "--format=custom", "--file=\(archive)",
            "--dbname=" + original.connectionString(as: "heartly_backup"),
          ],
          version: version
        )
        try await program(
          "pg_restore",
          ["--exit-on-error", "--dbname=" + restored.connectionString, archive.string],
          version: version
        )
        let target = try await restored.connect()
        defer { target.close() }
        let changes = try await CatalogSnapshot(of: target).changes(
          since: try await CatalogSnapshot(of: source)
        )
        #expect(changes == [])
        // A right on a parameter is the cluster's, like a role: whoever restores into another cluster
        // takes both from `pg_dumpall --globals-only`. This one has it already.
        let globals = try await program(
          "pg_dumpall",
          ["--globals-only", "--dbname=" + original.connectionString],
          version: version
        )
        let grant = "GRANT SET ON PARAMETER backtrace_functions TO heartly_context;"
        #expect(globals.contains(grant))
        let dump = try await program("pg_restore", ["--file=-", archive.string], version: version)
        #expect(!dump.contains("ON PARAMETER"))
        // Rights on the database itself are not in a dump of it.
        try await target.execute("SELECT heartly.restrict_public()")
        for finding in try await IsolationProof.take(of: target).findings {
          #expect(finding.violations == [], "\(finding.claim)")
        }
        let session = try await RuntimeSession(restored)
        #expect(try await session.request(of: "a.owner") { try await $0.clients() } == 2)
      }
    }

    @discardableResult
    private func program(
      _ name: String,
      _ arguments: [String],
      version: Int
    ) async throws -> String {
      let binaries = try await ServerBinaries.find(majorVersion: version / 10_000)
      let result = try await run(
        .path(binaries.directory.appending(name)),
        arguments: Arguments(arguments),
        output: .string(limit: 1 << 20),
        error: .string(limit: 1 << 16)
      )
      #expect(result.terminationStatus.isSuccess, "\(name): \(result.standardError)")
      return result.standardOutput
    }
  }
}
