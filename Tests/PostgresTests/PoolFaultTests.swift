import PostgresCluster
import TestDatabase
import Testing

@testable import Postgres

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Servers and sessions that break.
@Suite struct PoolFaultTests {
  @Test func `after all idle sessions were killed the next caller gets a new one`() async throws {
    try await withPool { pool, observer in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            _ = try await pool.withConnection { try await $0.execute("SELECT pg_sleep(0.05)") }
          }
        }
        try await group.waitForAll()
      }
      #expect(pool.statistics.idle == 4)
      try await observer.killAll()
      _ = try await pool.withConnection { try await $0.execute("SELECT 1") }
      #expect(pool.statistics.idle == 1)
      #expect(pool.statistics.opened == 5)
    }
  }

  @Test func `a session killed in its caller's hands is not lent again`() async throws {
    try await withPool { pool, observer in
      let error = await #expect(throws: PostgresError.self) {
        try await pool.withConnection { connection in
          try await observer.killAll()
          try await connection.execute("SELECT 1")
        }
      }
      switch error {
      case .connectionLost, .server: break
      default: Issue.record("\(String(describing: error))")
      }
      #expect(pool.statistics.connections == 0)
      _ = try await pool.withConnection { try await $0.execute("SELECT 1") }
    }
  }

  @Test func `the deadline names the reason when the server cannot be reached`() async throws {
    var options = PoolOptions()
    options.waitingDeadline = .seconds(1)
    options.reconnectDelay = .milliseconds(10)
    let nowhere = try ConnectionTarget("host=127.0.0.1 port=1 dbname=x user=x")
    let pool = ConnectionPool(target: nowhere, options: options)
    let error = await #expect(throws: PostgresError.self) { try await pool.backendProcessID() }
    guard case .connectionFailed(let failure) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let tried = failure.message.firstMatch(of: /\(tried for ([0-9.]+) seconds\)/)
    #expect(tried.flatMap { Double($0.1) }.map { $0 >= 1 } == true, "\(failure.message)")
    #expect(pool.statistics.failures > 1)
    await pool.shutdown()
  }

  @Test func `a database that does not exist is told at once`() async throws {
    try await withTestDatabase { database in
      let target = try ConnectionTarget(
        database.connectionString.replacing(database.name, with: "no_such_database")
      )
      var options = PoolOptions()
      options.waitingDeadline = .seconds(3600)
      let pool = ConnectionPool(target: target, options: options)
      let error = await #expect(throws: PostgresError.self) { try await pool.backendProcessID() }
      #expect(error?.sqlState == .invalidCatalogName)
      await pool.shutdown()
    }
  }

  @Test func `a session whose server no longer answers is replaced`() async throws {
    try await withCluster { cluster in
      var options = PoolOptions()
      options.checkAfterIdle = .zero
      options.upkeepTimeout = .milliseconds(200)
      // The limit is for a frozen server, and not for a reset that takes its time.
      options.reset = .none
      let target = try ConnectionTarget(try await cluster.start().connectionString())
      let pool = ConnectionPool(target: target, options: options)
      let frozen = try await pool.backendProcessID()
      #expect(kill(frozen, SIGSTOP) == 0)
      let next = try await pool.backendProcessID()
      #expect(next != frozen)
      #expect(kill(frozen, SIGCONT) == 0)
      await pool.shutdown()
    }
  }

  /// Many tasks work while the server is shut down the fast way, is gone for a while, and crashes.
  @Test func `a restart of the server under load is survived without a wrong answer`()
    async throws
  {
    try await withCluster { cluster in
      let target = try ConnectionTarget(try await cluster.start().connectionString())
      var options = PoolOptions()
      options.maximumConnections = 4
      options.beginPatiently()
      options.reconnectDelay = .milliseconds(20)
      options.maximumReconnectDelay = .milliseconds(500)
      let pool = ConnectionPool(target: target, options: options)
      let progress = Notebook()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<16 as Range<Int64> {
          group.addTask { try await Self.work(worker, pool, progress) }
        }
        for mode in [ShutdownMode.fast, .immediate] {
          let before = progress.numbers.count
          try await eventually("work goes on") { progress.numbers.count > before + 200 }
          try await cluster.stop(mode: mode)
          let opened = pool.statistics.opened
          try await eventually("somebody tries to connect") { pool.statistics.lastFailure != nil }
          _ = try await cluster.start()
          try await eventually("the pool is back") { pool.statistics.opened > opened }
        }
        let before = progress.numbers.count
        try await eventually("work goes on") { progress.numbers.count > before + 200 }
        group.cancelAll()
        try await group.waitForAll()
      }
      #expect(pool.statistics.leased == 0)
      await pool.shutdown()
    }
  }

  /// Asks questions until it is cancelled, and knows the answers.
  private static func work(
    _ worker: Int64,
    _ pool: ConnectionPool,
    _ progress: Notebook
  ) async throws {
    for question in 0... as PartialRangeFrom<Int64> {
      do {
        let (asker, answer) = try await pool.withTransaction { connection in
          try await connection.query("SELECT \(worker), \(question) * 2").only()
            .decode(as: Int64.self, Int64.self)
        }
        #expect(asker == worker)
        #expect(answer == question * 2)
        progress.note(Int(worker))
      } catch PostgresError.cancelled {
        return
      } catch let error as PostgresError {
        // What a restart may cost; anything else is wrong.
        switch error {
        case .connectionLost, .connectionFailed, .server: break
        default: throw error
        }
      }
    }
  }
}

/// Runs the body with a server of its own, which the body starts and stops as it likes.
private func withCluster<Value>(_ body: (PrivateCluster) async throws -> Value) async throws
  -> Value
{
  let directory = FileManager.default.temporaryDirectory
    .appending(path: "pool-\(UInt32.random(in: .min ... .max))").path
  let cluster = PrivateCluster(directory: FilePath(directory), durability: .none)
  let outcome: Result<Value, any Error>
  do {
    outcome = .success(try await body(cluster))
  } catch {
    outcome = .failure(error)
  }
  try await cluster.stop(mode: .immediate)
  try FileManager.default.removeItem(atPath: directory)
  return try outcome.get()
}
