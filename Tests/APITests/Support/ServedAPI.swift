import API
import Access
import CareFixture
import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Store
import TestDatabase

/// The API on a live socket, over a database of a test's own.
struct ServedAPI {
  let database: TestDatabase
  let port: Int
  let tokens: TokenKeys

  /// One key for all tests: to make one takes a while.
  private static let keys = Task { try await TokenKeys(pem: try TokenKeys.generate()) }

  static func with<Value: Sendable>(
    options: APIOptions = APIOptions(),
    log: RecordedLog? = nil,
    _ body: @Sendable (ServedAPI) async throws -> Value
  ) async throws -> Value {
    try await CareDatabase.with { database in
      let tokens = try await keys.value
      let target = try ConnectionTarget(database.connectionString(as: "heartly_app"))
      var poolOptions = PoolOptions()
      poolOptions.maximumConnections = 4
      // As the server has it: the role may not do what a reset does, so that each session would be closed.
      poolOptions.reset = .none
      let pool = ConnectionPool(target: target, options: poolOptions)
      let (ports, port) = AsyncStream.makeStream(of: Int.self)
      let server = APIServer(
        store: Store(pool: pool, cursorKey: CursorKey()),
        tokens: tokens,
        options: options,
        port: 0,
        logger: log?.logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      ) { port.yield($0) }
      let group = ServiceGroup(
        services: [server],
        gracefulShutdownSignals: [],
        logger: Logger(label: "test")
      )
      let running = Task {
        defer { port.finish() }
        try await group.run()
      }
      let outcome: Result<Value, any Error>
      do {
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else { throw CancellationError() }
        let served = ServedAPI(database: database, port: port, tokens: tokens)
        outcome = .success(try await body(served))
      } catch {
        outcome = .failure(error)
      }
      await group.triggerGracefulShutdown()
      try await running.value
      await pool.shutdown(deadline: .seconds(5))
      return try outcome.get()
    }
  }

  /// An access token of a person.
  func token(
    of person: Person,
    of organisation: Organisation = .sunriseCare,
    lifetime: TimeInterval = 600
  ) async throws -> String {
    try await tokens.sign(
      AccessToken(
        tenant: organisation.id,
        user: organisation.person(person),
        session: organisation.session(of: person),
        secret: organisation.secret(of: person),
        expiresAt: Date() + lifetime
      )
    )
  }

  /// Sends a request of a person; `nil` sends none of anybody.
  func send(
    _ method: String,
    _ path: String,
    as person: Person? = .olivia,
    of organisation: Organisation = .sunriseCare,
    headers: [String] = [],
    json: String? = nil
  ) async throws -> WireAnswer {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"] + headers
    if let person {
      lines.append("Authorization: Bearer \(try await token(of: person, of: organisation))")
    }
    if let json {
      if !headers.contains(where: { $0.lowercased().hasPrefix("content-type:") }) {
        lines.append("Content-Type: application/\(method == "PATCH" ? "merge-patch+" : "")json")
      }
      lines.append("Content-Length: \(json.utf8.count)")
    }
    let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
    return try WireAnswer(try await Wire.send(Array((head + (json ?? "")).utf8), to: port))
  }

  /// Changes what only the platform may change.
  func operate(_ sql: SQL) async throws {
    let connection = try await database.connect()
    defer { connection.close() }
    try await connection.transaction { connection in
      try await connection.execute("SELECT heartly.begin_operation()")
      try await connection.execute(sql)
    }
  }

  /// The first column of what a superuser sees.
  func list(_ sql: SQL) async throws -> [String] {
    let connection = try await database.connect()
    defer { connection.close() }
    return try await connection.query(sql).map { try $0.decode(0) }
  }
}
