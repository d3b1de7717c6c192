import Testing

@testable import Migrate

@Suite struct TransactionalityTests {
  static func of(_ sql: String) throws -> Transactionality {
    let script = try MigrationScript(SQLSource(name: "a.sql", text: sql), half: .up)
    return try #require(script.statements.first).transactionality
  }

  @Test(arguments: [
    "VACUUM", "VACUUM (ANALYZE) t", "CLUSTER", "cluster verbose", "CLUSTER (VERBOSE)",
    "CREATE DATABASE d", "DROP DATABASE d", "CREATE TABLESPACE s LOCATION '/x'",
    "DROP TABLESPACE s",
    "ALTER SYSTEM SET a = 1", "ALTER DATABASE d SET TABLESPACE s", "REINDEX DATABASE d",
    "REINDEX (VERBOSE) SYSTEM d", "REINDEX SCHEMA s", "DISCARD ALL", "DROP SUBSCRIPTION s",
    "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p",
    "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
    "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (connect = true, enabled)",
    "ALTER SUBSCRIPTION s SET PUBLICATION p",
    "ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (copy_data)",
    "ALTER SUBSCRIPTION s SET (failover = true)",
    "/* a */ -- b\n vacuum -- c",
  ])
  func `commands of several transactions run outside of one`(sql: String) throws {
    guard case .outside(.other) = try Self.of(sql) else {
      Issue.record("\(try Self.of(sql))")
      return
    }
  }

  @Test(arguments: [
    "CREATE TABLE concurrently (a int)", "CREATE INDEX i ON t (a)", "DROP INDEX i", "ANALYZE t",
    "CLUSTER t USING i", "CLUSTER VERBOSE t", "ALTER DATABASE d SET a = 1", "REINDEX TABLE t",
    "REINDEX (CONCURRENTLY false) INDEX i", "DISCARD PLANS", "ALTER TYPE e RENAME VALUE 'a' TO 'b'",
    "ALTER TABLE t DETACH PARTITION p", "ALTER TABLE t DETACH PARTITION p FINALIZE",
    "ALTER TABLE t ADD COLUMN concurrently int", "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
    "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (connect = false)",
    "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (enabled = false, create_slot = 'off')",
    "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)", "ALTER SUBSCRIPTION s DISABLE",
    "PREPARE p AS SELECT 1", "SET search_path = a", "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
    "COMMENT ON TABLE t IS 'VACUUM'", "SELECT 1", "(SELECT 1)", "\"vacuum\"", "DO $$ BEGIN END $$",
  ])
  func `other commands run in a transaction or outside`(sql: String) throws {
    #expect(try Self.of(sql) == .any)
  }

  @Test(arguments: [
    ("CREATE INDEX CONCURRENTLY i ON t (a)", "i", "\"t\"", false, false),
    (
      "create unique index concurrently if not exists \"IDX_client_Name\" on only \"S\".Client (a)",
      "IDX_client_Name", "\"S\".\"client\"", true, true
    ),
    (
      "CREATE INDEX/**/CONCURRENTLY--\nIF NOT EXISTS i ON t USING gin (a)", "i", "\"t\"", true,
      false
    ),
    ("CREATE INDEX CONCURRENTLY ON t (a)", nil, "\"t\"", false, false),
    ("CREATE INDEX CONCURRENTLY \"on\" ON t (a)", "on", "\"t\"", false, false),
  ])
  func `a concurrent index gives its name and table for a resumed run`(
    sql: String,
    name: String?,
    table: String,
    ifNotExists: Bool,
    isUnique: Bool
  ) throws {
    guard case .outside(.createIndexConcurrently(let index)) = try Self.of(sql) else {
      Issue.record("\(try Self.of(sql))")
      return
    }
    #expect(index.name == name)
    #expect(index.table.description == table)
    #expect(index.ifNotExists == ifNotExists)
    #expect(index.isUnique == isUnique)
    #expect(index.qualifiedName?.schema == index.table.schema)
  }

  @Test func `a concurrent drop gives its names`() throws {
    let sql = "DROP INDEX CONCURRENTLY IF EXISTS s.\"A\", b CASCADE"
    #expect(
      try Self.of(sql)
        == .outside(
          .dropIndexConcurrently(
            [QualifiedName(schema: "s", name: "A"), QualifiedName(name: "b")],
            ifExists: true
          )
        )
    )
  }

  @Test(arguments: [
    ("REINDEX INDEX CONCURRENTLY s.i", "INDEX", "s", "i"),
    ("REINDEX (VERBOSE, CONCURRENTLY) TABLE t", "TABLE", nil, "t"),
  ])
  func `a concurrent reindex gives its target`(
    sql: String,
    target: String,
    schema: String?,
    name: String
  ) throws {
    let expected = OutsideStatement.reindexConcurrently(
      target: target,
      QualifiedName(schema: schema, name: name)
    )
    #expect(try Self.of(sql) == .outside(expected))
  }

  @Test(arguments: [
    ("ALTER TYPE s.Mood ADD VALUE 'so''so' BEFORE 'ok'", "s", "mood", "so'so", false),
    ("alter type \"Mood\" add value if not exists E'a\\tb'", nil, "Mood", "a\tb", true),
  ])
  func `a new enumeration value runs outside and is named`(
    sql: String,
    schema: String?,
    type: String,
    value: String,
    ifNotExists: Bool
  ) throws {
    let expected = EnumValue(
      type: QualifiedName(schema: schema, name: type),
      value: value,
      ifNotExists: ifNotExists
    )
    #expect(try Self.of(sql) == .outside(.addEnumValue(expected)))
  }

  @Test func `a concurrent detach names table and partition`() throws {
    let sql = "ALTER TABLE IF EXISTS ONLY s.t DETACH PARTITION \"P1\" CONCURRENTLY"
    #expect(
      try Self.of(sql)
        == .outside(
          .detachPartitionConcurrently(
            table: QualifiedName(schema: "s", name: "t"),
            partition: QualifiedName(name: "P1")
          )
        )
    )
  }
}
