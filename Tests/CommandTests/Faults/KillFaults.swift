import Postgres
import Subprocess
import TestDatabase
import TestSupport
import Testing

extension Faults {
  /// `kill -9` of the program.
  @Suite struct Kills {
    static let shares = Soak.isOn ? 16 : 8

    /// A statement, its record, a COMMIT: whatever is under way between program and server, the program dies
    /// once before the server hears of it and once before the program hears of the outcome.
    @Test(arguments: 0..<shares)
    func `before every transfer between program and server`(share: Int) async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      for number in try await Transfers.numbers(share: share, of: Self.shares) {
        try await withTestDatabase { database in
          let wire = try WireProxy(before: database, stoppingAt: number)
          defer { wire.close() }
          let ended = try await Program.up(over: wire, files).run { signal in
            if await wire.isHeld() { try signal(.kill) }
            wire.close()
          }
          #expect(ended.status == .signaled(9), "transfer \(number): \(ended.error)")
          try await undisturbed.expectFinished(database, files, after: "kill at \(number)")
        }
        Soak.count("kill -9 before a transfer")
      }
    }

    /// Where chance has it, also in the middle of statements, and again and again on the way.
    @Test(arguments: 0..<(Soak.isOn ? 8 : 2))
    func `at random, with restarts`(share: Int) async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      var killed = 0
      let wanted = Soak.isOn ? 25 : 4
      while killed < wanted {
        try await withTestDatabase { database in
          while killed < wanted {
            let delay = undisturbed.duration * Double.random(in: 0..<1.1)
            let ended = try await Program.migrate("up", on: database, directory: files.path).run {
              try await Task.sleep(for: delay)
              // It may have ended before.
              try? $0(.kill)
            }
            if ended.status == .exited(0) { break }
            #expect(ended.status == .signaled(9), "\(ended.error)")
            killed += 1
            Soak.count("kill -9 at random")
          }
          try await undisturbed.expectFinished(database, files, after: "random kills")
        }
      }
    }

    /// Event triggers stop the server in the statement itself.
    @Test(arguments: Soak.isOn ? Array(1...12) : [2, 7, 10])
    func `in the middle of a statement that changes the catalog`(number: Int) async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      try await withRunner { database, runner in
        try await runner.connection.execute(SQLScript(text: Self.trap(at: number)))
        let ended = try await Program.migrate("up", on: database, directory: files.path).run {
          try await runner.sleeps()
          try $0(.kill)
        }
        #expect(ended.status == .signaled(9), "\(ended.error)")
        // The server may still be in the statement of the dead program.
        try await runner.connection.execute("ALTER EVENT TRIGGER trap DISABLE")
        let second = try await Program.migrate("up", on: database, directory: files.path).run()
        #expect(second.status == .exited(0), "statement \(number): \(second.error)")
        try await runner.connection.execute("DROP EVENT TRIGGER trap")
        try await runner.connection.execute("DROP FUNCTION trap(); ")
        try await runner.connection.execute("DROP SEQUENCE trap_count")
        try await undisturbed.expectSound(database, after: "kill in statement \(number)")
      }
      Soak.count("kill -9 in a statement")
    }

    /// Makes the server sleep at the beginning of so manieth statement that is no one of the engine's own
    /// schema. A sequence counts, because it is not rolled back.
    private static func trap(at number: Int) -> String {
      """
      CREATE SEQUENCE trap_count;
      CREATE FUNCTION trap() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_query() NOT LIKE '%heartly_migration%' THEN
          IF nextval('public.trap_count') = \(number) THEN
            PERFORM pg_sleep(600);
          END IF;
        END IF;
      END $$;
      CREATE EVENT TRIGGER trap ON ddl_command_start EXECUTE FUNCTION trap()
      """
    }

    /// The lock is the working session's own: the next runner waits until that has ended.
    @Test func `a second runner takes over while the first one's server process still works`()
      async throws
    {
      try await withRunner { database, runner in
        let files = try MigrationFixture()
        try files.write(1, up: "CREATE TABLE t (n int);\nINSERT INTO t VALUES (0);\n")
        try files.write(
          2,
          up: "UPDATE t SET n = n + 1;\nSELECT pg_sleep(600) FROM t WHERE n = 1;\n"
        )
        let up = Program.migrate("up", on: database, directory: files.path)
        let ended = try await up.run { signal in
          try await runner.sleeps()
          try signal(.kill)
        }
        #expect(ended.status == .signaled(9))
        try files.write(2, up: "UPDATE t SET n = n + 1;\n")
        let second = try await up.run()
        #expect(second.status == .exited(0), "\(second.error)")
        #expect(try await runner.connection.value("SELECT n FROM t", as: Int32.self) == 1)
        #expect(try await runner.history() == ["1", "2"])
        try await runner.isGone()
      }
    }
  }
}
