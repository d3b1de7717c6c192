import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct CopyInTests {
  struct Refusal: Error, Equatable {}

  @Test func `two hundred thousand rows are loaded from a sequence`() async throws {
    let chunks = AsyncStream<[UInt8]> { continuation in
      for number in 0..<200_000 { continuation.yield(Array("\(number)\tname \(number)\n".utf8)) }
      continuation.finish()
    }
    try await withTable { connection in
      let loaded = try await connection.copyIn("COPY t FROM STDIN", from: chunks)
      #expect(loaded == 200_000)
      let sum: Int = try await connection.value("SELECT sum(n)::int8 FROM t")
      #expect(sum == 19_999_900_000)
    }
  }

  @Test(arguments: [1, 7, 1000, 1 << 20])
  func `chunks may be cut anywhere`(size: Int) async throws {
    let text = (0..<1000).map { "\($0)\tZoë \($0)\n" }.joined()
    try await withTable { connection in
      let loaded = try await connection.copyIn("COPY t FROM STDIN") { writer in
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
          try await writer.write(Array(bytes[start..<min(start + size, bytes.count)]))
        }
      }
      #expect(loaded == 1000)
      let last: String = try await connection.value("SELECT name FROM t WHERE n = 999")
      #expect(last == "Zoë 999")
    }
  }

  @Test func `no rows are no rows`() async throws {
    try await withTable { connection in
      let none = try await connection.copyIn("COPY t FROM STDIN") { _ in }
      let empty = try await connection.copyIn("COPY t FROM STDIN") { try await $0.write([]) }
      #expect((none, empty) == (0, 0))
    }
  }

  @Test func `a row that the server refuses is named by its line, and nothing is loaded`()
    async throws
  {
    try await withTable { connection in
      let failure = try await serverError {
        try await connection.copyIn("COPY t FROM STDIN") { writer in
          try await writer.write(Array("1\ta\n2\tb\nthree\tc\n".utf8))
        }
      }
      #expect(failure?.sqlState == .invalidTextRepresentation)
      #expect(failure?.context?.hasPrefix("COPY t, line 3, column n") == true)
      #expect(failure.map { "\($0)" }?.contains("three") == false)
      try await expectEmpty(connection)
    }
  }

  @Test func `rows after the one that is refused are taken and dropped`() async throws {
    try await withTable { connection in
      let failure = try await serverError {
        try await connection.copyIn("COPY t FROM STDIN") { writer in
          try await writer.write(Array("x\ta\n".utf8))
          let row = Array("1\ta\n".utf8)
          for _ in 0..<100_000 { try await writer.write(row) }
        }
      }
      #expect(failure?.sqlState == .invalidTextRepresentation)
      try await expectEmpty(connection)
    }
  }

  @Test func `what the producer throws comes through, and nothing is loaded`() async throws {
    try await withTable { connection in
      let thrown = try await error(Refusal.self) {
        try await connection.copyIn("COPY t FROM STDIN") { writer in
          try await writer.write(Array("1\ta\n".utf8))
          throw Refusal()
        }
      }
      #expect(thrown == Refusal())
      try await expectEmpty(connection)
    }
  }

  @Test func `a cancelled load ends and loads nothing`() async throws {
    try await withTable { connection in
      let started = AsyncStream<Void>.makeStream()
      let outcome = try await interrupting(connection) {
        for await _ in started.stream { break }
      } _: { connection in
        try await connection.copyIn("COPY t FROM STDIN") { writer in
          while true {
            try await writer.write(Array("1\ta\n".utf8))
            started.continuation.yield()
          }
        }
      }
      #expect(outcome.failure as? PostgresError == .cancelled)
      try await expectEmpty(connection)
    }
  }

  @Test(arguments: ["SELECT 1", "COPY t TO STDOUT", "INSERT INTO t VALUES (5)"] as [SQL])
  func `only COPY FROM STDIN will do`(sql: SQL) async throws {
    try await withTable { connection in
      let refusal = try await error { try await connection.copyIn(sql) { _ in } }
      guard case .misuse(let reason) = refusal else {
        Issue.record("\(String(describing: refusal))")
        return
      }
      #expect(reason.hasPrefix("the statement is no COPY of this direction"))
      let one: Int = try await connection.value("SELECT 1")
      #expect(one == 1)
    }
  }

  @Test func `a COPY into a table that is not there is the server's error`() async throws {
    try await withTable { connection in
      let failure = try await serverError {
        try await connection.copyIn("COPY nothing FROM STDIN") { _ in }
      }
      #expect(failure?.sqlState == .undefinedTable)
      try await expectEmpty(connection)
    }
  }

  @Test func `parameters are refused`() async throws {
    try await withTable { connection in
      let refusal = try await error {
        try await connection.copyIn("COPY t FROM STDIN (DELIMITER \(","))") { _ in }
      }
      #expect(refusal == .misuse("PostgreSQL takes no parameters in COPY"))
    }
  }

  @Test func `another statement meanwhile is refused, and the load goes on`() async throws {
    try await withTable { connection in
      let loaded = try await connection.copyIn("COPY t FROM STDIN") { writer in
        let refusal = try await error { try await connection.query("SELECT 1") }
        #expect(
          refusal
            == .misuse("another statement is under way on this connection, such as an open COPY")
        )
        try await writer.write(Array("1\ta\n".utf8))
      }
      #expect(loaded == 1)
    }
  }

  @Test func `a writer that outlives its body is refused`() async throws {
    try await withTable { connection in
      var kept: Connection.CopyWriter?
      try await connection.copyIn("COPY t FROM STDIN") { kept = $0 }
      let writer = try #require(kept)
      let refusal = try await error { try await writer.write([1]) }
      #expect(refusal == .misuse("rows can be written only while copyIn runs its body"))
      try await expectEmpty(connection)
    }
  }

  @Test func `a load in a transaction belongs to it`() async throws {
    try await withTable { connection in
      let thrown = try await error(Refusal.self) {
        try await connection.transaction { connection in
          try await connection.copyIn("COPY t FROM STDIN") {
            try await $0.write(Array("1\ta".utf8))
          }
          let count: Int = try await connection.value("SELECT count(*) FROM t")
          #expect(count == 1)
          throw Refusal()
        }
      }
      #expect(thrown == Refusal())
      try await expectEmpty(connection)
    }
  }

  private func withTable(_ body: (Connection) async throws -> Void) async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int, name text)")
      try await body(connection)
    }
  }

  private func expectEmpty(_ connection: Connection) async throws {
    let count: Int = try await connection.value("SELECT count(*) FROM t")
    #expect(count == 0)
    #expect(connection.transactionStatus == .idle)
  }
}
