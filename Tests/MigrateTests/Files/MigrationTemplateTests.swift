import Testing

@testable import Migrate

@Suite struct MigrationTemplateTests {
  @Test(arguments: [
    ("AddClientNotes", "AddClientNotes"), ("add client notes", "AddClientNotes"),
    ("add-client-notes", "AddClientNotes"), ("add_client__notes ", "AddClientNotes"),
    ("addClientNotes", "AddClientNotes"), ("add 2fa", "Add2fa"), ("AddUCI", "AddUCI"), ("a", "A"),
  ])
  func `words become a name`(words: String, name: String) throws {
    #expect(try MigrationName(words).camelCase == name)
  }

  @Test(arguments: [
    ("", MigrationName.Flaw.empty), (" -_", .empty), ("2fa", .beginsWithDigit),
    ("../etc", .character(".")), ("Größe", .character("ö")), ("a/b", .character("/")),
    ("a\nb", .character("\n")), (String(repeating: "a", count: 81), .tooLong(81)),
  ])
  func `other texts are refused for what is wrong with them`(
    words: String,
    flaw: MigrationName.Flaw
  ) {
    #expect(throws: flaw) { try MigrationName(words) }
  }

  @Test(arguments: [
    ([], 1000, 1000), ([1], 1000, 1000), ([999], 1000, 1000), ([1000], 1000, 1001),
    ([5, 20_250_803_200_700, 7], 1_754_250_020_000, 20_250_803_200_701),
  ])
  func `a new version is the time, but above every one that there is`(
    existing: [Int64],
    now: Int64,
    expected: Int64
  ) throws {
    let template = try #require(
      MigrationTemplate(
        MigrationName("add notes"),
        existing: existing.compactMap { MigrationVersion($0) },
        nowMilliseconds: now
      )
    )
    #expect(template.identifier.version.value == expected)
    #expect(template.up.description == "\(expected)-AddNotes.up.sql")
    #expect(template.down.description == "\(expected)-AddNotes.down.sql")
  }

  @Test func `there is no version above the largest`() throws {
    let largest = try #require(MigrationVersion(Int64.max))
    #expect(
      MigrationTemplate(try MigrationName("a"), existing: [largest], nowMilliseconds: 1) == nil
    )
  }

  @Test func `files that nobody filled in are refused, and filled in they are accepted`() throws {
    let template = try #require(
      MigrationTemplate(
        MigrationName("add notes"),
        existing: [],
        nowMilliseconds: 1,
        separator: .underscore
      )
    )
    for (text, half) in [(template.upText, MigrationScript.Half.up), (template.downText, .down)] {
      #expect(throws: MigrationScriptError.empty(file: "a.sql")) {
        try MigrationScript(SQLSource(name: "a.sql", text: text), half: half)
      }
      let filled = SQLSource(name: "a.sql", text: text + "SELECT 1;\n")
      #expect(try MigrationScript(filled, half: half).statements.count == 1)
      #expect(text.hasPrefix("-- "))
      #expect(text.contains("AddNotes"))
      #expect(text.contains("-- Locks: "))
    }
    #expect(template.up.description == "1_AddNotes.up.sql")
  }
}
