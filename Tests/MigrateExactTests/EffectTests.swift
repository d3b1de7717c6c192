import MigrateLint
import Testing

@testable import MigrateExact

@Suite struct EffectTests {
  private static let before = """
    CREATE TABLE a (id integer PRIMARY KEY, name text);
    CREATE TABLE b (a integer);
    CREATE INDEX a_name ON a (name);
    """

  private func effects(of migration: String) async throws -> [String] {
    try await judge((.up, Self.before), (.up, migration)).statements
      .filter { $0.place.file == "2.sql" }
      .map { effect in
        let locks = effect.locks?.map { "\($0.mode.name) \($0.relation)" }
        return [
          locks?.joined(separator: ", ") ?? "?", effect.rewritten.joined(separator: ","),
          effect.rebuilt.joined(separator: ","), effect.scanned?.joined(separator: ",") ?? "?",
        ].joined(separator: " | ")
      }
  }

  @Test(arguments: [
    ("ALTER TABLE a ADD COLUMN c integer", "ACCESS EXCLUSIVE a |  |  | "),
    ("ALTER TABLE a ALTER COLUMN name SET NOT NULL", "ACCESS EXCLUSIVE a |  |  | a"),
    ("CREATE INDEX ON a (name)", "SHARE a |  |  | a"),
    ("TRUNCATE b", "ACCESS EXCLUSIVE b |  |  | "),
    ("CREATE TABLE c (a integer REFERENCES a)", "SHARE ROW EXCLUSIVE a |  |  | "),
    (
      "ALTER TABLE b ADD FOREIGN KEY (a) REFERENCES a NOT VALID",
      "SHARE ROW EXCLUSIVE a, SHARE ROW EXCLUSIVE b |  |  | "
    ),
    ("DROP TABLE b", "ACCESS EXCLUSIVE b |  |  | "),
    ("CREATE INDEX CONCURRENTLY ON b (a)", "? |  |  | ?"),
    (
      "ALTER TABLE a ALTER COLUMN name TYPE varchar",
      "ACCESS EXCLUSIVE a, ACCESS EXCLUSIVE a_name |  |  | "
    ),
  ])
  func `the locks and scans of a statement are told`(sql: String, expected: String) async throws {
    #expect(try await effects(of: sql + ";") == [expected])
  }

  @Test func `a change of type rewrites the table and rebuilds its indexes`() async throws {
    let effect = try #require(
      try await judge(
        (.up, Self.before),
        (.up, "ALTER TABLE a ALTER COLUMN id TYPE bigint;")
      ).statements.last
    )
    #expect(effect.rewritten == ["a"])
    #expect(effect.rebuilt == ["a_name", "a_pkey"])
    #expect(effect.locks?.contains(TakenLock(relation: "a", mode: .accessExclusive)) == true)
  }

  @Test func `what the migration made itself concerns nobody else`() async throws {
    let found = try await effects(
      of: "CREATE TABLE own (id integer);\nALTER TABLE own ALTER COLUMN id TYPE bigint;"
    )
    #expect(found == [" |  |  | ", " |  |  | "])
  }

  @Test func `a lock that the migration has already is told once`() async throws {
    let found = try await effects(
      of: "CREATE INDEX ON b (a);\nCREATE INDEX ON b (a);\nDROP TABLE b;"
    )
    #expect(
      found == ["SHARE b |  |  | b", " |  |  | b", "ACCESS EXCLUSIVE b |  |  | "]
    )
  }
}
