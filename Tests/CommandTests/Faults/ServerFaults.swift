import LiveCatalog
import Postgres
import PostgresCluster
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

extension Faults {
  /// The server, or the session in it, ends in the middle.
  @Suite struct Servers {
    private static let shares = Soak.isOn ? 16 : 4

    @Test(arguments: 0..<shares)
    func `pg_terminate_backend, and then up`(share: Int) async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      for number in try await Transfers.numbers(share: share, of: Self.shares) {
        try await withRunner { database, runner in
          let wire = try WireProxy(before: database, stoppingAt: number)
          defer { wire.close() }
          let ended = try await Program.up(over: wire, files).run { _ in
            guard await wire.isHeld() else { return }
            try await runner.connection.execute(
              """
              SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND pid <> pg_backend_pid()
              """
            )
            wire.release()
          }
          // At the very end there is nothing left that the session's end could stop.
          #expect(ended.status == .exited(1) || ended.status == .exited(0), "\(ended.error)")
          if ended.status == .exited(1) { #expect(ended.error.hasPrefix("error: ")) }
          try await undisturbed.expectFinished(database, files, after: "terminate at \(number)")
        }
        Soak.count("pg_terminate_backend")
      }
    }

    /// An immediate shutdown is what a crash of the server is: nothing is written, the log is replayed.
    @Test(arguments: Soak.isOn ? [1, 2, 3, 4, 5, 6, 7, 8] : [2, 6])
    func `a server that crashes and starts again, and then up`(version: Int) async throws {
      let files = try MixedSeries.files()
      // The last statement of one of the migrations waits for ever.
      let text = MixedSeries.ups[version - 1]
      try files.write(version, up: text + "\nSELECT pg_sleep(600);\n")
      try await withScratch { scratch in
        let address = try await scratch.start()
        let up = Program(
          arguments: ["migrate", "up", "--database-url", address, "-d", files.path.string]
        )
        let ended = try await up.run { _ in
          let watcher = try await Connection.connect(to: try ConnectionTarget(address))
          try await Runner(connection: watcher).sleeps()
          watcher.close()
          let cluster = PrivateCluster(directory: scratch.cluster)
          try await cluster.stop(mode: .immediate)
          _ = try await cluster.start()
        }
        #expect(ended.status == .exited(1))
        #expect(ended.error.contains("It happened during statement"), "\(ended.error)")
        try files.write(version, up: text + "\n")
        let second = try await up.run()
        #expect(second.status == .exited(0), "\(second.error)")
        let connection = try await Connection.connect(to: try ConnectionTarget(address))
        defer { connection.close() }
        let changes = try await CatalogSnapshot(of: connection)
          .changes(since: try await Undisturbed.made().catalog)
        #expect(changes == [])
        #expect(try await Runner(connection: connection).history() == MixedSeries.versions)
        let sum = try await connection.value("SELECT total()", as: Int64.self)
        #expect(sum == 2_001_000 + 2000 * 11 + 1000 * 100)
      }
      Soak.count("server crash")
    }

    @Test func `a standby is refused and named, and nothing to do is no reason to refuse`()
      async throws
    {
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE t ();\n")
      try await withScratch { scratch in
        let address = try await scratch.start()
        let up = Program(
          arguments: ["migrate", "up", "--database-url", address, "-d", files.path.string]
        )
        #expect(try await up.run().status == .exited(0))
        _ = try await scratch.cluster("stop")
        let signal = scratch.cluster.appending("data/standby.signal")
        try FileDescriptor.open(
          signal,
          .writeOnly,
          options: [.create],
          permissions: [.ownerReadWrite, .groupRead, .otherRead]
        ).close()
        let standby = try await scratch.start()
        #expect(standby == address)
        let again = try await up.run()
        #expect(again.status == .exited(0), "\(again.error)")
        try files.write(2, up: "CREATE TABLE u ();\n")
        let refused = try await up.run()
        #expect(refused.status == .exited(1))
        #expect(
          refused.error == """
            error: database heartly is on a standby server, where nothing can be written; give \
            the address of the primary

            """
        )
      }
    }
  }
}
