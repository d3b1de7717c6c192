import LiveCatalog
import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// What the engine makes of files and of a history that are not as it left them.
@Suite(.timeLimit(.minutes(5))) struct EngineHistoryTests {
  /// Three migrations, applied.
  private func withThree(_ body: (EngineBench) async throws -> Void) async throws {
    try await withBench { bench in
      for number in 1...3 {
        try bench.files.write(
          number,
          up: "CREATE TABLE t\(number) ();\n",
          down: "DROP TABLE t\(number);\n"
        )
      }
      try await bench.up()
      try await body(bench)
    }
  }

  // MARK: Files

  @Test func `a changed file is refused and named`() async throws {
    try await withThree { bench in
      try bench.files.write(2, up: "CREATE TABLE t2 (id int);\n", down: "DROP TABLE t2;\n")
      let message = "\(try await bench.failure())"
      #expect(message.hasPrefix("Step2 was changed after it was applied: its file "))
    }
  }

  @Test func `a changed comment is accepted and noted`() async throws {
    try await withThree { bench in
      try bench.files.write(2, up: "-- why\nCREATE TABLE t2 ();\r\n", down: "DROP TABLE t2;\n")
      let outcome = try await bench.migrator.apply(to: bench.connection)
      #expect(outcome.steps.isEmpty)
      #expect(
        outcome.notes.map(\.description) == [
          "Step2: comments or blanks changed since it was applied; its statements did not"
        ]
      )
    }
  }

  @Test func `the down of a changed file runs and says so`() async throws {
    try await withThree { bench in
      try bench.files.write(3, up: "CREATE TABLE t3 (id int);\n", down: "DROP TABLE t3;\n")
      let outcome = try await bench.migrator.apply(.redo(steps: 1), to: bench.connection)
      #expect(outcome.notes.first?.description.hasPrefix("Step3: its up file changed") == true)
      #expect(try await bench.history() == [1, 2, 3])
      #expect(try await bench.up().isEmpty)
    }
  }

  @Test func `a file that came late is refused, or runs where that is allowed`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t1 ();\n")
      try bench.files.write(3, up: "CREATE TABLE t3 ();\n")
      try await bench.up()
      try bench.files.write(2, up: "CREATE TABLE t2 ();\n")
      let message = "\(try await bench.failure())"
      #expect(message.hasPrefix("Step2 would run out of order: version 3 is applied already."))
      var migrator = try bench.migrator
      migrator.allowsOutOfOrder = true
      let outcome = try await migrator.apply(to: bench.connection)
      #expect(outcome.steps.count == 1)
      #expect(try await bench.history() == [1, 2, 3])
    }
  }

  @Test func `a file that is gone is named`() async throws {
    try await withThree { bench in
      bench.files.remove(2)
      let message = "\(try await bench.failure())"
      #expect(message.hasPrefix("Step2 is applied, but its file is gone"))
    }
  }

  @Test func `a database that is newer than the files is refused`() async throws {
    try await withThree { bench in
      bench.files.remove(3)
      let message = "\(try await bench.failure())"
      #expect(message.hasPrefix("the database is newer than the files: it has Step3"))
    }
  }

  @Test func `a migration that cannot be taken back says why`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: "CREATE TABLE t ();\n",
        down: "-- heartly:irreversible the data is gone\n"
      )
      try await bench.up()
      let message = "\(try await bench.failure(.downSteps(1)))"
      #expect(message == "Step1 cannot be rolled back: the data is gone")
      #expect(try await bench.exists("t"))
    }
  }

  // MARK: Tables

  enum Damage: String, CaseIterable {
    case rowMissingInTheMiddle = "DELETE FROM heartly_migration.history WHERE version = 2"
    case lastRowMissing = "DELETE FROM heartly_migration.history WHERE version = 3"
    case allRowsMissing = "DELETE FROM heartly_migration.history"
    case unknownRow = """
      INSERT INTO heartly_migration.history
      SELECT 4, 'Other', checksum, token_checksum, applied_at, 1, '', '', 'transaction'
      FROM heartly_migration.history WHERE version = 3
      """
    case checksumChanged = """
      UPDATE heartly_migration.history
      SET checksum = decode(repeat('ab', 32), 'hex'), token_checksum = decode(repeat('ab', 32), 'hex')
      WHERE version = 2
      """
    case stateMissing = "DELETE FROM heartly_migration.state"
    case stateDropped = "DROP TABLE heartly_migration.state"
    case historyDropped = "DROP TABLE heartly_migration.history"
    case columnDropped = "ALTER TABLE heartly_migration.history DROP COLUMN method"
    case newerFormat = "UPDATE heartly_migration.state SET format = 2"
    case schemaDropped = "DROP SCHEMA heartly_migration CASCADE"

    /// What the message must say.
    var account: String {
      switch self {
      case .rowMissingInTheMiddle:
        "1 of 3 rows are missing from heartly_migration.history; restore heartly_migration from a "
          + "backup, or, if the rows are right as they are, accept them with `migrate repair`\n"
          + "Compared with the files:\nStep2 would run out of order"
      case .lastRowMissing: "1 of 3 rows are missing from heartly_migration.history"
      case .allRowsMissing: "3 of 3 rows are missing from heartly_migration.history"
      case .unknownRow: "heartly_migration.history has 4 rows, 3 were recorded"
      case .checksumChanged: "a row of heartly_migration.history is not what was recorded"
      case .stateMissing: "heartly_migration.state does not hold its one row"
      case .stateDropped: "heartly_migration.state is gone; restore"
      case .historyDropped: "the table heartly_migration.history is gone; restore"
      case .columnDropped: "heartly_migration is not as this tool made it"
      case .newerFormat: "written by a newer version of this tool (format 2, known is 1)"
      case .schemaDropped:
        "relation \"t1\" already exists\nLINE 1: CREATE TABLE t1 ();\n        ^\nSQLSTATE: 42P07\n"
          + "Step1 was rolled back; nothing of it is left. This database holds no history"
      }
    }

    /// Whether `repair` takes what is left for right.
    var canBeAccepted: Bool {
      switch self {
      case .rowMissingInTheMiddle, .lastRowMissing, .allRowsMissing, .unknownRow, .checksumChanged,
        .stateMissing, .stateDropped, .newerFormat:
        true
      case .historyDropped, .columnDropped, .schemaDropped: false
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func `a history that was damaged stops the run and changes nothing`(damage: Damage) async throws {
    try await withThree { bench in
      try await bench.connection.execute(SQLScript(text: damage.rawValue))
      let before = try await CatalogSnapshot(of: bench.connection)
      let message = "\(try await bench.failure())"
      #expect(message.contains(damage.account), "\(message)")
      let after = try await CatalogSnapshot(of: bench.connection)
      #expect(after.changes(since: before) == [])
    }
  }

  @Test(arguments: Damage.allCases.filter(\.canBeAccepted))
  func `repair accepts what is left of a history`(damage: Damage) async throws {
    try await withThree { bench in
      try await bench.connection.execute(SQLScript(text: damage.rawValue))
      let rows = try await bench.migrator.repair(bench.connection)
      let found = try await bench.connection.value(
        "SELECT count(*) FROM heartly_migration.history",
        as: Int64.self
      )
      #expect(rows == Int(found))
      let examined = try await bench.migrator.examine(bench.connection)
      #expect(examined.problems.map(\.description) == [])
    }
  }

  @Test(arguments: ["CREATE TABLE t2 ();\n", "SELECT 1;\n", "VACUUM heartly_migration.state;\n"])
  func `a runner without the lock is noticed`(statement: String) async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t1 ();\n")
      try await bench.up()
      try bench.files.write(2, up: statement)
      // What another runner would do at the same time: the state row moves on before ours does.
      let other = try await bench.database.connect()
      defer { other.close() }
      try await other.execute("BEGIN")
      try await other.execute("UPDATE heartly_migration.state SET applied = 2")
      try await other.execute("CREATE TABLE IF NOT EXISTS t2 ()")
      let target = try bench.database.target
      let migrator = try bench.migrator
      async let failed: MigrateError? = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        do throws(MigrateError) {
          try await migrator.apply(to: own)
          return nil
        } catch {
          return error
        }
      }()
      try await wait(for: "the runner to wait for the row") {
        try await bench.connection.value(
          """
          SELECT count(*) FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'
          """,
          as: Int64.self
        ) == 1
      }
      try await other.execute("COMMIT")
      let error = try await failed
      guard case .historyChanged = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }
}
