import Postgres
import Synchronization
import TestDatabase
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How the server plans a prepared statement.
enum PlanMode: CaseIterable, Sendable {
  /// For the parameters of each execution.
  case custom
  /// Once, for any parameters.
  case generic

  fileprivate var setting: SQL {
    switch self {
    case .custom: "SET plan_cache_mode = force_custom_plan"
    case .generic: "SET plan_cache_mode = force_generic_plan"
    }
  }
}

/// A session that learns the plan of each statement it runs.
///
/// The statements are the application's, prepared and bound by the driver, not `EXPLAIN` of them:
/// PostgreSQL's auto_explain sends the plan along as a notice.
struct PlanSession {
  private let connection: Connection
  private let notices: Notices
  private let viewer: Viewer

  /// What the server has sent and nobody has read.
  private final class Notices: Sendable {
    private let messages = Mutex<[String]>([])

    func add(_ message: String) { messages.withLock { $0.append(message) } }

    func take() -> [String] {
      messages.withLock { messages in
        defer { messages = [] }
        return messages
      }
    }
  }

  static func run<Value>(
    in database: TestDatabase,
    as viewer: Viewer = .superuser,
    _ mode: PlanMode,
    _ body: (PlanSession, Subject) async throws -> Value
  ) async throws -> Value {
    let notices = Notices()
    var options = ConnectionOptions()
    options.onNotice = { notices.add($0.message) }
    let connection = try await database.connect(options: options)
    defer { connection.close() }
    let subject = try await Subject(in: connection)
    try await connection.execute("LOAD 'auto_explain'")
    for setting in settings + [mode.setting] { try await connection.execute(setting) }
    let session = PlanSession(connection: connection, notices: notices, viewer: viewer)
    return try await body(session, subject)
  }

  private static let settings: [SQL] = [
    "SET auto_explain.log_level = 'notice'",
    "SET auto_explain.log_format = 'json'",
    "SET auto_explain.log_analyze = on",
    "SET auto_explain.log_buffers = on",
    "SET auto_explain.log_timing = off",
    "SET auto_explain.log_min_duration = 0",
  ]

  /// Runs the statement, and once more for a plan that finds the catalog in memory; in one request,
  /// where somebody asks.
  func run(_ statement: SQL) async throws -> (rows: Rows, plan: ExecutedPlan) {
    try await connection.transaction { connection in
      for opening in viewer.opening { try await connection.execute(opening) }
      try await connection.execute(statement)
      _ = notices.take()
      let rows = try await connection.query(statement)
      let plans = notices.take()
      try #require(plans.count == 1, "auto_explain has sent \(plans.count) plans")
      let json = plans[0].drop { $0 != "{" }
      return (rows, try JSONDecoder().decode(ExecutedPlan.self, from: Data(json.utf8)))
    }
  }
}
