import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Faults {
  /// Settings and clocks that nobody who wrote a migration has thought of.
  @Suite struct Surroundings {
    private static let usual = [
      "lock_timeout = '1ms'",
      "idle_in_transaction_session_timeout = '1ms'",
      "synchronous_commit = off",
      "search_path = \"$user\", public, pg_catalog",
      "client_encoding = 'LATIN1'",
      "standard_conforming_strings = off",
    ]
    private static let rare = [
      "default_transaction_isolation = 'serializable'",
      "default_transaction_deferrable = on",
      "backslash_quote = on",
      "bytea_output = 'escape'",
      "DateStyle = 'German, DMY'",
      "IntervalStyle = 'sql_standard'",
      "extra_float_digits = -5",
      "row_security = off",
      "session_replication_role = 'replica'",
      "TimeZone = 'Asia/Kathmandu'",
      "check_function_bodies = off",
      "xmloption = document",
      "plan_cache_mode = force_generic_plan",
    ]

    /// Each would break a migration, or change what it means, if the engine let it through.
    @Test(arguments: Soak.isOn ? usual + rare : usual)
    func `a role's setting changes nothing`(setting: String) async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      try await withRunner { database, runner in
        try await runner.connection.execute(
          SQLScript(text: "ALTER DATABASE \(database.name) SET \(setting)")
        )
        let ended = try await Program.migrate("up", on: database, directory: files.path).run()
        #expect(ended.status == .exited(0), "\(ended.error)")
        try await runner.connection.execute(
          SQLScript(text: "ALTER DATABASE \(database.name) RESET ALL")
        )
        try await undisturbed.expectSound(database, after: setting)
      }
      Soak.count("role settings")
    }

    @Test func `a backslash means what the standard says, whatever the role's setting`()
      async throws
    {
      try await withRunner { database, runner in
        try await runner.connection.execute(
          SQLScript(text: "ALTER DATABASE \(database.name) SET standard_conforming_strings = off")
        )
        let files = try MigrationFixture()
        try files.write(1, up: "CREATE TABLE t AS SELECT 'a\\nb'::text AS v;\n")
        try files.write(2, up: "-- heartly:no-transaction\nINSERT INTO t VALUES ('a\\nb');\n")
        let ended = try await Program.migrate("up", on: database, directory: files.path).run()
        #expect(ended.status == .exited(0), "\(ended.error)")
        let lengths = try await runner.connection.column("SELECT length(v)::text FROM t")
        #expect(lengths == ["4", "4"])
      }
    }

    @Test func `a history from the future is as good as any`() async throws {
      try await withRunner { database, runner in
        let files = try MigrationFixture()
        try files.write(1, up: "CREATE TABLE t ();\n")
        let up = Program.migrate("up", on: database, directory: files.path)
        #expect(try await up.run().status == .exited(0))
        // The server's clock was ahead then, and was put right.
        try await runner.connection.execute(
          "UPDATE heartly_migration.history SET applied_at = now() + interval '100 years'"
        )
        try files.write(2, up: "CREATE INDEX CONCURRENTLY ON t ((1));\n")
        let second = try await up.run()
        #expect(second.status == .exited(0), "\(second.error)")
        #expect(try await runner.history() == ["1", "2"])
        let status = try await Program.migrate("status", on: database, directory: files.path).run()
        #expect(status.status == .exited(0), "\(status.output)")
      }
      Soak.count("clock jump of the server")
    }

    private static let fakeClock: FilePath? = {
      let places = [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
        "/usr/lib/faketime/libfaketime.so.1",
      ]
      return places.first { access($0, R_OK) == 0 }.map { FilePath($0) }
    }()

    /// Both of the program's clocks jump in the middle of its work.
    @Test(
      .enabled(if: fakeClock != nil, "libfaketime is not installed"),
      arguments: ["+400d", "-400d"]
    )
    func `the program's clock jumps`(jump: String) async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      let clock = try MigrationFixture()
      let number = try await Transfers.count() / 2
      try await withTestDatabase { database in
        try clock.writeFile("clock", "+0")
        let wire = try WireProxy(before: database, stoppingAt: number)
        defer { wire.close() }
        var up = Program.up(over: wire, files)
        // The library changes the environment of the first program that it is loaded into, and Swift finds
        // its arguments beside that.
        up.launcher = "/usr/bin/env"
        up.environment = [
          "LD_PRELOAD": try #require(Self.fakeClock).string,
          "FAKETIME_TIMESTAMP_FILE": clock.path.appending("clock").string,
          "FAKETIME_NO_CACHE": "1",
        ]
        let ended = try await up.run { _ in
          #expect(await wire.isHeld(), "transfer \(number)")
          try clock.writeFile("clock", jump)
          wire.release()
        }
        #expect(ended.status == .exited(0), "\(ended.error)")
        #expect(ended.output.hasSuffix("migrations successful\n"), "\(ended.output)")
        try await undisturbed.expectSound(database, after: "clock \(jump)")
      }
      Soak.count("clock jump of the program")
    }
  }
}
