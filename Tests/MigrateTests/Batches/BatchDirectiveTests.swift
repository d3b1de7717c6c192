import Testing

@testable import Migrate

@Suite struct BatchDirectiveTests {
  private static func statement(_ text: String) throws -> BatchStatement? {
    try MigrationScript(SQLSource(name: "a.sql", text: text), half: .up).statements.first?.batch
  }

  private static func refusal(_ text: String) throws -> String {
    let error = #expect(throws: MigrationScriptError.self) { try statement(text) }
    return try #require(error).description
  }

  @Test func `without options it is the primary key, 1000 rows and 10 ms`() throws {
    let batch = try #require(try Self.statement("-- heartly:batch\nDELETE FROM t"))
    #expect(batch.directive.key == nil)
    #expect(batch.directive.size == 1000)
    #expect(batch.directive.pause == .milliseconds(10))
  }

  @Test func `names are folded and unquoted as in SQL`() throws {
    let text = "--heartly:batch pause=2s  key=\"tenantId\",ID size=7  \r\nDELETE FROM t"
    let batch = try #require(try Self.statement(text))
    #expect(batch.directive.key == ["tenantId", "id"])
    #expect(batch.directive.size == 7)
    #expect(batch.directive.pause == .seconds(2))
  }

  @Test(arguments: [
    ("-- heartly:batch 500", "a.sql:1:18: `heartly:batch`: there is no option `500`"),
    ("-- heartly:batch size=0", "a.sql:1:18: `heartly:batch`: size is"),
    ("-- heartly:batch key=id size=many", "a.sql:1:25: `heartly:batch`: size is"),
    ("-- heartly:batch size=200000", "a.sql:1:18: `heartly:batch`: size is"),
    ("-- heartly:batch pause=10", "a.sql:1:18: `heartly:batch`: pause is"),
    ("-- heartly:batch pause=2h", "a.sql:1:18: `heartly:batch`: pause is"),
    ("-- heartly:batch key=", "a.sql:1:18: `heartly:batch`: key lists"),
    ("-- heartly:batch key=a,a", "a.sql:1:18: `heartly:batch`: key lists"),
    ("-- heartly:batch key=a+b", "a.sql:1:18: `heartly:batch`: key lists"),
    ("-- heartly:batch key=a, b", "a.sql:1:18: `heartly:batch`: key lists"),
    ("-- heartly:batch key=a key=b", "a.sql:1:24: `heartly:batch`: `key` stands twice"),
  ])
  func `a wrong option is refused with its place`(directive: String, message: String) throws {
    let refusal = try Self.refusal(directive + "\nDELETE FROM t")
    #expect(refusal.hasPrefix(message), "\(refusal)")
  }

  @Test(arguments: [
    "SELECT 1;\n-- heartly:batch\n", "-- heartly:batch\n-- heartly:batch\nDELETE FROM t",
    "DELETE -- heartly:batch\nFROM t",
  ])
  func `it stands once before its statement`(text: String) throws {
    #expect(try Self.refusal(text).contains("it stands once, before its statement"))
  }

