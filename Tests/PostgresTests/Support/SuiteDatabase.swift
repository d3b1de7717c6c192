import Postgres
import TestDatabase
import Testing

/// One empty database for all tests of a suite, for tests that leave nothing behind in it.
struct SuiteDatabase: SuiteTrait, TestScoping {
  @TaskLocal static var current: TestDatabase?

  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await withTestDatabase { database in
      try await Self.$current.withValue(database) { try await function() }
    }
  }
}

extension Trait where Self == SuiteDatabase {
  /// One empty database for all tests of the suite.
  static var suiteDatabase: SuiteDatabase { SuiteDatabase() }
}

/// Runs the body with a session of its own in the suite's database.
func withSession<Value>(
  options: ConnectionOptions = .patient,
  _ body: (Connection) async throws -> Value
) async throws -> Value {
  let connection = try await openSession(options: options)
  defer { connection.close() }
  return try await body(connection)
}

/// Opens a session in the suite's database.
func openSession(
  options: ConnectionOptions = .patient
) async throws -> sending Connection {
  let database = try #require(SuiteDatabase.current)
  return try await database.connect(options: options)
}

extension ConnectionOptions {
  /// Limits that no test waits for, however busy the machine is.
  static var patient: ConnectionOptions {
    var options = ConnectionOptions()
    options.connectTimeout = .seconds(60)
    options.cancellationGrace = .seconds(60)
    return options
  }
}
