import Foundation
import Postgres
import SystemPackage
import TestDatabase
import TestSupport

/// How a database carries the context of a request.
enum ContextForm: CaseIterable, Sendable {
  /// In a parameter that only heartly_context may set.
  case guarded
  /// In a setting that anybody may write and that is signed.
  case signed

  /// The parameter or setting.
  var setting: String {
    switch self {
    case .guarded: "backtrace_functions"
    case .signed: "heartly.context"
    }
  }

  /// Every claim of an OWNER, in both forms, before it is signed.
  static let claims = """
    heartly_context_1 00000000000070008000000000000001 00000000000070008000000000000002 \
    00000000000070008000000000000003 OWNER 00000000000070008000000000000004  all
    """

  /// Runs the body with a database of this form that holds the world and that nobody changes.
  func withWorld<Value>(_ body: (TestDatabase) async throws -> Value) async throws -> Value {
    switch self {
    case .guarded: try await body(World.current)
    case .signed: try await withOwnWorld(body)
    }
  }

  /// … that is the body's own.
  func withOwnWorld<Value>(_ body: (TestDatabase) async throws -> Value) async throws -> Value {
    try await withTestDatabase(from: try World.current) { database in
      let connection = try await database.connect()
      try await connection.execute("SELECT heartly.restrict_public()")
      if self == .signed {
        let form = try String(contentsOfFile: Checkout.signedContext.string, encoding: .utf8)
        try await connection.transaction { try await $0.execute(SQLScript(text: form)) }
      }
      connection.close()
      return try await body(database)
    }
  }
}
