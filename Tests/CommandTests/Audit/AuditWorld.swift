import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing
import TransparencyLog

/// Two tenants with audit logs in a database of a test's own, and a sealer's key and directory.
struct AuditWorld {
  static let sunrise = "01900000-0000-7000-8000-000000000001"
  static let harbor = "01900000-0000-7000-8000-000000000002"

  let database: TestDatabase
  /// A session of the server's superuser: of whoever can do anything to the database.
  let superuser: Connection
  let root: FilePath

  var witness: String { root.appending("witness").string }
  var keyFile: String { root.appending("key").string }

  /// A command of `heartly audit` with the sealer's place where it takes one.
  func audit(_ arguments: String..., on other: TestDatabase? = nil) -> Program {
    let place = arguments[0] == "seal" ? ["--checkpoints", witness, "--key", keyFile] : []
    let url = ["--database-url", (other ?? database).connectionString]
    return Program(arguments: ["audit"] + arguments + place + url)
  }

  // MARK: Writing

  /// Writes rows of both logs for both tenants, in a transaction for each.
  func write(_ count: Int, from first: Int = 0) async throws {
    for number in first..<first + count {
      for tenant in [Self.sunrise, Self.harbor] {
        try await superuser.execute(
          """
          INSERT INTO user_action_audit_log ("tenantId", "clientId", action, outcome, details)
          VALUES (\(tenant)::text::uuid, gen_random_uuid(), 'READ', 'SUCCESS',
            jsonb_build_object('page', \(Int64(number))))
          """
        )
        if number % 2 == 0 {
          try await superuser.execute(
            """
            INSERT INTO data_audit_log ("tenantId", "tableName", operation, "rowKey", "newValues",
              "userId", "requestId")
            VALUES (\(tenant)::text::uuid, 'client', 'INSERT', '{"id": 1}',
              '{"price": 12345678901234567890.5}', gen_random_uuid(), gen_random_uuid())
            """
          )
        }
      }
    }
  }

  /// Seals until every row is: other tests' transactions on the server hold the sealer up.
  func seal() async throws {
    try await wait(for: "every row to be sealed") {
      let ended = try await audit("seal").run()
      try #require(ended.status == .exited(0), "\(ended.error)")
      return try await unsealed() == 0
    }
  }

  func unsealed() async throws -> Int64 {
    try await superuser.value(
      """
      SELECT (SELECT count(*) FROM user_action_audit_log) + (SELECT count(*) FROM data_audit_log)
        - (SELECT count(*) FROM audit_entry e WHERE EXISTS (
            SELECT FROM user_action_audit_log r WHERE r."tenantId" = e."tenantId" AND r.id = e."entryId")
          OR EXISTS (
            SELECT FROM data_audit_log r WHERE r."tenantId" = e."tenantId" AND r.id = e."entryId"))
      """,
      as: Int64.self
    )
  }

  // MARK: Verifying

  /// What `verify` says of a log.
  struct Verdict: Decodable {
    struct Finding: Decodable {
      var kind: String
      var index: Int?
      var row: String?
      var reason: String
    }
    var holds: Bool
    var entries: Int
    var archived: Int
    var omitted: Int
    var unsealed: Int
    var finding: Finding?
  }

  func verdict(
    of tenant: String,
    on other: TestDatabase? = nil,
    withWitness: Bool = true,
    _ more: String...
  ) async throws -> Verdict {
    let file = root.appending("\(tenant).jsonl").string
    let exported = try await Program(
      arguments: ["audit", "export", "--tenant", tenant, "--output", file] + more
        + ["--database-url", (other ?? database).connectionString]
    ).run()
    try #require(exported.status == .exited(0), "\(exported.error)")
    let ended = try await Program(
      arguments: ["audit", "verify", file, "--key", keyFile + ".pub", "--format", "json"]
        + (withWitness ? ["--checkpoints", witness] : [])
    ).run()
    let verdict = try JSONDecoder().decode(Verdict.self, from: Data(ended.output.utf8))
    #expect(ended.status == .exited(verdict.holds ? 0 : 1))
    return verdict
  }

  /// The row that is an entry of a log.
  func row(_ index: Int, of tenant: String) async throws -> String {
    try await superuser.value(
      """
      SELECT "entryId"::text FROM audit_entry
      WHERE "tenantId" = \(tenant)::text::uuid AND "index" = \(Int64(index))
      """,
      as: String.self
    )
  }
}

/// Runs the body with sealed logs of two tenants: so many batches of ten numbers each.
func withAuditWorld(batches: Int = 3, _ body: (AuditWorld) async throws -> Void) async throws {
  let template: TestDatabase = try #require(AuditLogsTrait.template)
  try await withTestDatabase(from: template) { database in
    let superuser = try await database.connect()
    defer { superuser.close() }
    let root = FilePath("/tmp").appending("heartly-audit-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(atPath: root.string) }
    let world = AuditWorld(database: database, superuser: superuser, root: root)
    let made = try await Program(
      arguments: ["audit", "keygen", "--name", "example.org/audit", "--output", world.keyFile]
    ).run()
    try #require(made.status == .exited(0), "\(made.error)")
    for batch in 0..<batches {
      try await world.write(10, from: batch * 10)
      try await world.seal()
    }
    try await body(world)
  }
}
