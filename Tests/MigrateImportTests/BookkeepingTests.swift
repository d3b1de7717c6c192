import Migrate
import Testing

@testable import MigrateImport

@Suite struct BookkeepingTests {
  private func labels(_ tool: ForeignTool, _ rows: [Bookkeeping.Row]) throws -> [String] {
    let bookkeeping = try Bookkeeping(tool, rows: rows)
    return bookkeeping.entries.map(\.label)
      + (bookkeeping.coveredThrough.map { ["through \($0.label)"] } ?? [])
  }

  @Test func `TypeORM's class name is taken apart at its timestamp`() throws {
    let row = Bookkeeping.Row.typeORM("1754250020000", "CreateAuthor1754250020000")
    let entry = try #require(try Bookkeeping(.typeorm, rows: [row]).entries.first)
    #expect(entry.label == "CreateAuthor1754250020000")
    #expect(entry.version?.value == 1_754_250_020_000)
    #expect(entry.names == ["CreateAuthor"])
  }

  @Test func `what keeps the newest alone covers all before it`() throws {
    #expect(try labels(.golangMigrate, [.init(version: "7", name: nil)]) == ["through 7"])
    #expect(
      try labels(.alembic, [.init(version: nil, name: "ae1027a6acf")]) == ["through ae1027a6acf"]
    )
  }

  @Test func `goose's last row of a version tells, and its version 0 is none`() throws {
    let rows = [("0", "up"), ("1", "up"), ("2", "up"), ("2", "down"), ("3", "up"), ("1", "up")]
    #expect(
      try labels(.goose, rows.map { .init(version: $0.0, name: nil, kind: $0.1) }) == ["3", "1"]
    )
  }

  @Test func `Flyway's rows that are no migration are told apart`() throws {
    let rows: [Bookkeeping.Row] = [
      .init(version: nil, name: "<< Flyway Schema Creation >>", kind: "SCHEMA"),
      .init(version: "1", name: "<< Flyway Baseline >>", kind: "BASELINE"),
      .init(version: "1.2", name: "create book", kind: "SQL"),
      .init(version: "2", name: "drop book", kind: "SQL"),
      .init(version: "2", name: "drop book", kind: "UNDO_SQL"),
      .init(version: "3", name: "gone", kind: "SQL"),
      .init(version: "3", name: "gone", kind: "DELETE"),
      .init(version: nil, name: "views", kind: "SQL"),
    ]
    #expect(try labels(.flyway, rows) == ["1.2", "through 1"])
    #expect(
      try Bookkeeping(.flyway, rows: rows).notes
        == ["the repeatable script \"views\" is not taken over"]
    )
  }

  @Test(arguments: [
    (ForeignTool.golangMigrate, "migrate force"), (.flyway, "flyway repair"),
    (.sqlx, "sqlx migrate run"),
  ])
  func `an entry that failed is refused with the way out`(tool: ForeignTool, wayOut: String) {
    let error = #expect(throws: AdoptionError.failedEntry(tool, label: "2")) {
      _ = try Bookkeeping(
        tool,
        rows: [
          .init(version: "1", name: "a", kind: "SQL"),
          .init(version: "2", name: "b", kind: "SQL", isClean: false),
        ]
      )
    }
    #expect(error?.description.contains(wayOut) == true)
  }

  @Test func `several heads have no order`() {
    #expect(throws: AdoptionError.severalHeads(.alembic, labels: ["a1", "b2"])) {
      _ = try Bookkeeping(
        .alembic,
        rows: [.init(version: nil, name: "a1"), .init(version: nil, name: "b2")]
      )
    }
  }

  @Test(arguments: ForeignTool.allCases)
  func `an empty table is nothing to take over`(tool: ForeignTool) {
    #expect(throws: AdoptionError.nothingApplied(tool)) { _ = try Bookkeeping(tool, rows: []) }
  }

  @Test func `a table of another tool is recognised by its columns`() {
    #expect(ForeignTool.owner(of: ["version", "dirty"]) == .golangMigrate)
    #expect(ForeignTool.owner(of: ["version"]) == .dbmate)
    #expect(ForeignTool.owner(of: ["id", "timestamp", "name"]) == .typeorm)
    #expect(
      ForeignTool.owner(
        of: ["version", "description", "installed_on", "success", "checksum", "execution_time"]
      ) == .sqlx
    )
    #expect(ForeignTool.owner(of: ["id", "title"]) == nil)
    #expect(!ForeignTool.dbmate.knows(["version", "dirty"]))
  }
}
