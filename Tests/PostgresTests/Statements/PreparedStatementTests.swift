import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct PreparedStatementTests {
  @Test func `a statement is prepared once and used again`() async throws {
    try await withSession { connection in
      for number in 0..<5 {
        let back: Int = try await connection.value("SELECT \(number)")
        #expect(back == number)
      }
      let prepared = try await connection.preparedTexts()
      #expect(prepared.filter { $0 == "SELECT $1" }.count == 1)
    }
  }

  @Test func `statements that differ in the types of their parameters are kept apart`()
    async throws
  {
    try await withSession { connection in
      let types = [
        try await connection.value("SELECT pg_typeof(\(1))::text", as: String.self),
        try await connection.value("SELECT pg_typeof(\(Int32(1)))::text", as: String.self),
        try await connection.value("SELECT pg_typeof(\(true))::text", as: String.self),
        try await connection.value("SELECT pg_typeof(\(2))::text", as: String.self),
      ]
      #expect(types == ["bigint", "integer", "boolean", "bigint"])
      let prepared = try await connection.preparedTexts()
      #expect(prepared.filter { $0 == "SELECT pg_typeof($1)::text" }.count == 3)
    }
  }

  @Test func `beyond the limit the statements unused for longest go`() async throws {
    var options = ConnectionOptions()
    options.statements = .cached(limit: 2)
    try await withSession(options: options) { connection in
      let statements: [SQL] = [
        "SELECT 'a'", "SELECT 'b'", "SELECT 'a'", "SELECT 'c'", "SELECT 'd'",
      ]
      for statement in statements { _ = try await connection.query(statement) }
      let prepared = try await connection.preparedTexts()
      // The question itself is the newest; what is over the limit goes with the next call.
      #expect(prepared.filter { $0.hasPrefix("SELECT '") } == ["SELECT 'c'", "SELECT 'd'"])
    }
  }

  @Test func `within a transaction nothing is dropped`() async throws {
    var options = ConnectionOptions()
    options.statements = .cached(limit: 0)
    try await withSession(options: options) { connection in
      try await connection.transaction { connection in
        for statement: SQL in ["SELECT 1", "SELECT 2", "SELECT 3"] {
          _ = try await connection.query(statement)
        }
      }
      _ = try await connection.query("SELECT 4")
      #expect(try await connection.preparedTexts().contains("SELECT 1") == false)
    }
  }

  @Test func `unnamed statements leave nothing on the server`() async throws {
    var options = ConnectionOptions()
    options.statements = .unnamed
    try await withSession(options: options) { connection in
      let back: Int = try await connection.value("SELECT \(5)")
      #expect(back == 5)
      #expect(try await connection.preparedTexts() == [])
    }
  }

  @Test(arguments: ["DISCARD ALL", "DEALLOCATE ALL"])
  func `a session that forgets its statements prepares them anew`(command: String) async throws {
    try await withSession { connection in
      let script = SQLScript(text: command)
      let first: Int = try await connection.value("SELECT \(1)")
      try await connection.execute(script)
      let second: Int = try await connection.value("SELECT \(2)")
      var pipeline = Pipeline()
      pipeline.append(script)
      _ = try await connection.run(pipeline)
      let third: Int = try await connection.value("SELECT \(3)")
      #expect((first, second, third) == (1, 2, 3))
    }
  }

  @Test func `statements that vanish unseen cost one clear error`() async throws {
    try await withSession { connection in
      try await connection.execute("SELECT \(1)")
      try await connection.execute("DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$")
      let failure = try await error { try await connection.execute("SELECT \(2)") }
      #expect(failure?.sqlState == .invalidStatementName)
      let description = failure.map { "\($0)" } ?? ""
      #expect(description.contains("a pooler in transaction mode stands between"))
      let third: Int = try await connection.value("SELECT \(3)")
      #expect(third == 3)
    }
  }

  @Test func `a changed result type is prepared for anew, unseen`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (a int)")
      try await connection.execute("INSERT INTO t VALUES (1)")
      let before: Int = try await connection.value("SELECT a FROM t")
      #expect(before == 1)

      try await connection.execute("ALTER TABLE t ALTER a TYPE text")
      let after: String = try await connection.value("SELECT a FROM t")
      #expect(after == "1")

      try await connection.execute("ALTER TABLE t ALTER a TYPE int USING a::int")
      var pipeline = Pipeline(transaction: TransactionOptions())
      pipeline.append("UPDATE t SET a = a + 1")
      let ticket = pipeline.append("SELECT a FROM t")
      let results = try await connection.run(pipeline)
      #expect(try results[ticket].only().decode(0) == 2)
      #expect(connection.transactionStatus == .idle)
    }
  }

  @Test func `a changed result type inside a transaction is an error once`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (a int)")
      _ = try await connection.query("SELECT a FROM t")
      try await connection.execute("ALTER TABLE t ALTER a TYPE text")
      let failure = try await serverError {
        try await connection.transaction { _ = try await $0.query("SELECT a FROM t") }
      }
      #expect(failure?.sqlState == .featureNotSupported)
      try await connection.transaction { _ = try await $0.query("SELECT a FROM t") }
    }
  }

  @Test func `two connections never give two statements the same name`() async throws {
    let names = try await withSession { first in
      try await withSession { second in
        [try await first.preparedNames(), try await second.preparedNames()]
      }
    }
    #expect(names[0].count == 1)
    #expect(Set(names[0]).isDisjoint(with: names[1]))
  }
}

extension Connection {
  fileprivate func preparedTexts() async throws -> [String] {
    try await query("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time, name")
      .map { try $0.decode(0) }.filter { !$0.contains("pg_prepared_statements") }
  }

  fileprivate func preparedNames() async throws -> [String] {
    try await query("SELECT name FROM pg_prepared_statements").map { try $0.decode(0) }
  }
}
