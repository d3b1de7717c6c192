import Migrate
import Testing

@testable import MigrateImport

@Suite struct AdoptionMatchTests {
  private static let author = "CreateAuthor1754250020000"

  private func match(
    _ tool: ForeignTool,
    _ rows: [Bookkeeping.Row],
    _ migrations: [Migration] = Fixtures.twoTables,
    map: String = ""
  ) throws -> [Int64] {
    try AdoptionMatch(
      try Bookkeeping(tool, rows: rows),
      migrations: migrations,
      map: try MigrationMap(parsing: map, file: "map")
    ).versions
  }

  private func problems(_ body: () throws -> Void) -> [MatchProblem] {
    do {
      try body()
    } catch AdoptionError.unmatched(let problems) {
      return problems
    } catch {
      Issue.record(error)
    }
    return []
  }

  @Test func `a prefix of the files is taken over`() throws {
    let rows = [Bookkeeping.Row.typeORM("1754250020000", Self.author)]
    #expect(try match(.typeorm, rows) == [1_754_250_020_000])
  }

  @Test(arguments: [
    (ForeignTool.fluent, "App.CreateAuthor", nil), (.hummingbird, "create_author", nil),
    (.django, "0001_author", "create"),
  ])
  func `a name alone is enough where it fits one file`(
    tool: ForeignTool,
    name: String,
    kind: String?
  ) throws {
    let rows = [Bookkeeping.Row(version: nil, name: name, kind: kind)]
    #expect(try match(tool, rows) == [1_754_250_020_000])
  }

  @Test func `Alembic's revision is a part of a file's name`() throws {
    let files = Fixtures.migrations((1, "create_author_ae1027"), (2, "create_book_b2"), (3, "more"))
    #expect(try match(.alembic, [.init(version: nil, name: "b2")], files) == [1, 2])
  }

  @Test func `the newest version covers the files before it`() throws {
    let files = Fixtures.migrations((1, "a"), (2, "b"), (3, "c"))
    #expect(try match(.golangMigrate, [.init(version: "2", name: nil)], files) == [1, 2])
  }

  @Test func `Flyway's versions with dots are found by description, or by a map`() throws {
    let files = Fixtures.migrations((1_000_000, "create_author"), (1_002_000, "create_book"))
    let rows: [Bookkeeping.Row] = [
      .init(version: "1.0", name: "create author", kind: "SQL"),
      .init(version: "1.2", name: "create book", kind: "SQL"),
    ]
    #expect(try match(.flyway, rows, files) == [1_000_000, 1_002_000])
    let other = rows.map { Bookkeeping.Row(version: $0.version, name: "x", kind: "SQL") }
    #expect(
      try match(.flyway, other, files, map: "1.0 1000000\n# comment\n1.2  1002000\n")
        == [1_000_000, 1_002_000]
    )
  }

  @Test func `what is none of ours may be said so`() throws {
    let rows: [Bookkeeping.Row] = [
      .init(version: nil, name: "0001_initial", kind: "auth"),
      .init(version: nil, name: "0001_author", kind: "create"),
    ]
    #expect(try match(.django, rows, map: "auth.0001_initial -") == [1_754_250_020_000])
  }

  @Test func `an entry without a file is named`() {
    let rows = [Bookkeeping.Row.typeORM("1", "Gone1")]
    #expect(
      problems { _ = try match(.typeorm, rows) } == [.entryWithoutFile(.typeorm, label: "Gone1")]
    )
  }

  @Test func `a file in the middle without an entry is named`() {
    let rows = [Bookkeeping.Row.typeORM("1754250021000", "CreateBook1754250021000")]
    let files = Fixtures.twoTables.map(\.identifier)
    #expect(
      problems { _ = try match(.typeorm, rows) }
        == [.fileWithoutEntry(.typeorm, files[0], newestApplied: files[1])]
    )
  }

  @Test func `another name of the same version is no match`() {
    let rows = [Bookkeeping.Row.typeORM("1754250020000", "CreatePen1754250020000")]
    #expect(
      problems { _ = try match(.typeorm, rows) }
        == [
          .namesDiffer(
            .typeorm,
            label: "CreatePen1754250020000",
            name: "CreatePen",
            file: Fixtures.twoTables[0].identifier
          )
        ]
    )
  }

  @Test func `a name that fits several files decides nothing`() {
    let files = Fixtures.migrations((1, "create_author"), (2, "CreateAuthor"))
    #expect(
      problems { _ = try match(.hummingbird, [.init(version: nil, name: "CreateAuthor")], files) }
        == [.ambiguous(.hummingbird, label: "CreateAuthor", files: files.map(\.identifier))]
    )
  }

  @Test func `two entries cannot be one file`() {
    let rows: [Bookkeeping.Row] = [
      .init(version: nil, name: "A"), .init(version: nil, name: "B"),
    ]
    let map = "A 1754250020000\nB 1754250020000\n"
    #expect(
      problems { _ = try match(.hummingbird, rows, map: map) }
        == [.sameFile(Fixtures.twoTables[0].identifier, labels: ["A", "B"])]
    )
  }

  @Test func `a map to a version that no file has is refused`() throws {
    let version = try #require(MigrationVersion(9))
    #expect(
      problems { _ = try match(.hummingbird, [.init(version: nil, name: "A")], map: "A 9") }
        == [.unknownTarget(label: "A", version)]
    )
  }

  @Test(arguments: [
    ("lonely", 1, "one word"), ("a 1\n\nb x", 3, "x is no version"), ("a 1\na 2", 2, "already"),
  ])
  func `a line that says nothing is refused at its place`(text: String, line: Int, reason: String) {
    do {
      _ = try MigrationMap(parsing: text, file: "map")
      Issue.record("it was read")
    } catch {
      #expect(error.description.hasPrefix("map:\(line): "))
      #expect(error.description.contains(reason))
    }
  }

  @Test func `a map's text is read as it is written`() throws {
    let text = "1.0 1000000\nauth.0001_initial -\n"
    #expect(try MigrationMap(parsing: text, file: "map").text == text)
  }
}
