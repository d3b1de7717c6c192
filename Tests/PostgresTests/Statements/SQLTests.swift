import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .serialized) struct SQLTests {
  @Test(arguments: ["plain", "Two Words", "a\"b", "\"", "$1", "x; DROP TABLE y", "Ä"])
  func `a name is a name, whatever it looks like`(name: String) async throws {
    try await withTestConnection { connection in
      try await connection.execute("CREATE TEMPORARY TABLE \(identifier: name) (n int)")
      try await connection.execute("INSERT INTO \(identifier: name) VALUES (\(7))")
      let found = try await connection.query(
        """
        SELECT c.relname::text, t.n FROM \(identifier: name) AS t, pg_class AS c
        WHERE c.oid = t.tableoid
        """
      )
      #expect(try found.only().decode(as: String.self, Int.self) == (name, 7))
    }
  }

  @Test func `an interpolated value becomes a numbered parameter`() {
    let sql: SQL = "SELECT \(1) + \("two"), \(3.0)"
    #expect(sql.text == "SELECT $1 + $2, $3")
  }

  @Test func `a literal stays as it is`() {
    let sql: SQL = "SELECT '$1', 'ß' -- \\(no)"
    #expect(sql.text == "SELECT '$1', 'ß' -- \\(no)")
  }

  @Test func `an inserted statement's parameters are numbered on`() {
    let inner: SQL = "b = \(2) OR c = \(3)"
    let outer: SQL = "SELECT 1 WHERE a = \(1) AND (\(inner)) AND d = \(4)"
    #expect(outer.text == "SELECT 1 WHERE a = $1 AND (b = $2 OR c = $3) AND d = $4")
    let twice: SQL = "\(outer) UNION \(outer)"
    #expect(twice.text.hasSuffix("WHERE a = $5 AND (b = $6 OR c = $7) AND d = $8"))
  }

  @Test func `joined statements are numbered on`() {
    let left: SQL = "SELECT \(1)"
    let right: SQL = ", \(2)" + ", 3" + ", \(4)"
    #expect((left + right).text == "SELECT $1, $2, 3, $3")
    #expect(("SELECT 0" + right).text == "SELECT 0, $1, 3, $2")
    #expect((left + " FOR UPDATE").text == "SELECT $1 FOR UPDATE")
    let nested: SQL = "(\(left + right)) AND \(5)"
    #expect(nested.text == "(SELECT $1, $2, 3, $3) AND $4")
  }

  @Test func `parameters keep their places through nesting and joining`()
    async throws
  {
    let condition: SQL = "n BETWEEN \(3) AND \(5)"
    let sql: SQL =
      "SELECT array_agg(n ORDER BY n) FROM generate_series(\(1), \(9)) AS n WHERE \(condition)"
      + " AND n <> \(4)"
    let numbers: [Int] = try await withSession { try await $0.value(sql) }
    #expect(numbers == [3, 5])
  }

  @Test func `what is interpolated is never read as SQL`() async throws {
    let attack = "'; DROP TABLE client; --"
    let back: String = try await withSession { try await $0.value("SELECT \(attack)") }
    #expect(back == attack)
  }

  @Test func `a statement with more parameters than the protocol can count is refused`()
    async throws
  {
    var sql: SQL = "SELECT \(0)"
    let part: SQL = (0..<15).reduce("") { part, number in part + ", \(number)" }
    // Doubling keeps the number of joins small.
    var many = part
    for _ in 0..<13 { many = many + many }
    sql = sql + many
    try await withSession { connection in
      let refusal = try await error { try await connection.query(sql) }
      #expect(refusal == .misuse("a statement takes 65535 parameters at most; bind an array"))
      let one: Int = try await connection.value("SELECT 1")
      #expect(one == 1)
    }
  }

  @Test func `a script with a NUL character is refused`() async throws {
    let script = SQLScript(text: "SELECT 1;\0 DROP TABLE client")
    try await withSession { connection in
      let alone = try await error { try await connection.execute(script) }
      #expect(alone == .misuse("the script holds a NUL character"))
      var pipeline = Pipeline()
      pipeline.append(script)
      let pipelined = try await error { [pipeline] in try await connection.run(pipeline) }
      #expect(pipelined == .misuse("the statement holds a NUL character"))
    }
  }
}
