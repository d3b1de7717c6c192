import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// `heartly audit` on a real server. Its tests clone a database that was migrated once.
@Suite(.auditLogs, .timeLimit(.minutes(10))) struct AuditSuite {}

/// Migrates a database before the suite, and drops it afterwards.
struct AuditLogsTrait: SuiteTrait, TestScoping {
  @TaskLocal static var template: TestDatabase?

  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await withTestDatabase { template in
      let connection = try await template.connect()
      try await Migrator(directory: Checkout.migrations).apply(to: connection)
      connection.close()
      try await Self.$template.withValue(template) { try await function() }
    }
  }
}

extension Trait where Self == AuditLogsTrait {
  /// A database with the audit logs, to be cloned.
  static var auditLogs: AuditLogsTrait { AuditLogsTrait() }
}
