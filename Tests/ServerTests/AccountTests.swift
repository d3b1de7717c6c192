import Access
import CareFixture
import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import Testing

@Suite struct AccountTests {
  @Test func `an organisation, its owner and a token come from the command line`() async throws {
    try await ServedProcess.with { server in
      func made(_ arguments: String...) async throws -> String {
        let ended = try await ServedProcess.heartly(
          arguments + ["--database-url", server.connectionString, "--format", "json"]
        )
        try #require(ended.status == .exited(0), "\(ended.error)")
        struct Document: Decodable { var id: String?; var token: String? }
        let document = try JSONDecoder().decode(Document.self, from: Data(ended.output.utf8))
        return try #require(document.id ?? document.token)
      }
      let tenant = try await made("tenant", "create", "Willow Care 日本")
      let owner = try await made(
        "user",
        "create",
        "--tenant",
        tenant,
        "--role",
        "owner",
        "--username",
        "olivia",
        "--first-name",
        "José",
        "--last-name",
        "O'Brien",
        "--email",
        "jose@example.org"
      )
      let token = try await made(
        "token",
        "issue",
        "--tenant",
        tenant,
        "--user",
        owner,
        "--lifetime",
        "5m",
        "--token-key",
        "\(server.directory)/token.pem"
      )
      let list = try await HTTPProbe.get("/v1/clients", on: server.port, token: token)
      #expect(list.status == 200)
      #expect(list.body == #"{"items":[],"next":null}"#)

      // The database knows the digest alone, and who opened the session.
      let connection = try await server.connect()
      defer { connection.close() }
      let found = try await connection.query(
        """
        SELECT octet_length(s."tokenHash"), a.operator IS NOT NULL FROM session s
        JOIN data_audit_log a ON a."tenantId" = s."tenantId" AND a."tableName" = 'session'
        WHERE s."tenantId" = \(tenant)::text::uuid
        """
      ).only().decode(as: Int32.self, Bool.self)
      #expect(found == (32, true))

      try await connection.transaction { connection in
        try await connection.execute("SELECT heartly.begin_operation()")
        try await connection.execute(
          "UPDATE session SET revoked_at = now() WHERE \"tenantId\" = \(tenant)::text::uuid"
        )
      }
      let revoked = try await HTTPProbe.get("/v1/clients", on: server.port, token: token)
      #expect(revoked.status == 401)
    }
  }

  @Test(arguments: [
    (["--role", "owner", "--username", "olivia"], "UQ_user_username"),
    (["--role", "owner", "--username", " "], "CHK_user_username"),
  ]) func `a value that the database refuses is named by its rule`(
    arguments: [String],
    rule: String
  ) async throws {
    try await CareDatabase.with { database in
      let ended = try await ServedProcess.heartly(
        ["user", "create", "--tenant", "\(Organisation.sunriseCare.id)", "--first-name", "A"]
          + ["--last-name", "B", "--database-url", database.connectionString] + arguments
      )
      #expect(ended.status == .exited(1))
      #expect(ended.error.contains(rule))
    }
  }

  @Test func `nobody gets a token who is not there, and no session is left`() async throws {
    try await CareDatabase.with { database in
      try await withDirectory { directory in
        let ended = try await ServedProcess.heartly([
          "token", "issue", "--tenant", "\(Organisation.sunriseCare.id)", "--user",
          "\(Organisation.harborHomes.person(.olivia))", "--database-url",
          database.connectionString, "--token-key", "\(directory)/token.pem",
        ])
        #expect(ended.status == .exited(1))
        #expect(ended.error.contains("no such person"))
      }
    }
  }

  @Test func `a key that others can read signs nothing`() async throws {
    try await CareDatabase.with { database in
      try await withDirectory { directory in
        let path = "\(directory)/token.pem"
        let arguments = [
          "token", "issue", "--tenant", "\(Organisation.sunriseCare.id)", "--user",
          "\(Organisation.sunriseCare.person(.sam))", "--database-url", database.connectionString,
          "--token-key", path,
        ]
        let first = try await ServedProcess.heartly(arguments)
        #expect(first.status == .exited(0))
        #expect(first.error.contains("the token key was made"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let second = try await ServedProcess.heartly(arguments)
        #expect(second.status == .exited(1))
        #expect(second.error.contains("chmod 600"))
      }
    }
  }
}