  @Test(arguments: [
    ("UPDATE t SET a = 1", "UPDATE t SET a = 1\nWHERE RANGE"),
    ("UPDATE t SET a = 1 WHERE a IS NULL", "UPDATE t SET a = 1 WHERE( a IS NULL\n) AND RANGE"),
    (
      "UPDATE t SET a = 1 WHERE a = 1 OR b -- why",
      "UPDATE t SET a = 1 WHERE( a = 1 OR b\n) AND RANGE"
    ),
    (
      "UPDATE t SET a = (SELECT max(x) FROM u WHERE u.id = t.id) WHERE t.\"where\" > 1",
      "UPDATE t SET a = (SELECT max(x) FROM u WHERE u.id = t.id) WHERE( t.\"where\" > 1\n) AND RANGE"
    ),
    (
      "UPDATE t SET a = u.where FROM u WHERE u.id IS DISTINCT FROM t.id",
      "UPDATE t SET a = u.where FROM u WHERE( u.id IS DISTINCT FROM t.id\n) AND RANGE"
    ),
    ("DELETE FROM ONLY s.t AS x USING u", "DELETE FROM ONLY s.t AS x USING u\nWHERE RANGE"),
    (
      "INSERT INTO u (a) SELECT a FROM t ON CONFLICT (a) DO UPDATE SET a = 1 WHERE u.a > 2",
      "INSERT INTO u (a) SELECT a FROM t\nWHERE RANGE\n ON CONFLICT (a) DO UPDATE SET a = 1 WHERE u.a > 2"
    ),
    (
      "INSERT INTO u SELECT a AS where FROM t WHERE a > 1 ON CONFLICT DO NOTHING",
      "INSERT INTO u SELECT a AS where FROM t WHERE( a > 1\n) AND RANGE\n ON CONFLICT DO NOTHING"
    ),
  ])
  func `the range goes beside the condition of the whole`(sql: String, limited: String) throws {
    let batch = try #require(try Self.statement("-- heartly:batch\n\(sql)"))
    #expect(batch.text(limitedTo: "RANGE").text == limited)
  }

  @Test func `places in the limited statement are those in the file`() throws {
    let sql = "INSERT INTO u SELECT a FROM t WHERE a > x ON CONFLICT DO NOTHING"
    let batch = try #require(try Self.statement("-- heartly:batch\n\(sql)"))
    let text = batch.text(limitedTo: "RANGE")
    for word in ["INSERT", "FROM", "x", "CONFLICT"] {
      let here = try #require(text.text.firstRange(of: word)).lowerBound
      let there = try #require(sql.firstRange(of: word)).lowerBound
      let position = text.text.distance(from: text.text.startIndex, to: here) + 1
      #expect(text.original(position) == sql.distance(from: sql.startIndex, to: there) + 1)
    }
  }

  @Test(arguments: [
    ("CREATE TABLE t ()", "only an UPDATE, a DELETE or an INSERT"),
    ("WITH x AS (SELECT 1) DELETE FROM t", "only an UPDATE, a DELETE or an INSERT"),
    ("UPDATE t SET a = 1 RETURNING a", "RETURNING is about the whole"),
    ("DELETE FROM t WHERE CURRENT OF c", "WHERE CURRENT OF is about the whole"),
    ("UPDATE t SET a = 1 WHERE a) OR (b", "no `)` is expected here"),
    ("UPDATE t SET a = (SELECT max(a) FROM t)", "reads \"t\", which it changes"),
    ("DELETE FROM t USING t AS u WHERE t.a > u.a", "reads \"t\", which it changes"),
    ("DELETE FROM t WHERE a IN (SELECT a FROM u JOIN (v CROSS JOIN s.t) ON true)", "reads \"t\""),
    ("DELETE FROM t WHERE EXISTS (TABLE t)", "reads \"t\""),
    ("DELETE FROM t WHERE EXISTS (WITH x AS (SELECT 1 FROM u, t) SELECT 1)", "reads \"t\""),
    ("INSERT INTO t SELECT * FROM t", "reads \"t\""),
    ("INSERT INTO u VALUES (1)", "SELECT … FROM a table is expected"),
    ("INSERT INTO u DEFAULT VALUES", "SELECT … FROM a table is expected"),
    ("INSERT INTO u SELECT 1", "FROM and one table is expected"),
    ("INSERT INTO u SELECT a FROM f(1)", "the name of a table"),
    ("INSERT INTO u SELECT DISTINCT a FROM t", "DISTINCT is about the whole"),
    ("INSERT INTO u SELECT a FROM t LIMIT 5", "LIMIT is about the whole"),
    ("INSERT INTO u SELECT a FROM t ORDER BY a", "ORDER is about the whole"),
    ("INSERT INTO u SELECT a FROM t GROUP BY a", "GROUP is about the whole"),
    ("INSERT INTO u SELECT a FROM t UNION SELECT b FROM v", "UNION is about the whole"),
    ("INSERT INTO u SELECT a FROM t FOR UPDATE", "FOR UPDATE is about the whole"),
    ("INSERT INTO u SELECT a FROM t RIGHT JOIN v USING (a)", "RIGHT JOIN is about the whole"),
    ("INSERT INTO u SELECT a, rank() OVER (ORDER BY a) FROM t", "a window function looks at more"),
  ])
  func `what would not come to the same is refused`(sql: String, message: String) throws {
    let refusal = try Self.refusal("-- heartly:batch\n\(sql)")
    #expect(refusal.contains(message), "\(refusal)")
    #expect(refusal.hasPrefix("a.sql:2:"), "\(refusal)")
  }

