import Postgres
import TestDatabase
import TestSupport
import Testing

@testable import Migrate

/// Squashed migrations on a real history, and what a mirrored table says of them.
@Suite(.timeLimit(.minutes(2))) struct EngineFoldTests {
  /// Three migrations in files, and a squashed one that replaces the first two.
  private func withBenchAndSquash(
    _ body: (EngineBench, _ squash: () throws -> Void) async throws -> Void
  ) async throws {
    try await withBench { bench in
      for number in 1...3 {
        try bench.files.write(
          number,
          up: "CREATE TABLE t\(number) ();\n",
          down: "DROP TABLE t\(number);\n"
        )
      }
      try await body(bench) {
        let replaced = try MigrationDirectory.load(bench.files.path).migrations.prefix(2)
        let lines = try replaced.map {
          ReplacedMigration(identifier: $0.identifier, checksum: try $0.up.checksum()).directive
            + "\n"
        }
        bench.files.remove(1)
        bench.files.remove(2)
        try bench.files.writeFile(
          "2-Squashed.up.sql",
          lines.joined() + "CREATE TABLE t1 ();\nCREATE TABLE t2 ();\n"
        )
        try bench.files.writeFile("2-Squashed.down.sql", "DROP TABLE t2;\nDROP TABLE t1;\n")
      }
    }
  }

  private func mirrored(_ connection: Connection) async throws -> [String] {
    try await connection.column("SELECT name FROM migrations ORDER BY id")
  }

  @Test func `an old history becomes that of a new database, for the quick question too`()
    async throws
  {
    try await withBenchAndSquash { bench, squash in
      try await bench.apply(.upSteps(2))
      try squash()
      #expect(try await bench.up() == ["3"])
      #expect(try await bench.history() == [2, 3])
      let methods = try await bench.connection.column(
        "SELECT method FROM heartly_migration.history ORDER BY version"
      )
      #expect(methods == ["squashed", "transaction"])
      let files = FilesSummary(try MigrationDirectory.load(bench.files.path).migrations)
      #expect(try await HistoryTable(connection: bench.connection).amounts(to: files))
      #expect(try await bench.apply(.down(leaving: .zero)) == ["3", "2"])
      #expect(try await bench.history() == [])
      #expect(try await bench.up() == ["2", "3"])
    }
  }

  @Test func `status and a plan see it before it is written`() async throws {
    try await withBenchAndSquash { bench, squash in
      try await bench.apply(.upSteps(2))
      try squash()
      let plan = try await bench.migrator.plan(on: bench.connection)
      #expect(plan.steps.map(\.migration.identifier.version.value) == [3])
      let status = try await bench.migrator.status(of: bench.connection)
      #expect(status.isSound)
      #expect(status.applied.map(\.name) == ["Squashed"])
      #expect(try await bench.history() == [1, 2])
    }
  }

  @Test func `a history that was tampered with is not folded`() async throws {
    try await withBenchAndSquash { bench, squash in
      try await bench.apply(.upSteps(2))
      try squash()
      try await bench.connection.execute(
        "UPDATE heartly_migration.state SET digest = decode(repeat('01', 32), 'hex')"
      )
      guard case .historyTampered = try await bench.failure() else {
        Issue.record("it ran")
        return
      }
      #expect(try await bench.history() == [1, 2])
    }
  }

  @Test func `TypeORM's table knows the replaced ones, up and down`() async throws {
    try await withBenchAndSquash { bench, squash in
      try squash()
      try await bench.migrator.keep(Mirror(), on: bench.connection)
      try await bench.up()
      #expect(try await mirrored(bench.connection) == ["Step1", "Step2", "Step3"])
      try await bench.apply(.down(leaving: .zero))
      #expect(try await mirrored(bench.connection) == [])
    }
  }

  @Test func `a mirrored table that is gone stops the migration that would be written to it`()
    async throws
  {
    try await withBenchAndSquash { bench, _ in
      try await bench.migrator.keep(Mirror(), on: bench.connection)
      try await bench.connection.execute("DROP TABLE migrations")
      let error = try await bench.failure()
      #expect("\(error)".contains("the table public.migrations, which is kept"), "\(error)")
      #expect(try await !bench.exists("t1"))
      try await bench.migrator.keep(nil, on: bench.connection)
      #expect(try await bench.up() == ["1", "2", "3"])
    }
  }
}
