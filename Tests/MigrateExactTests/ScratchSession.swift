import MigrateLint
import Postgres
import TestDatabase

@testable import MigrateExact

/// Runs the body with a session in an empty database on the tests' server, as on a server of its
/// own: what the tests run belongs to no whole server.
func withExactSession<Value>(
  _ body: (ExactSession) async throws -> Value
) async throws -> Value {
  try await withTestConnection { connection in
    try await body(ExactSession(connection: connection, ownsServer: true))
  }
}

/// What comes of files in their order.
func judge(_ files: (LintSource.Role, String)...) async throws -> ExactReport {
  try await judge(files)
}

/// What comes of files in their order.
func judge(_ files: [(LintSource.Role, String)]) async throws -> ExactReport {
  try await withExactSession { session in
    var report = ExactReport()
    var doubts = Doubts()
    for (index, file) in files.enumerated() {
      let source = LintSource(path: "\(index + 1).sql", bytes: Array(file.1.utf8), role: file.0)
      var run = FileRun(source: source, session: session, doubts: doubts)
      try await run.perform()
      doubts = run.doubts
      report.findings += run.findings
      report.statements += run.effects
    }
    return report
  }
}

extension Finding {
  /// The finding in short, such as `1.sql:2:8 error syntax-error`.
  var summary: String {
    "\(place.file):\(place.line):\(place.column) \(severity) \(rule.rawValue)"
      + (fix.map { " → \($0.replacement)" } ?? "")
  }
}
