import SystemPackage
import Testing

@testable import Migrate

@Suite struct MigrationDirectoryTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func problems(_ depth: MigrationDirectory.Depth = .up) -> [String] {
    let error = #expect(throws: MigrationDirectoryError.self) {
      try MigrationDirectory.load(directory.path, depth: depth)
    }
    guard case .files(let path, let problems) = error else {
      Issue.record("\(error.map(String.init(describing:)) ?? "")")
      return []
    }
    #expect(path == directory.path)
    return problems.map { String($0.description.dropFirst(directory.path.string.count + 1)) }
  }

  @Test func `pairs are read in the order of their versions`() throws {
    try directory.writePair("10-Second")
    try directory.writePair("9-First")
    try directory.write("README.sql", "not a migration")
    try directory.write(".hidden.sql", "not a migration")
    try directory.write("notes.txt", "not a migration")
    let loaded = try MigrationDirectory.load(directory.path)
    #expect(loaded.migrations.map(\.identifier.fileStem) == ["9-First", "10-Second"])
    #expect(loaded.separator == .hyphen)
    let first = try #require(loaded.migrations.first)
    #expect(first.up.source.name == directory.path.appending("9-First.up.sql").string)
    #expect(first.up.bytesChecksum == Checksum(ofBytes: Array("CREATE TABLE t ();\n".utf8)))
    #expect(first.down == nil)
    #expect(try first.up.script().statements.count == 1)
  }

  @Test(arguments: [MigrationDirectory.Depth.pairs, .scripts])
  func `both halves are read when asked for`(depth: MigrationDirectory.Depth) throws {
    try directory.writePair("0001_first")
    try directory.write("0002_second.up.sql", "DELETE FROM t;")
    try directory.write("0002_second.down.sql", "-- heartly:irreversible rows are gone\n")
    let loaded = try MigrationDirectory.load(directory.path, depth: depth)
    #expect(loaded.separator == .underscore)
    #expect(
      try loaded.migrations.map { try $0.down?.script().irreversibleReason } == [
        nil, "rows are gone",
      ]
    )
  }

  @Test func `every problem of the names is told at once`() throws {
    try directory.write("schema.sql", "")
    try directory.write("1-A.up.SQL", "")
    try directory.write("2-Alone.up.sql", "SELECT 1")
    try directory.write("3-Rest.down.sql", "SELECT 1")
    try directory.writePair("4-One")
    try directory.writePair("4-Other")
    try directory.write("5-Up.up.sql", "SELECT 1")
    try directory.write("5-Down.down.sql", "SELECT 1")
    try directory.write("6-Same.up.sql", "SELECT 1")
    try directory.write("6_Same.down.sql", "SELECT 1")
    try directory.writePair("7-Sound")
    let found = problems()
    #expect(found.count == 7)
    let expected = [
      "1-A.up.SQL: not a migration's name: it ends in neither",
      "schema.sql: not a migration's name",
      "2-Alone.up.sql: its other half 2-Alone.down.sql is missing",
      "3-Rest.down.sql: its other half 3-Rest.up.sql is missing",
      "", "5-Up.up.sql: its other half has another name",
      "6-Same.up.sql: its other half has another",
    ]
    for (problem, start) in zip(found, expected) { #expect(problem.hasPrefix(start)) }
    let error = #expect(throws: MigrationDirectoryError.self) {
      try MigrationDirectory.load(directory.path)
    }
    #expect(error?.description.contains("version 4 belongs to more than one migration") == true)
  }

  @Test func `every problem of the contents is told at once`() throws {
    for stem in ["1-Latin", "2-Wide", "3-Nul", "4-Empty", "5-Folder", "6-Loop", "7-Pipe", "8-Gone"]
    {
      try directory.write("\(stem).down.sql", "SELECT 1")
    }
    try directory.write("1-Latin.up.sql", [0x2D, 0x2D, 0x0A, 0xC3, 0xA4, 0xE4, 0x0A])
    try directory.write("2-Wide.up.sql", [0xFF, 0xFE, 0x53, 0x00])
    try directory.write("3-Nul.up.sql", "SELECT\n '\u{0}'")
    try directory.write("4-Empty.up.sql", "-- nothing\n")
    try directory.makeDirectory("5-Folder.up.sql")
    try directory.link("6-Loop.up.sql", to: "6-Loop.up.sql")
    try directory.makePipe("7-Pipe.up.sql")
    try directory.link("8-Gone.up.sql", to: "nowhere")
    let expected = [
      "1-Latin.up.sql:2:2: the file is not UTF-8; save",
      "2-Wide.up.sql:1:1: the file is not UTF-8, it "
        + "looks like UTF-16", "3-Nul.up.sql:2:3: a NUL byte",
      "4-Empty.up.sql: the file holds no SQL",
      "5-Folder.up.sql: not a regular file", "6-Loop.up.sql: a symbolic link that leads back",
      "7-Pipe.up.sql: not a regular file", "8-Gone.up.sql: cannot be read: No such file",
    ]
    let found = problems()
    #expect(found.count == expected.count)
    for (problem, start) in zip(found, expected) { #expect(problem.hasPrefix(start)) }
  }

  @Test func `a link to a file is read`() throws {
    try directory.writePair("1-A")
    try directory.link("2-B.up.sql", to: "1-A.up.sql")
    try directory.link("2-B.down.sql", to: "1-A.down.sql")
    #expect(try MigrationDirectory.load(directory.path, depth: .scripts).migrations.count == 2)
  }

  @Test func `what is wrong inside of files shows at the depth that looks there`() throws {
    try directory.write("1-A.up.sql", "SELECT 1;\nCOMMIT;")
    try directory.write("1-A.down.sql", "-- nothing to do\n")
    #expect(try MigrationDirectory.load(directory.path).migrations.count == 1)
    #expect(problems(.pairs).count == 1)
    let found = problems(.scripts)
    #expect(found.count == 2)
    #expect(found.first?.hasPrefix("1-A.up.sql:2:1: COMMIT is refused") == true)
    #expect(found.last?.hasPrefix("1-A.down.sql: the file holds no SQL statement") == true)
  }

  @Test func `a path that is no directory of migrations is told apart`() throws {
    #expect(throws: MigrationDirectoryError.empty(directory.path)) {
      try MigrationDirectory.load(directory.path)
    }
    let gone = directory.path.appending("gone")
    #expect(throws: MigrationDirectoryError.missing(gone)) { try MigrationDirectory.load(gone) }
    try directory.write("file", "")
    let file = directory.path.appending("file")
    #expect(throws: MigrationDirectoryError.notADirectory(file)) {
      try MigrationDirectory.load(file)
    }
    try directory.link("loop", to: "loop")
    let loop = directory.path.appending("loop")
    #expect(throws: MigrationDirectoryError.unreadable(loop, .tooManySymbolicLinkLevels)) {
      try MigrationDirectory.load(loop)
    }
  }

  @Test func `a name cannot drive the terminal`() throws {
    try directory.write("1-\u{1B}[31m\n.up.sql", "SELECT 1")
    let found = problems()
    #expect(found.first?.hasPrefix("1-?[31m?.up.sql: not a migration's name") == true)
  }

  @Test func `a thousand pairs are read`() throws {
    for version in 1...1000 { try directory.writePair("\(version)-M\(version)") }
    let loaded = try MigrationDirectory.load(directory.path, depth: .scripts)
    #expect(loaded.migrations.map(\.identifier.version.value) == Array(1...1000))
  }
}
