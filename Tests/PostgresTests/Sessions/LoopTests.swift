import Postgres
import TestDatabase
import TestSupport
import Testing

/// Connections whose tasks run on a `ConnectionLoop`, and those that move to and from one.
@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct LoopTests {
  private static let loop = {
    let loop = ConnectionLoop()
    loop.start()
    return loop
  }()

  @Test func `many connections take turns on one loop`() async throws {
    let database = try #require(SuiteDatabase.current)
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 1...8 {
        group.addTask(executorPreference: Self.loop) {
          let connection = try await database.connect()
          defer { connection.close() }
          var sum = 0
          for _ in 1...50 {
            let value: Int = try await connection.value("SELECT \(number)")
            sum += value
          }
          return sum
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 50 * 36)
  }

  @Test func `a connection moves between a loop and the pool's threads`() async throws {
    try await withSession { connection in
      for number in 0..<20 {
        let value: Int
        if number.isMultiple(of: 2) {
          value = try await connection.value("SELECT \(number)")
        } else {
          value = try await withTaskExecutorPreference(Self.loop) {
            try await connection.value("SELECT \(number)")
          }
        }
        #expect(value == number)
      }
    }
  }

  @Test func `several loops share the tasks of a group, on one thread each`() async throws {
    let database = try #require(SuiteDatabase.current)
    let loops = ConnectionLoops(count: 2)
    loops.start()
    let sum = try await withTaskExecutorPreference(loops) {
      try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 1...8 {
          group.addTask {
            let connection = try await database.connect()
            defer { connection.close() }
            var sum = 0
            for _ in 1...50 {
              let value: Int = try await connection.value("SELECT \(number)")
              sum += value
              await Task.yield()
            }
            return sum
          }
        }
        return try await group.reduce(0, +)
      }
    }
    #expect(sum == 50 * 36)
  }

  @Test func `what arrives while nobody waits is there when somebody does`() async throws {
    let database = try #require(SuiteDatabase.current)
    try await withTaskExecutorPreference(Self.loop) {
      let connection = try await database.connect()
      defer { connection.close() }
      try await connection.execute("SELECT 1")
      let other = try await database.connect()
      defer { other.close() }
      // The server ends an idle session: its socket is ready, and no task waits for it.
      try await other.execute("SELECT pg_terminate_backend(\(connection.backendProcessID))")
      // Each look at the list of sessions is a turn of the loop, in which it sees the other socket.
      try await database.waitForEnd(ofProcess: connection.backendProcessID)
      try await other.execute("SELECT 1")
      await #expect(throws: PostgresError.self) { try await connection.execute("SELECT 1") }
      #expect(!connection.isOpen)
    }
  }

  @Test func `more than the socket's buffers hold goes both ways`() async throws {
    let database = try #require(SuiteDatabase.current)
    try await withTaskExecutorPreference(Self.loop) {
      let connection = try await database.connect()
      defer { connection.close() }
      let chunk = String(repeating: "x", count: 100_000)
      var pipeline = Pipeline()
      let tickets = (0..<50).map { _ in pipeline.append("SELECT \(chunk)") }
      let results = try await connection.run(pipeline)
      for ticket in tickets {
        #expect(try results[ticket].only().decode(0, as: String.self) == chunk)
      }
    }
  }

  @Test func `a cancelled task's statement ends on a loop as well`() async throws {
    let database = try #require(SuiteDatabase.current)
    let (processes, process) = AsyncStream.makeStream(of: Int32.self)
    let task = Task(executorPreference: Self.loop) {
      defer { process.finish() }
      let connection = try await database.connect()
      defer { connection.close() }
      process.yield(connection.backendProcessID)
      try await connection.execute("SELECT pg_sleep(60)")
    }
    var iterator = processes.makeAsyncIterator()
    if let process = await iterator.next() { try await database.wait(forProcess: process) }
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { try await task.value }
  }
}
