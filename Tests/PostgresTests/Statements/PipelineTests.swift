import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct PipelineTests {
  @Test func `each statement's result is found by its ticket`() async throws {
    try await withSession { connection in
      var pipeline = Pipeline()
      let numbers = pipeline.append("SELECT generate_series(1, 3) AS n")
      let name = pipeline.append("SELECT \("Ana") AS name", format: .binary)
      let script = pipeline.append(SQLScript(text: "SELECT 'script' AS kind"))
      let results = try await connection.run(pipeline)
      #expect(results[numbers].count == 3)
      #expect(try results[name].only().decode("name") == "Ana")
      #expect(try results[script].only().decode("kind") == "script")
    }
  }

  @Test func `an empty pipeline is fine`() async throws {
    try await withSession { connection in
      _ = try await connection.run(Pipeline())
      _ = try await connection.run(Pipeline(transaction: TransactionOptions()))
      let one: Int = try await connection.value("SELECT 1")
      #expect(one == 1)
    }
  }

  @Test(arguments: [nil, TransactionOptions(isolation: .serializable)])
  func `when one fails nothing has taken effect, and the error says which`(
    transaction: TransactionOptions?
  ) async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      var pipeline = Pipeline(transaction: transaction)
      pipeline.append("INSERT INTO t VALUES (1)")
      pipeline.append("INSERT INTO t VALUES (\(2))")
      pipeline.append("SELECT 1 / 0")
      pipeline.append("INSERT INTO t VALUES (3)")
      let failure = try await serverError { [pipeline] in try await connection.run(pipeline) }
      #expect(failure?.sqlState == SQLState("22012"))
      #expect(failure?.pipelineIndex == 2)
      #expect(connection.transactionStatus == .idle)
      let count: Int = try await connection.value("SELECT count(*) FROM t")
      #expect(count == 0)
    }
  }

  @Test func `a statement that cannot be parsed is named by its place`() async throws {
    try await withSession { connection in
      var pipeline = Pipeline()
      pipeline.append("SELECT 1")
      pipeline.append("SELECT nothing")
      let failure = try await serverError { [pipeline] in try await connection.run(pipeline) }
      #expect(failure?.pipelineIndex == 1)
    }
  }

  @Test func `a failing COMMIT belongs to none of the statements`() async throws {
    try await withSession { connection in
      try await connection.execute(
        "CREATE TEMPORARY TABLE t (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"
      )
      var pipeline = Pipeline(transaction: TransactionOptions())
      pipeline.append("INSERT INTO t VALUES (1), (1)")
      let failure = try await serverError { [pipeline] in try await connection.run(pipeline) }
      #expect(failure?.sqlState == .uniqueViolation)
      #expect(failure?.pipelineIndex == nil)
      #expect(connection.transactionStatus == .idle)
    }
  }

  @Test func `transaction options are the server's`() async throws {
    try await withSession { connection in
      var pipeline = Pipeline(
        transaction: TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
      )
      let isolation = pipeline.append("SHOW transaction_isolation")
      let readOnly = pipeline.append("SHOW transaction_read_only")
      let results = try await connection.run(pipeline)
      #expect(try results[isolation].only().decode(0) == "repeatable read")
      #expect(try results[readOnly].only().decode(0) == "on")
    }
  }

  @Test func `transaction options are refused inside a transaction`() async throws {
    try await withSession { connection in
      try await connection.transaction { connection in
        let refusal = try await error {
          try await connection.run(Pipeline(transaction: TransactionOptions()))
        }
        #expect(refusal == .misuse("a transaction is open on this connection already"))
      }
    }
  }

  @Test(arguments: [nil, TransactionOptions()])
  func `results are announced in order, as they come`(
    transaction: TransactionOptions?
  ) async throws {
    try await withSession { connection in
      var pipeline = Pipeline(transaction: transaction)
      for number in 0..<5 { pipeline.append("SELECT \(number)") }
      var announced: [Int] = []
      _ = try await connection.run(pipeline) { announced.append($0) }
      #expect(announced == [0, 1, 2, 3, 4])
    }
  }

  @Test func `ten thousand statements take one round trip`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      var pipeline = Pipeline()
      for number in 0..<10_000 { pipeline.append("INSERT INTO t VALUES (\(number))") }
      let last = pipeline.append("SELECT sum(n)::int8 FROM t")
      let results = try await connection.run(pipeline)
      #expect(try results[last].only().decode(0) == 49_995_000)
    }
  }

  @Test func `two full buffers do not face each other`() async throws {
    let chunk = String(repeating: "x", count: 1 << 20)
    try await withSession { connection in
      var pipeline = Pipeline()
      let tickets = (0..<50).map { _ in pipeline.append("SELECT \(chunk)") }
      let results = try await connection.run(pipeline)
      for ticket in tickets {
        let back: String = try results[ticket].only().decode(0)
        #expect(back.utf8.count == 1 << 20)
      }
    }
  }

  @Test func `many middling statements do not take quadratic time`() async throws {
    let chunk = String(repeating: "x", count: 2000)
    try await withSession { connection in
      var pipeline = Pipeline()
      for _ in 0..<15_000 { pipeline.append("SELECT length(\(chunk))") }
      let took = try await ContinuousClock().measure { [pipeline] in
        _ = try await connection.run(pipeline)
      }
      #expect(took < .seconds(60))
    }
  }

  @Test(arguments: ["COPY t FROM STDIN", "COPY t TO STDOUT"] as [SQL])
  func `COPY is refused, and costs the connection`(sql: SQL) async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      let refusal = try await error { try await connection.query(sql) }
      #expect(
        refusal == .misuse("COPY needs copyIn or copyOut; the connection had to be closed")
      )
      #expect(!connection.isOpen)
      let after = try await error { try await connection.query("SELECT 1") }
      #expect(after == .connectionLost("COPY was sent as a query"))
    }
  }

  @Test func `a script of two statements is refused in a pipeline`() async throws {
    try await withSession { connection in
      var pipeline = Pipeline()
      pipeline.append(SQLScript(text: "SELECT 1; SELECT 2"))
      let failure = try await serverError { [pipeline] in try await connection.run(pipeline) }
      #expect(failure?.sqlState == .syntaxError)
    }
  }
}
