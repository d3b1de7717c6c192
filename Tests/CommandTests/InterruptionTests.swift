import Postgres
import Subprocess
import TestDatabase
import TestSupport
import Testing

/// Ctrl-C and the signal with which a supervisor stops a program.
@Suite(.timeLimit(.minutes(5))) struct InterruptionTests {
  @Test(arguments: [Signal.interrupt, .terminate])
  func `a signal rolls back and says where the run stopped`(signal: Signal) async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE done ();\n")
      try files.write(2, up: "CREATE TABLE undone ();\nSELECT pg_sleep(600);\nSELECT 1;\n")
      let ended = try await Program.migrate("up", on: database, directory: files.path).run { send in
        try await runner.hangs()
        try send(signal)
      }
      #expect(ended.status == .exited(1))
      #expect(ended.output == "Step1 has been executed successfully.\n")
      #expect(
        ended.error == """
          error: interrupted during statement 2 of 3 of Step2, which was rolled back; nothing of \
          it is left. 1 migration was finished before it.

          """
      )
      try await runner.isGone()
      #expect(try await runner.history() == ["1"])
      #expect(
        try await runner.connection.value("SELECT to_regclass('undone') IS NULL", as: Bool.self)
      )
    }
  }

  @Test func `outside of a transaction it says what stays, and the next up goes on`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      let hanging = "CREATE TABLE t ();\nVACUUM t;\nSELECT pg_sleep(600);\n"
      try files.write(1, up: hanging)
      let up = Program.migrate("up", on: database, directory: files.path)
      let ended = try await up.run { send in
        try await runner.hangs()
        try send(.interrupt)
      }
      #expect(ended.status == .exited(1))
      #expect(
        ended.error == """
          error: interrupted during statement 3 of 3 of Step1, which runs outside of a \
          transaction: the statements before this one stay. The same command goes on from here.

          """
      )
      try files.write(1, up: hanging.replacing("600", with: "0"))
      let second = try await up.run()
      #expect(
        second.output == """
          Step1: statement 1 was finished by an earlier run.
          Step1: statement 2 was finished by an earlier run.
          Step1 has been executed successfully.
          1/1 migrations successful

          """
      )
    }
  }

  @Test func `a wait for a lock can be interrupted`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(1, up: "ALTER TABLE held ADD COLUMN a int;\n")
      try await runner.connection.execute("CREATE TABLE held ()")
      let holder = try await database.connect()
      defer { holder.close() }
      try await holder.execute("BEGIN")
      try await holder.execute("LOCK TABLE held")
      let ended = try await Program.migrate("up", on: database, directory: files.path).run { send in
        try await runner.hangs()
        try send(.interrupt)
      }
      #expect(ended.status == .exited(1))
      #expect(ended.error.contains("error: interrupted during statement 1 of 1 of Step1"))
      try await runner.isGone()
    }
  }

  @Test func `a wait for another runner can be interrupted`() async throws {
    try await withRunner { database, runner in
      try await runner.connection.execute(
        "SELECT pg_advisory_lock(\(Int32(0x6872_6C79)), 1)"
      )
      let ended = try await Program.migrate("up", on: database).run { send in
        try await wait(for: "the program to poll") {
          try await runner.connection.value(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%'
              AND pid <> pg_backend_pid()
            """,
            as: Int64.self
          ) == 1
        }
        try send(.interrupt)
      }
      #expect(ended.status == .exited(1))
      #expect(
        ended.error == """
          waiting for another runner of migrations to finish
          error: interrupted before the first migration; nothing was changed

          """
      )
    }
  }

  @Test func `a second signal ends the program at once`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      // The statement cannot be cancelled: the lock that holds it up is no part of it.
      try files.write(1, up: "SELECT stubborn();\n")
      try await runner.connection.execute(
        SQLScript(
          text: """
            CREATE FUNCTION stubborn() RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
              LOOP
                BEGIN
                  PERFORM pg_sleep(600);
                EXCEPTION WHEN query_canceled THEN
                  NULL;
                END;
              END LOOP;
            END $$
            """
        )
      )
      let ended = try await Program.migrate("up", on: database, directory: files.path).run { send in
        try await runner.hangs()
        try send(.interrupt)
        try await wait(for: "the end of the program") {
          try send(.terminate)
          return try await runner.processes().isEmpty
        }
      }
      #expect(ended.status == .signaled(15))
      try await runner.isGone()
    }
  }
}
