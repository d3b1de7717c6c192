import Testing

@testable import Migrate

@Suite struct DirectiveTests {
  static func script(_ text: String, half: MigrationScript.Half = .up) throws -> MigrationScript {
    try MigrationScript(SQLSource(name: "a.sql", text: text), half: half)
  }

  @Test(arguments: ["-- heartly:no-transaction\n", "/* why */\r\n--heartly:no-transaction  \r\n"])
  func `no-transaction takes an ordinary script outside`(head: String) throws {
    let script = try Self.script("\(head)SELECT 1")
    #expect(script.directives.map(\.kind) == [.noTransaction])
    #expect(!script.isTransactional)
  }

  @Test func `directives of the analyser and of backfills are kept with their places`() throws {
    let script = try Self.script(
      "SELECT 1; -- heartly:ignore HL001 it is empty\n-- heartly:batch size=500\nUPDATE t SET a = 1"
    )
    var batch = BatchDirective()
    batch.size = 500
    #expect(script.directives.map(\.kind) == [.ignore("HL001 it is empty"), .batch(batch)])
    #expect(script.directives.map(\.location.description) == ["a.sql:1:11", "a.sql:2:1"])
    #expect(!script.isTransactional)
  }

  @Test func `a down file may declare itself irreversible, with a reason and nothing else`() throws
  {
    let script = try Self.script("-- heartly:irreversible rows are gone\n", half: .down)
    #expect(script.irreversibleReason == "rows are gone")
    #expect(script.statements.isEmpty)
  }

  @Test(arguments: ["-- see heartly: no\nSELECT 1", "/* heartly:nothing */ SELECT '-- heartly:x'"])
  func `other comments and strings are no directives`(text: String) throws {
    #expect(try Self.script(text).directives.isEmpty)
  }

  @Test(arguments: [
    (
      "SELECT 1;\n -- heartly:no-transactoin\n", MigrationScript.Half.up,
      "a.sql:2:2: unknown directive"
    ),
    (
      "SELECT 1;\n-- heartly:no-transaction\n", .up,
      "a.sql:2:1: `heartly:no-transaction` has no mean"
    ),
    ("SELECT -- heartly:no-transaction\n1", .up, "a.sql:1:8: `heartly:no-transaction` has no mean"),
    (
      "-- heartly:irreversible x\nSELECT 1", .up, "a.sql:1:1: `heartly:irreversible` has no meaning"
    ),
    ("-- heartly:irreversible \n", .down, "a.sql:1:1: `heartly:irreversible` must say why"),
    ("-- heartly:irreversible x\nSELECT 1", .down, "a.sql:1:1: the file says that it is irrev"),
    ("-- heartly:\nSELECT 1", .down, "a.sql:1:1: unknown directive"),
  ])
  func `a wrong directive is refused with its place`(
    text: String,
    half: MigrationScript.Half,
    message: String
  ) throws {
    let error = #expect(throws: MigrationScriptError.self) { try Self.script(text, half: half) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }
}
