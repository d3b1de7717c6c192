import Postgres
import SystemPackage
import TestDatabase
import TestSupport
import Testing

@testable import Migrate

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs that know without reading files or rows that there is nothing to do, and what must not escape
/// them.
@Suite(.timeLimit(.minutes(5))) struct EngineRememberedTests {
  private struct Scene {
    let bench: EngineBench
    let migrator: Migrator
    let cache: TemporaryDirectory

    /// Whether the files are known without being read.
    var isRemembered: Bool { migrator.files().outcome == nil }

    func path(_ number: Int) -> String {
      bench.files.path.appending("\(number)-Step.up.sql").string
    }

    /// Runs what is pending, and returns how much that was.
    func up() async throws -> Int {
      try await migrator.apply(to: bench.connection).steps.count
    }

    func failure() async throws -> MigrateError {
      do {
        try await migrator.apply(to: bench.connection)
      } catch {
        return error
      }
      throw EngineBench.Unexpected(description: "the run succeeded")
    }
  }

  /// Three migrations, applied.
  private func withThree(_ body: (Scene) async throws -> Void) async throws {
    try await withBench { bench in
      for number in 1...3 {
        try bench.files.write(
          number,
          up: "CREATE TABLE t\(number) ();\n",
          down: "DROP TABLE t\(number);\n"
        )
      }
      try await bench.up()
      let cache = try TemporaryDirectory()
      var migrator = try bench.migrator
      migrator.cacheDirectory = cache.path
      migrator.worthwhile = 1
      try await body(Scene(bench: bench, migrator: migrator, cache: cache))
    }
  }

  /// Three migrations, applied, whose files are remembered as if they had been written a while before.
  private func withThreeRemembered(_ body: (Scene) async throws -> Void) async throws {
    try await withThree { scene in
      let files = scene.migrator.files()
      SummaryCache(directory: scene.cache.path).remember(
        try #require(files.summary),
        of: scene.bench.files.path,
        readFrom: files.readFrom + 10
      )
      try #require(scene.isRemembered)
      try await body(scene)
    }
  }

  @Test func `files that nobody touched are not read again`() async throws {
    try await withThreeRemembered { scene in
      let count = try await scene.up()
      #expect(count == 0)
      #expect(scene.isRemembered)
    }
  }

  @Test func `files that were written just now are not remembered`() async throws {
    try await withThree { scene in
      let count = try await scene.up()
      #expect(count == 0)
      #expect(!scene.isRemembered)
    }
  }

  @Test func `a few files are not worth remembering`() async throws {
    try await withThree { scene in
      var migrator = scene.migrator
      migrator.worthwhile = 4
      #expect(migrator.files().summary == nil)
    }
  }

  // MARK: Files

  @Test func `an edited file is noticed, even with its size and time put back`() async throws {
    try await withThreeRemembered { scene in
      var status = stat()
      try #require(stat(scene.path(2), &status) == 0)
      try scene.bench.files.write(2, up: "CREATE TABLE u2 ();\n", down: "DROP TABLE t2;\n")
      #if canImport(Darwin)
        let times = [status.st_atimespec, status.st_mtimespec]
      #else
        let times = [status.st_atim, status.st_mtim]
      #endif
      try #require(utimensat(AT_FDCWD, scene.path(2), times, 0) == 0)
      #expect(!scene.isRemembered)
      let message = "\(try await scene.failure())"
      #expect(message.hasPrefix("Step2 was changed after it was applied: its file "))
    }
  }

  @Test func `a file in the place of another is noticed`() async throws {
    try await withThreeRemembered { scene in
      try scene.bench.files.writeFile("new", "CREATE TABLE u2 ();\n")
      try #require(rename(scene.bench.files.path.appending("new").string, scene.path(2)) == 0)
      let message = "\(try await scene.failure())"
      #expect(message.hasPrefix("Step2 was changed after it was applied: its file "))
    }
  }

  @Test func `a new migration runs`() async throws {
    try await withThreeRemembered { scene in
      try scene.bench.files.write(4, up: "CREATE TABLE t4 ();\n")
      let outcome = try await scene.migrator.apply(to: scene.bench.connection)
      #expect(outcome.steps.map(\.migration.identifier.version.value) == [4])
    }
  }

  @Test func `a down file that is gone is named`() async throws {
    try await withThreeRemembered { scene in
      unlink(scene.bench.files.path.appending("2-Step.down.sql").string)
      let message = "\(try await scene.failure())"
      #expect(message.contains("its other half"))
    }
  }

  @Test func `what a symbolic link leads to is always read`() async throws {
    try await withThree { scene in
      let text = "CREATE TABLE t2 ();\n"
      try scene.cache.write("elsewhere", text)
      unlink(scene.path(2))
      try #require(
        symlink(scene.cache.path.appending("elsewhere").string, scene.path(2)) == 0
      )
      let directory = try OpenDirectory(scene.bench.files.path)
      let stamp = try directory.stamp()
      #expect(stamp == nil)
    }
  }

  // MARK: The memory

  @Test func `what others could have written is not believed`() async throws {
    try await withThreeRemembered { scene in
      let directory = try OpenDirectory(scene.cache.path)
      let name = try #require(try directory.names().first { $0.hasPrefix("migrations-") })
      chmod(scene.cache.path.appending(name).string, 0o666)
      #expect(!scene.isRemembered)
    }
  }

  @Test(arguments: [0, 1, 16, 87, 88, 200])
  func `a memory that was cut off is not believed`(length: Int) async throws {
    try await withThreeRemembered { scene in
      let directory = try OpenDirectory(scene.cache.path)
      let name = try #require(try directory.names().first { $0.hasPrefix("migrations-") })
      try #require(truncate(scene.cache.path.appending(name).string, off_t(length)) == 0)
      #expect(!scene.isRemembered)
      let count = try await scene.up()
      #expect(count == 0)
    }
  }

  @Test func `where nothing can be remembered, runs do without`() async throws {
    try await withThree { scene in
      var migrator = scene.migrator
      migrator.cacheDirectory = "/dev/null/nowhere"
      let outcome = try await migrator.apply(to: scene.bench.connection)
      #expect(outcome.steps.isEmpty)
    }
  }

  @Test func `a false memory costs time and hides nothing`() async throws {
    try await withThree { scene in
      // A stamp that fits, with a sum that does not: the history decides.
      let files = scene.migrator.files()
      let other = FilesSummary(Array(try #require(try files.outcome?.get()).dropLast()))
      SummaryCache(directory: scene.cache.path).remember(
        other,
        of: scene.bench.files.path,
        readFrom: files.readFrom + 10
      )
      try #require(scene.isRemembered)
      let count = try await scene.up()
      #expect(count == 0)
    }
  }

  // MARK: The history

  @Test(arguments: EngineHistoryTests.Damage.allCases)
  func `a history that was damaged is noticed without reading files or rows`(
    damage: EngineHistoryTests.Damage
  ) async throws {
    try await withThreeRemembered { scene in
      try await scene.bench.connection.execute(SQLScript(text: damage.rawValue))
      let message = "\(try await scene.failure())"
      #expect(message.contains(damage.account), "\(message)")
    }
  }

  @Test func `a row under another name is noticed`() async throws {
    try await withThreeRemembered { scene in
      try await scene.bench.connection.execute(
        "UPDATE heartly_migration.history SET name = 'Other' WHERE version = 2"
      )
      let message = "\(try await scene.failure())"
      #expect(message.hasPrefix("version 2 was applied as Other2"))
    }
  }

  @Test func `a migration that was stopped in the middle is noticed`() async throws {
    try await withThreeRemembered { scene in
      try await scene.bench.connection.execute(
        """
        INSERT INTO heartly_migration.progress (version, direction, statement, checksum, finished)
        SELECT 3, 'down', 1, checksum, true FROM heartly_migration.history WHERE version = 3
        """
      )
      guard case .halfApplied = try await scene.failure() else {
        Issue.record("the run did not notice")
        return
      }
    }
  }
}
