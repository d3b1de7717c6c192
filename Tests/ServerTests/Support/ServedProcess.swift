import CareFixture
import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// `heartly serve` as an operator starts it: a process that supervises another, on a database of a
/// test's own.
struct ServedProcess: Sendable {
  /// The database's, as a superuser.
  let connectionString: String
  let port: Int
  let metricsPort: Int
  /// The supervisor's.
  let processID: Int32
  let directory: String

  /// What the process wrote, and how it ended.
  struct Ended: Sendable {
    var status: TerminationStatus
    var output: String
    var error: String
  }

  /// The arguments that serve a database.
  static func arguments(
    for database: TestDatabase,
    in directory: String,
    metricsPort: Int = 0,
    _ settings: [String]
  ) -> [String] {
    let all =
      [
        "app-database-url=\(database.connectionString(as: "heartly_app"))", "port=0",
        "metrics-port=\(metricsPort)", "token-key=\(directory)/token.pem",
        "cursor-key=\(directory)/cursor.key",
      ] + settings
    return ["serve", "--database-url", database.connectionString, "--directory"]
      + [Checkout.migrations.string] + all.flatMap { ["--set", $0] }
  }

  /// Opens a session of a superuser.
  func connect() async throws -> sending Connection {
    try await Connection.connect(to: try ConnectionTarget(connectionString))
  }

  /// Serves while the body runs, then ends it by SIGTERM.
  @discardableResult
  static func with(
    _ settings: String...,
    isEndedByBody: Bool = false,
    before: (TestDatabase) async throws -> Void = { _ in },
    _ body: @Sendable (ServedProcess) async throws -> Void
  ) async throws -> Ended {
    try await careDatabase { database in
      try await before(database)
      return try await withDirectory { directory in
        let metricsPort = Int.random(in: 20_000..<30_000)
        return try await run(
          arguments(for: database, in: directory, metricsPort: metricsPort, settings),
          on: database.connectionString,
          in: directory,
          metricsPort: metricsPort,
          isEndedByBody: isEndedByBody,
          body
        )
      }
    }
  }

  /// Serves by these arguments.
  @discardableResult
  static func run(
    _ arguments: [String],
    on connectionString: String,
    in directory: String,
    metricsPort: Int = 0,
    isEndedByBody: Bool = false,
    _ body: @Sendable (ServedProcess) async throws -> Void
  ) async throws -> Ended {
    let words = Words()
    let result = try await Subprocess.run(
      .path(try Executable.named("heartly")),
      arguments: Arguments(arguments),
      environment: .inherit.updating(["DATABASE_URL": nil]),
      input: .none,
      output: .string(limit: 64 << 20),
      error: .sequence
    ) { execution in
      let reading = Task {
        for try await chunk in execution.standardError {
          await words.add(chunk.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
        }
        await words.end()
      }
      do {
        let found = await words.port()
        let said = await words.text
        let port = try #require(found, "\(said)")
        let process = ServedProcess(
          connectionString: connectionString,
          port: port,
          metricsPort: metricsPort,
          processID: execution.processIdentifier.value,
          directory: directory
        )
        try await process.becomesReady()
        try await body(process)
      } catch {
        try? execution.send(signal: .terminate)
        try? await reading.value
        throw error
      }
      // A second signal would end it at once.
      if !isEndedByBody { try? execution.send(signal: .terminate) }
      try await reading.value
    }
    return Ended(
      status: result.terminationStatus,
      output: result.standardOutput,
      error: await words.text
    )
  }

  /// Waits until it says that it is ready.
  func becomesReady() async throws {
    try await wait(for: "the server to be ready") {
      (try? await HTTPProbe.get("/health/ready", on: port).status) == 200
    }
  }

  /// An access token of a person, as `heartly token issue` makes it.
  func token(of person: Person, of organisation: Organisation = .sunriseCare) async throws -> String
  {
    let ended = try await ServedProcess.heartly([
      "token", "issue", "--database-url", connectionString, "--tenant",
      "\(organisation.id)", "--user", "\(organisation.person(person))", "--token-key",
      "\(directory)/token.pem",
    ])
    try #require(ended.status == .exited(0), "\(ended.error)")
    return ended.output.trimmingCharacters(in: .newlines)
  }

  /// Runs `heartly` to its end.
  static func heartly(_ arguments: [String]) async throws -> Ended {
    let result = try await Subprocess.run(
      .path(try Executable.named("heartly")),
      arguments: Arguments(arguments),
      environment: .inherit.updating(["DATABASE_URL": nil, "HEARTLY_TOKEN_KEY": nil]),
      input: .none,
      output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20)
    )
    return Ended(
      status: result.terminationStatus,
      output: result.standardOutput,
      error: result.standardError
    )
  }
}

/// Runs the body with both organisations. A clone of a database is not a clone of the rights on it.
func careDatabase<Value>(_ body: (TestDatabase) async throws -> Value) async throws -> Value {
  try await CareDatabase.with { database in
    let connection = try await database.connect()
    try await connection.execute("SELECT heartly.restrict_public()")
    connection.close()
    return try await body(database)
  }
}

/// The statuses that come while one request follows another, until the task is cancelled.
func load(on port: Int, token: String, expecting body: String) -> Task<Set<Int>, any Error> {
  Task {
    var statuses: Set<Int> = []
    while !Task.isCancelled {
      do {
        let answer = try await HTTPProbe.get("/v1/clients", on: port, token: token)
        statuses.insert(answer.status)
        if answer.status == 200 { #expect(answer.body == body) }
      } catch {
        guard Task.isCancelled else { throw error }
      }
    }
    return statuses
  }
}

/// Runs the body with a directory that is removed afterwards.
func withDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
  let path = NSTemporaryDirectory() + "heartly-server-\(UInt32.random(in: 0 ... .max))"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  let outcome: Result<Value, any Error>
  do { outcome = .success(try await body(path)) } catch { outcome = .failure(error) }
  try FileManager.default.removeItem(atPath: path)
  return try outcome.get()
}

/// What a process wrote to its standard error so far.
private actor Words {
  private(set) var text = ""
  private var isAtEnd = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func add(_ words: String) {
    text += words
    wake()
  }

  func end() {
    isAtEnd = true
    wake()
  }

  private func wake() {
    for continuation in waiting { continuation.resume() }
    waiting = []
  }

  /// The port of "Serving http://127.0.0.1:43211"; nil when the process ends without.
  func port() async -> Int? {
    while true {
      if let match = text.firstMatch(of: /Serving https?:\/\/[0-9.]+:(\d+)\n/) {
        return Int(match.1)
      }
      if isAtEnd { return nil }
      await withCheckedContinuation { waiting.append($0) }
    }
  }
}
