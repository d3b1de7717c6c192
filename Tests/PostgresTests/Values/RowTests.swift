import Foundation
import Postgres
import Testing

@Suite(.suiteDatabase, .serialized) struct RowTests {
  @Test func `columns are read by name, by position and all at once`() async throws {
    try await withSession { connection in
      let row = try await connection.query("SELECT 1 AS one, 'zwei' AS \"Two\", NULL AS none")
        .only()
      #expect(try row.decode("one") == 1)
      #expect(try row.decode("Two") == "zwei")
      #expect(try row.decode(2, as: Int?.self) == nil)
      let (one, two, none) = try row.decode(as: Int.self, String.self, Bool?.self)
      #expect((one, two) == (1, "zwei"))
      #expect(none == nil)
    }
  }

  @Test func `an error names the column, its type and the reason, and never the value`()
    async throws
  {
    try await withSession { connection in
      let row = try await connection.query("SELECT 'Jane Doe' AS name, NULL::int8 AS age").only()
      let mismatch = #expect(throws: RowError.self) { try row.decode("name", as: Int.self) }
      #expect(
        mismatch.map { "\($0)" }
          == "column \"name\" (text) cannot be read as Int: the types do not fit"
      )
      let null = #expect(throws: RowError.self) { try row.decode("age", as: Int.self) }
      #expect(
        null.map { "\($0)" } == "column \"age\" (bigint) cannot be read as Int: the value is NULL"
      )
    }
  }

  @Test func `a column that is not there, is there twice or is too many is named`() async throws {
    try await withSession { connection in
      let row = try await connection.query("SELECT 1 AS a, 2 AS a, 3 AS \"aB\"").only()
      #expect(throws: RowError.noSuchColumn(name: "b", available: ["a", "a", "aB"])) {
        try row.decode("b", as: Int.self)
      }
      #expect(throws: RowError.noSuchColumn(name: "ab", available: ["a", "a", "aB"])) {
        try row.decode("ab", as: Int.self)
      }
      #expect(throws: RowError.ambiguousColumn(name: "a")) { try row.decode("a", as: Int.self) }
      #expect(throws: RowError.columnCount(expected: 2, found: 3)) {
        try row.decode(as: Int.self, Int.self)
      }
      #expect(throws: RowError.noSuchColumn(name: "3", available: ["a", "a", "aB"])) {
        try row.decode(3, as: Int.self)
      }
    }
  }

  @Test func `only one row is one row`() async throws {
    try await withSession { connection in
      let none = try await connection.query("SELECT 1 WHERE false")
      #expect(throws: RowError.count(expected: 1, found: 0)) { try none.only() }
      let two = try await connection.query("SELECT generate_series(1, 2)")
      #expect(throws: RowError.count(expected: 1, found: 2)) { try two.only() }
    }
  }

  @Test func `rows outlive their connection`() async throws {
    let rows = try await withSession { try await $0.query("SELECT generate_series(1, 1000) AS n") }
    #expect(try rows.map { try $0.decode("n", as: Int.self) } == Array(1...1000))
  }

  @Test func `a result knows its columns, its tag and how many rows it touched`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (a int, b int)")
      let inserted = try await connection.execute(
        "INSERT INTO t SELECT n, n FROM generate_series(1, 5) n"
      )
      #expect(inserted == 5)
      let rows = try await connection.query("UPDATE t SET b = 0 WHERE a > 2 RETURNING a, b")
      #expect(rows.columnNames == ["a", "b"])
      #expect(rows.commandTag == "UPDATE 3")
      #expect(rows.affectedRows == 3)
      #expect(try await connection.execute("SET application_name = 'x'") == 0)
      #expect(try await connection.query("").count == 0)
    }
  }
}
