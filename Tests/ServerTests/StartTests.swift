import Access
import CareFixture
import Foundation
import Postgres
import Subprocess
import Supervision
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// When the server refuses to serve, and what it tells.
@Suite struct StartTests {
  private func refusal(
    _ settings: [String] = [],
    after change: SQLScript? = nil
  ) async throws -> String {
    try await careDatabase { database in
      if let change {
        let connection = try await database.connect()
        defer { connection.close() }
        try await connection.execute(change)
      }
      return try await withDirectory { directory in
        let ended = try await ServedProcess.heartly(
          ServedProcess.arguments(for: database, in: directory, settings)
        )
        #expect(ended.status == .exited(1))
        #expect(!ended.error.contains("Serving"))
        return ended.error
      }
    }
  }

  @Test func `pending migrations are named, with what to do`() async throws {
    let said = try await refusal(
      after: SQLScript(
        text: """
          DELETE FROM heartly_migration.history
          WHERE version = (SELECT max(version) FROM heartly_migration.history)
          """
      )
    )
    #expect(said.contains("heartly migrate"))
  }

  @Test(arguments: [
    #"ALTER TABLE client NO FORCE ROW LEVEL SECURITY"#,
    #"DROP POLICY client_select ON client"#,
    #"ALTER POLICY client_select ON client USING ("tenantId" = (SELECT heartly.tenant_id()))"#,
    #"ALTER TABLE client DISABLE TRIGGER USER"#,
    #"GRANT DELETE ON client TO heartly_app"#,
    #"GRANT SELECT ON client TO PUBLIC"#,
  ]) func `a guard that is not as the migrations make it`(change: String) async throws {
    let said = try await refusal(after: SQLScript(text: change))
    #expect(said.contains("does not keep tenants apart"))
  }

  @Test func `a role that row-level security does not hold`() async throws {
    let said = try await careDatabase { database in
      try await withDirectory { directory in
        try await ServedProcess.heartly(
          ServedProcess.arguments(
            for: database,
            in: directory,
            ["app-database-url=\(database.connectionString)"]
          )
        ).error
      }
    }
    #expect(said.contains("is a superuser"))
    #expect(!said.contains("Serving"))
  }

  @Test func `a certificate that is not there is named`() async throws {
    let said = try await refusal(["tls-certificate=/nowhere/a.pem", "tls-key=/nowhere/b.pem"])
    #expect(said.contains("/nowhere/a.pem cannot be read as certificates in PEM"))
  }

  @Test func `settings come from flags, then the environment, then a file`() async throws {
    try await withDirectory { directory in
      let file = "\(directory)/settings.json"
      try #"{"port": 1, "host": "a", "cors-origins": ["x", "y"], "app-database-url": "hush"}"#
        .write(toFile: file, atomically: true, encoding: .utf8)
      let ended = try await ServedProcess.heartly([
        "serve", "--print-configuration", "--configuration", file, "--set", "port=3",
      ])
      #expect(ended.status == .exited(0))
      let lines = ended.output.split(separator: "\n")
      #expect(lines.count == Setting.all.count)
      #expect(lines.contains("port = 3  (flag)"))
      #expect(lines.contains("host = a  (file)"))
      #expect(lines.contains("cors-origins = x,y  (file)"))
      #expect(lines.contains("request-time-limit = 10s"))
      #expect(lines.contains("app-database-url = (secret)  (file)"))
      #expect(!ended.output.contains("hush"))
    }
  }

  @Test(arguments: [
    "port=x", "no-such=1", "statement-timeout=60s", "tls-key=a", "idle-timeout=-1s",
  ])
  func `what is no setting is wrong usage`(setting: String) async throws {
    let ended = try await ServedProcess.heartly(["serve", "--set", setting])
    #expect(ended.status == .exited(2))
    #expect(ended.error.hasPrefix("error: "))
  }

  @Test func `every setting is explained`() throws {
    let guide = try String(
      contentsOfFile: Checkout.migrations.string + "/../../docs/how-to/run-the-server.md",
      encoding: .utf8
    )
    for setting in Setting.all {
      let usual = setting.usual.isEmpty ? "none" : "`\(setting.usual)`"
      let row =
        "| `\(setting.name)` | \(setting.unit) | \(usual) | \(setting.meaning) | \(setting.why) |"
      #expect(guide.contains(row), "the guide lacks: \(row)")
    }
  }
}
