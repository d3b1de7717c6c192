import Access
import CareFixture
import Foundation
import Postgres
import TestDatabase
import Testing

/// Case 53 of the attacks: no space is left for the audit log.
@Suite struct DiskFullTests {
  let sunrise = Organisation.sunriseCare

  @Test(.enabled("a mount can be made here") { await TinyDisk.canBeMade() })
  func `what there is no space to record is not done and not shown, until there is space again`()
    async throws
  {
    try await ServedProcess.with("user-rate=0", "tenant-rate=0") { server in
      let token = try await server.token(of: .olivia)
      func get() async throws -> HTTPProbe.Answer {
        try await HTTPProbe.get("/v1/clients", on: server.port, token: token)
      }
      #expect(try await get().status == 200)
      let connection = try await server.connect()
      defer { connection.close() }
      let partition: String = try await connection.query(
        "SELECT DISTINCT tableoid::regclass::text FROM user_action_audit_log"
      ).only().decode(0)
      var shown = 1
      try await TinyDisk.with(partition, on: connection) { disk in
        try disk.fill()
        // The last page of the log has room for some rows more.
        var answer = try await get()
        while answer.status == 200 {
          shown += 1
          try #require(shown < 1_000)
          answer = try await get()
        }
        for _ in 0..<10 {
          #expect(answer.status == 503)
          #expect(answer.headers["retry-after"] != nil)
          #expect(!answer.body.contains("O'Brien") && !answer.body.contains("pg_tblspc"))
          answer = try await get()
        }
        let removal = try await HTTPProbe.send(
          "DELETE",
          "/v1/clients/\(sunrise.jose)",
          on: server.port,
          token: token
        )
        #expect(removal.status == 503)
        let isThere: Bool = try await connection.query(
          "SELECT deleted_at IS NULL FROM client WHERE id = \(sunrise.jose.uuid)"
        ).only().decode(0)
        #expect(isThere)
        #expect(try await HTTPProbe.get("/health/live", on: server.port).status == 200)
        try disk.empty()
        #expect(try await get().status == 200)
        shown += 1
      }
      // One row for each answer that was given, none for the others.
      let rows: Int64 = try await connection.query(
        "SELECT count(*) FROM user_action_audit_log WHERE action = 'LIST'"
      ).only().decode(0)
      #expect(rows == Int64(shown))
    }
  }
}