  @Test(arguments: [
    "UPDATE t SET t = 1, u = t.t FROM u WHERE extract(epoch FROM t.at) > 1",
    "UPDATE t SET a = t.b WHERE EXISTS (SELECT FROM u WHERE u.id = t.id AND u.t = 1)",
    "DELETE FROM t WHERE a NOT IN (SELECT t.x FROM u AS t)",
    "INSERT INTO u SELECT (SELECT count(*) FROM v), a FROM t LEFT JOIN w USING (a)",
  ])
  func `what only looks like it is not`(sql: String) throws {
    #expect(try Self.statement("-- heartly:batch\n\(sql)") != nil)
  }
}

@Suite struct BatchKeyTests {
  private static let key = BatchKey(columns: [
    BatchKey.Column(name: "tenantId", type: "uuid"), BatchKey.Column(name: "id", type: "text"),
  ])

  @Test func `a range compares rows, and by equality what is the same at both ends`() {
    #expect(
      Self.key.range("t", after: ["1", "a"], through: ["2", "b"])
        == """
        (t."tenantId", t."id") > (E'1'::uuid, E'a'::text) AND (t."tenantId", t."id") <= \
        (E'2'::uuid, E'b'::text)
        """
    )
    #expect(
      Self.key.range("t", after: ["1", "a"], through: ["1", "b"])
        == "t.\"tenantId\" = E'1'::uuid AND t.\"id\" > E'a'::text AND t.\"id\" <= E'b'::text"
    )
    #expect(
      Self.key.range("t", after: nil, through: ["1", "o'b\\"])
        == "(t.\"tenantId\", t.\"id\") <= (E'1'::uuid, E'o''b\\\\'::text)"
    )
  }
}

@Suite struct BatchProgressTests {
  @Test func `rate and time left are those of this run`() {
    var progress = BatchProgress(statement: 1, rows: 600, estimated: 1000)
    #expect(progress.rowsPerSecond == nil)
    progress.rowsOfRun = 100
    progress.elapsed = .seconds(2)
    #expect(progress.rowsPerSecond == 50)
    #expect(progress.timeLeft == .seconds(8))
    #expect(progress.fraction == 0.6)
    progress.rows = 2000
    #expect(progress.fraction == 0.99)
    #expect(progress.timeLeft == nil)
    progress.isFinished = true
    #expect(progress.fraction == 1)
  }
}

@Suite struct BackfillLimitTests {
  @Test func `the limit that is passed is named`() {
    var load = ServerLoad()
    load.mostSessions = 100
    let limits = BackfillLimits()
    #expect(load.pause(over: limits) == nil)
    load.activeSessions = 50
    load.lockWaits = 10
    load.lag = .seconds(10)
    load.lagBytes = 256 << 20
    #expect(load.pause(over: limits) == nil)
    load.lockWaits = 11
    #expect(load.pause(over: limits) == .lockWaits(11))
    load.activeSessions = 51
    #expect(load.pause(over: limits) == .activeSessions(51))
    load.lagBytes = 300 << 20
    #expect(load.pause(over: limits)?.description == "a replica is 300 MiB behind")
    load.lag = .seconds(11)
    #expect(load.pause(over: limits) == .replicationLag(.seconds(11)))
  }
}
