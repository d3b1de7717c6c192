import Testing

@testable import Migrate

@Suite struct MigrationStatusTests {
  @Test func `every version stands in one row with its state and its problems`() throws {
    let files = [
      Migration.numbered(1), .numbered(2, up: "select 2 -- why"), .numbered(3, up: "SELECT 'x'"),
      .numbered(4, name: "Renamed", up: "SELECT 4"), .numbered(6), .numbered(8),
    ]
    let status = MigrationStatus(migrations: files, history: try history(7, 1, 2, 3, 4, 5))
    let rows = status.rows.map { row in
      "\(row.identifier.version) \(row.isApplied) \(row.migration != nil) \(row.difference) "
        + "\(row.problems.count)"
    }
    #expect(
      rows == [
        "1 true true none 0", "2 true true commentsOnly 0", "3 true true statements 1",
        "4 true true none 1", "5 true false none 1", "6 false true none 1", "7 true false none 1",
        "8 false true none 0",
      ]
    )
    #expect(status.rows.map(\.identifier.name)[3] == "Renamed")
    #expect(status.applied.map(\.version.value) == [1, 2, 3, 4, 5, 7])
    #expect(status.pending.map(\.version.value) == [6, 8])
    #expect(!status.isSound)
  }

  @Test func `a status without problems is sound`() throws {
    #expect(MigrationStatus(migrations: migrations(1, 2), history: try history(1)).isSound)
    #expect(MigrationStatus(migrations: [], history: []).isSound)
  }
}
