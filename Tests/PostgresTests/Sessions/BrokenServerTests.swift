import Foundation
import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(
  .enabled(if: OwnServer.isPossible, "initdb, openssl and, as root, runuser are needed"),
  .ownServer,
  .serialized,
  .timeLimit(.minutes(5))
)
struct BrokenServerTests {
  let server: OwnServer

  init() throws { server = try #require(OwnServer.current) }

  /// Stops the process of a session, or the whole server's main process, in its tracks.
  @Test(arguments: [true, false])
  func `a server that stands still is given up after the grace`(
    onlySession: Bool
  ) async throws {
    // A task that is cancelled before it has sent anything met no server that stands still.
    var (attempts, isMet) = (0, false)
    while !isMet, attempts < 20 {
      isMet = try await isGivenUp(onlySession)
      attempts += 1
    }
    #expect(isMet)
  }

  /// - Returns: False where the statement was not under way yet.
  private func isGivenUp(_ onlySession: Bool) async throws -> Bool {
    var options = ConnectionOptions()
    options.cancellationGrace = .milliseconds(500)
    let connection = try await server.connect(options: options)
    defer { connection.close() }
    let frozen =
      onlySession
      ? [connection.backendProcessID] : [connection.backendProcessID, try server.processID]
    let started = AsyncStream<Void>.makeStream()
    var cancelledAt = ContinuousClock.now
    let outcome = try await interrupting(connection) {
      for await _ in started.stream { break }
      for process in frozen { kill(process, SIGSTOP) }
      cancelledAt = .now
    } _: { connection in
      started.continuation.yield()
      try await connection.execute("SELECT pg_sleep(60)")
    }
    let took = ContinuousClock.now - cancelledAt
    for process in frozen { kill(process, SIGCONT) }
    #expect(outcome.failure as? PostgresError == .cancelled)
    if connection.isOpen, took < .milliseconds(400) { return false }
    #expect(took > .milliseconds(400) && took < .seconds(10), "\(took)")
    #expect(!connection.isOpen)
    return true
  }

  @Test func `an answer beside a cancel request that hangs is kept, and the session given up`()
    async throws
  {
    var options = ConnectionOptions()
    options.cancellationGrace = .milliseconds(500)
    let connection = try await server.connect(options: options)
    defer { connection.close() }
    let postmaster = try server.processID
    kill(postmaster, SIGSTOP)
    defer { kill(postmaster, SIGCONT) }
    let started = AsyncStream<Void>.makeStream()
    let outcome = try await interrupting(connection) {
      for await _ in started.stream { break }
    } _: { connection in
      started.continuation.yield()
      return try await connection.value("SELECT 5 FROM pg_sleep(0.2)", as: Int.self)
    }
    switch outcome {
    case .success(let value):
      #expect(value == 5)
      #expect(!connection.isOpen)
    // The task may have been cancelled before it had sent anything.
    case .failure(let failure): #expect(failure as? PostgresError == .cancelled)
    }
  }

  @Test func `sessions of a server that is stopped are lost, and new ones refused`() async throws {
    let server = try await OwnServer.start()
    let idle = try await server.connect()
    let busy = try await server.connect()
    nonisolated(unsafe) let lent = busy
    let statement = Task { try await lent.execute("SELECT pg_sleep(60)") }
    let outcome: Result<Void, any Error>
    do {
      while try await idle.query(
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'"
      ).isEmpty { await pause() }
      try await server.stop()
      outcome = .success(())
    } catch {
      outcome = .failure(error)
    }
    try outcome.get()
    let whileBusy = await statement.result.failure as? PostgresError
    let whileIdle = try await error { try await idle.query("SELECT 1") }
    for failure in [whileBusy, whileIdle] {
      guard case .connectionLost = failure else {
        Issue.record("\(String(describing: failure))")
        continue
      }
    }
    #expect(!idle.isOpen && !busy.isOpen)
    #expect(try await connectFailure(server.superuser) != nil)
    await server.remove()
  }
}
