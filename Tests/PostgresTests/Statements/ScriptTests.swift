import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct ScriptTests {
  @Test func `a script of several statements gives a result for each`() async throws {
    try await withSession { connection in
      let results = try await connection.execute(
        SQLScript(
          text: "CREATE TEMPORARY TABLE t (n int); INSERT INTO t VALUES (1), (2); SELECT n FROM t"
        )
      )
      #expect(results.map(\.commandTag) == ["CREATE TABLE", "INSERT 0 2", "SELECT 2"])
      let count: Int = try await connection.value("SELECT count(*) FROM t")
      #expect(count == 2)
    }
  }

  @Test func `a script that fails leaves nothing and shows the place in its text`() async throws {
    try await withSession { connection in
      let failure = try await serverError {
        try await connection.execute(
          SQLScript(text: "CREATE TABLE half (n int);\nSELECT nothing;\nSELECT 1")
        )
      }
      #expect(failure?.sqlState == .undefinedColumn)
      #expect(failure?.position == 35)
      #expect(connection.transactionStatus == .idle)
      let table: String? = try await connection.value("SELECT to_regclass('half')::text")
      #expect(table == nil)
    }
  }

  @Test func `a statement that refuses a transaction runs by itself`() async throws {
    try await withSession { connection in
      try await connection.execute(SQLScript(text: "VACUUM pg_type"))
      try await connection.execute("VACUUM pg_type")
    }
  }

  @Test func `VACUUM is not disturbed by statements that leave the cache`() async throws {
    var options = ConnectionOptions()
    options.statements = .cached(limit: 1)
    try await withSession(options: options) { connection in
      try await connection.execute("SELECT 1")
      try await connection.execute("SELECT 2")
      try await connection.execute("VACUUM pg_type")
    }
  }

  @Test func `COPY FROM STDIN in a script ends with an error, COPY TO is read over`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      let failure = try await serverError {
        try await connection.execute(SQLScript(text: "COPY t FROM STDIN"))
      }
      #expect(failure?.sqlState == .queryCanceled)
      try await connection.execute(
        SQLScript(text: "COPY (SELECT generate_series(1, 1000)) TO STDOUT")
      )
      let one: Int = try await connection.value("SELECT 1")
      #expect(one == 1)
    }
  }

  @Test func `an empty script is fine`() async throws {
    try await withSession { connection in
      for text in ["", "-- nothing\n;;"] {
        let results = try await connection.execute(SQLScript(text: text))
        #expect(results.allSatisfy { $0.isEmpty && $0.commandTag.isEmpty })
      }
    }
  }
}
