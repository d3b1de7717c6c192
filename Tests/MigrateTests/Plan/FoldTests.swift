import Testing

@testable import Migrate

@Suite struct FoldTests {
  private static func migration(
    _ version: Int64,
    _ name: String,
    _ text: String
  ) throws -> Migration {
    Migration(
      identifier: MigrationIdentifier(version: try #require(MigrationVersion(version)), name: name),
      up: MigrationFile(SQLSource(name: "\(version)-\(name).up.sql", text: text), half: .up),
      down: nil
    )
  }

  private static func entry(_ migration: Migration) throws -> HistoryEntry {
    HistoryEntry(
      identifier: migration.identifier,
      checksum: try migration.up.checksum(),
      appliedAt: UTCTimestamp(microseconds: migration.identifier.version.value),
      durationMicroseconds: 10,
      toolVersion: "test",
      appliedBy: "me"
    )
  }

  private let old: [Migration]
  private let squashed: Migration
  private let later: Migration

  init() throws {
    old = try [(1, "A"), (2, "B"), (3, "C")].map {
      try Self.migration($0.0, $0.1, "CREATE TABLE t\($0.0) (id int);\n")
    }
    let lines = try old.map {
      ReplacedMigration(identifier: $0.identifier, checksum: try $0.up.checksum()).directive + "\n"
    }
    squashed = try Self.migration(3, "Squashed", lines.joined() + "CREATE TABLE t (id int);\n")
    later = try Self.migration(4, "D", "CREATE TABLE t4 (id int);\n")
  }

  private func history(_ migrations: [Migration]) throws -> [HistoryEntry] {
    try migrations.map(Self.entry)
  }

  @Test func `a database that has all of them has the squashed one`() throws {
    let plan = try Plan(migrations: [squashed, later], history: try history(old))
    #expect(plan.steps.map(\.migration) == [later])
    #expect(plan.notes == [.folded(squashed.identifier, count: 3)])
    let fold = try #require(plan.status.folds.first)
    #expect(fold.replaced.map(\.identifier) == old.map(\.identifier))
    #expect(fold.entry.method == .squashed)
    #expect(fold.entry.durationMicroseconds == 30)
    #expect(plan.status.isSound)
  }

  @Test func `a new database runs the squashed one`() throws {
    let plan = try Plan(migrations: [squashed, later], history: [])
    #expect(plan.steps.map(\.migration) == [squashed, later])
    #expect(plan.status.folds == [])
  }

  @Test func `a history that was folded is an ordinary one`() throws {
    let plan = try Plan(
      migrations: [squashed, later],
      history: try history([squashed, later])
    )
    #expect(plan.steps.isEmpty)
    #expect(plan.status.folds == [])
  }

  @Test(arguments: [[0], [0, 1], [2]])
  func `a database that has some of them is refused`(places: [Int]) throws {
    let some = places.map { old[$0] }
    let missing = old.filter { !some.contains($0) }.map(\.identifier)
    let error = #expect(throws: PlanError.self) {
      _ = try Plan(migrations: [squashed, later], history: try history(some))
    }
    #expect(
      error?.problems
        == [
          .partlySquashed(
            squashed.identifier,
            applied: some.map(\.identifier),
            missing: missing
          )
        ]
    )
  }

  @Test func `one that was applied from another file is refused`() throws {
    let other = try Self.migration(2, "B", "CREATE TABLE other (id int);\n")
    let error = #expect(throws: PlanError.self) {
      _ = try Plan(
        migrations: [squashed],
        history: try history([old[0], other, old[2]])
      )
    }
    guard case .squashedFromOther(_, old[1].identifier, _, _) = error?.problems.first else {
      Issue.record("refused for \(String(describing: error))")
      return
    }
  }

  @Test func `other comments in what was applied are no difference`() throws {
    let commented = try Self.migration(2, "B", "-- why\nCREATE TABLE t2 (id int);\n")
    let plan = try Plan(
      migrations: [squashed],
      history: try history([old[0], commented, old[2]])
    )
    #expect(plan.steps.isEmpty)
    #expect(plan.status.folds.count == 1)
  }

  @Test func `a strange row beside them is still a problem`() throws {
    let stray = try Self.migration(9, "Stray", "SELECT 1;\n")
    #expect(throws: PlanError.self) {
      _ = try Plan(migrations: [squashed, later], history: try history(old + [stray]))
    }
  }

  @Test(arguments: [
    "-- heartly:replaces 1 A\nSELECT 1;", "SELECT 1;\n-- heartly:replaces 1 A x y\n",
    "-- heartly:replaces one A x y\nSELECT 1;",
  ])
  func `a line that is not as squash writes it is refused`(text: String) throws {
    do {
      _ = try MigrationScript(SQLSource(name: "a.up.sql", text: text), half: .up)
      Issue.record("it was read")
    } catch .misplacedDirective(name: "replaces", _, _) {
      return
    }
  }
}
