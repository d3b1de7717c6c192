import Testing

@testable import Migrate

@Suite struct MigrationFileNameTests {
  @Test(arguments: [
    ("1754250020000-CreateTenantTable.up.sql", 1_754_250_020_000, "CreateTenantTable", "-", "up"),
    ("0001_create_tenant.down.sql", 1, "create_tenant", "_", "down"),
    ("9223372036854775807-A.up.sql", Int64.max, "A", "-", "up"),
    ("0000000000000000001-a1_.up.sql", 1, "a1_", "-", "up"),
  ])
  func `a migration's name is taken apart`(
    file: String,
    version: Int64,
    name: String,
    separator: String,
    half: String
  ) throws {
    let parsed = try MigrationFileName(parsing: file)
    #expect(parsed.identifier.version.value == version)
    #expect(parsed.identifier.name == name)
    #expect(parsed.separator.rawValue == separator)
    #expect(parsed.half.rawValue == half)
  }

  @Test func `an identifier is written as TypeORM records it and as files are named`() throws {
    let name = try MigrationFileName(parsing: "1754250020000-CreateTenantTable.up.sql")
    #expect(name.identifier.recordedName == "CreateTenantTable1754250020000")
    #expect(name.identifier.fileStem == "1754250020000-CreateTenantTable")
    #expect(name.description == "1754250020000-CreateTenantTable.up.sql")
  }

  @Test(arguments: [
    ("schema.sql", MigrationFileName.Flaw.half), ("1-A.sql", .half), ("1-A.UP.sql", .half),
    ("1-A.up.SQL", .half), (".up.sql", .version), ("A.up.sql", .version), ("-1-A.up.sql", .version),
    ("0-A.up.sql", .version), ("12345678901234567890-A.up.sql", .version),
    ("9223372036854775808-A.up.sql", .version), ("١-A.up.sql", .version), ("1A.up.sql", .separator),
    ("1.up.sql", .separator), ("1 -A.up.sql", .separator), ("1-.up.sql", .name),
    ("1-2A.up.sql", .name), ("1-_A.up.sql", .name), ("1-A-B.up.sql", .name), ("1-Ä.up.sql", .name),
    ("1-A B.up.sql", .name), ("1-A.up.up.sql", .name), ("1-A\u{301}.up.sql", .name),
  ])
  func `any other name is refused for what is wrong with it`(
    file: String,
    flaw: MigrationFileName.Flaw
  ) {
    #expect(throws: flaw) { try MigrationFileName(parsing: file) }
  }

  @Test(arguments: ["", "+1", "-1", " 1", "1 ", "1_0", "0x1", "99999999999999999999", "1.0", "①"])
  func `other texts are no version`(text: String) {
    #expect(MigrationVersion(text) == nil)
  }

  @Test func `versions compare as numbers`() throws {
    let nine = try #require(MigrationVersion("9"))
    let ten = try #require(MigrationVersion("0010"))
    #expect(nine < ten)
    #expect(.zero < nine)
    #expect(ten == MigrationVersion(10))
    #expect(MigrationVersion(-1) == nil)
    #expect(ten.description == "10")
  }
}
