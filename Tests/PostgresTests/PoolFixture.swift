import Synchronization
import TestDatabase
import Testing

@testable import Postgres

/// Runs the body with a pool on a database of its own, and sees to it that no session is left on the
/// server after its shutdown.
func withPool<Value>(
  _ change: (inout PoolOptions) -> Void = { _ in },
  _ body: (ConnectionPool, PoolObserver) async throws -> Value
) async throws -> Value {
  try await withTestDatabase { database in
    let name = "pool_\(UInt64.random(in: .min ... .max))"
    var options = PoolOptions()
    options.maximumConnections = 4
    options.connection.applicationName = name
    options.beginPatiently()
    change(&options)
    let observer = PoolObserver(connection: try await database.connect(), name: name)
    defer { observer.connection.close() }
    let pool = ConnectionPool(target: try database.target, options: options)
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await body(pool, observer))
    } catch {
      outcome = .failure(error)
    }
    await pool.shutdown(deadline: .seconds(60))
    try await observer.expectSessions(0)
    return try outcome.get()
  }
}

extension PoolOptions {
  /// Limits that no test waits for, however busy the machine is. A test of a limit sets its own.
  mutating func beginPatiently() {
    waitingDeadline = .seconds(60)
    upkeepTimeout = .seconds(60)
    connection.connectTimeout = ConnectionOptions.patient.connectTimeout
    connection.cancellationGrace = ConnectionOptions.patient.cancellationGrace
  }
}

/// Sees a pool from the server's side.
struct PoolObserver {
  let connection: Connection
  /// The pool's sessions have this application name.
  let name: String

  func sessions() async throws -> Int64 {
    try await connection.query(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = \(name)"
    ).only().decode(as: Int64.self)
  }

  /// A session ends on the server a moment after the client has closed it.
  func expectSessions(_ count: Int64) async throws {
    var last = try await sessions()
    let deadline = ContinuousClock.now + .seconds(60)
    while last != count, .now < deadline {
      await pause()
      last = try await sessions()
    }
    #expect(last == count, "sessions on the server")
  }

  /// Kills the pool's server processes, and waits until they are gone.
  func killAll() async throws {
    try await connection.execute(
      """
      SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
      WHERE application_name = \(name)
      """
    )
  }
}

/// Looks again and again until the condition holds, for a minute at most.
func eventually(
  _ sentence: Comment,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ condition: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(60)
  while try await !condition() {
    guard .now < deadline else {
      Issue.record(sentence, sourceLocation: sourceLocation)
      return
    }
    await pause()
  }
}

/// Leaves the processor to others between two looks.
func pause() async {
  await withUnsafeContinuation { continuation in
    _ = Reactor.shared.schedule(at: .now + .milliseconds(2)) { continuation.resume() }
  }
}

/// Something that tasks wait for until it is opened.
struct Gate: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func open() { continuation.finish() }

  /// One task may wait.
  func wait() async {
    for await _ in stream {}
  }
}

/// Numbers in the order in which tasks wrote them down.
final class Notebook: Sendable {
  private let written = Mutex<[Int]>([])

  func note(_ number: Int) { written.withLock { $0.append(number) } }
  var numbers: [Int] { written.withLock { $0 } }
}

extension ConnectionPool {
  /// Which server process the next session belongs to.
  func backendProcessID() async throws -> Int32 {
    try await withConnection { $0.backendProcessID }
  }
}
