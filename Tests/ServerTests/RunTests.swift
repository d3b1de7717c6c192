import Access
import CareFixture
import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// What the running server answers beside the data, and how it ends.
@Suite struct RunTests {
  let sunrise = Organisation.sunriseCare

  @Test func `health, keys, numbers and the log`() async throws {
    let ended = try await ServedProcess.with { server in
      #expect(try await HTTPProbe.get("/health/live", on: server.port).status == 200)
      let keys = try await HTTPProbe.get("/auth/jwt/jwks.json", on: server.port)
      #expect(keys.body.contains(#""kty":"RSA""#))
      let token = try await server.token(of: .olivia)
      let list = try await HTTPProbe.get("/v1/clients", on: server.port, token: token)
      #expect(list.status == 200)
      #expect(list.headers["ratelimit"]?.contains(#""user";r="#) == true)
      #expect(try await HTTPProbe.get("/metrics", on: server.port).status == 404)
      let numbers = try await HTTPProbe.get("/metrics", on: server.metricsPort).body
      #expect(
        numbers.contains(
          #"http_server_request_duration_seconds_count{method="GET",route="/v1/clients",status="200"} 1"#
        )
      )
      #expect(numbers.contains("heartly_pool_leased "))
      #expect(numbers.contains("heartly_audit_failures_total 0"))
    }
    #expect(ended.status == .exited(0))
    let line = try #require(
      ended.output.split(separator: "\n").first { $0.contains(#""route":"/v1/clients""#) }
    )
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    )
    #expect(document["tenant"] as? String == "\(sunrise.id)")
    #expect(document["status"] as? Int == 200)
    #expect(document["microseconds"] as? Int ?? 0 > 0)
    let told = ended.output.split(separator: "\n").filter { $0.contains(#""message":"request""#) }
    for word in ["José", "O'Brien", "127.0.0.1", "Bearer"] {
      #expect(!told.contains { $0.contains(word) })
    }
  }

  @Test func `somebody who tries identifiers is told of, once`() async throws {
    let ended = try await ServedProcess.with("not-found-alarm=5") { server in
      let token = try await server.token(of: .sam)
      for _ in 0..<12 {
        let answer = try await HTTPProbe.get(
          "/v1/clients/\(ID<Client>.new())",
          on: server.port,
          token: token
        )
        #expect(answer.status == 404)
      }
      let numbers = try await HTTPProbe.get("/metrics", on: server.metricsPort).body
      #expect(numbers.contains("heartly_not_found_alarms_total 1\n"))
    }
    let told = ended.output.split(separator: "\n").filter { $0.contains(#""level":"warning""#) }
    #expect(told.count == 1)
    #expect(told.first?.contains(#""user":"\#(sunrise.person(.sam))""#) == true)
  }

  @Test func `SIGTERM takes readiness away, serves what came, and ends`() async throws {
    let ended = try await ServedProcess.with("drain-delay=1s", isEndedByBody: true) { server in
      let token = try await server.token(of: .olivia)
      let blocker = try await server.connect()
      defer { blocker.close() }
      try await blocker.execute("BEGIN")
      try await blocker.execute("LOCK TABLE client IN ACCESS EXCLUSIVE MODE")
      async let slow = HTTPProbe.get("/v1/clients", on: server.port, token: token)
      try await server.waits(for: 1)
      kill(server.processID, SIGTERM)
      try await wait(for: "readiness to go") {
        try await HTTPProbe.get("/health/ready", on: server.port).status == 503
      }
      #expect(try await HTTPProbe.get("/health/live", on: server.port).status == 200)
      try await wait(for: "the end of accepting") {
        (try? await HTTPProbe.get("/health/live", on: server.port)) == nil
      }
      try await blocker.execute("COMMIT")
      #expect(try await slow.status == 200)
    }
    #expect(ended.status == .exited(0))
  }

  @Test func `the server ends with its supervisor`() async throws {
    try await ServedProcess.with { server in
      kill(server.processID, SIGKILL)
      try await wait(for: "the server to end") {
        (try? await HTTPProbe.get("/health/live", on: server.port)) == nil
      }
    }
  }

  @Test func `what was done is sealed beside the server, and its log has partitions`() async throws
  {
    try await withDirectory { directory in
      let key = "\(directory)/audit-key"
      let made = try await ServedProcess.heartly(["audit", "keygen", "--output", key])
      try #require(made.status == .exited(0), "\(made.error)")
      try await ServedProcess.with(
        "audit-key=\(key)",
        "audit-checkpoints=\(directory)/audit",
        "audit-every=200ms"
      ) { server in
        let token = try await server.token(of: .olivia)
        #expect(try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status == 200)
        let connection = try await server.connect()
        defer { connection.close() }
        try await wait(for: "the request's row to be sealed") {
          try await connection.query(
            """
            SELECT EXISTS (SELECT FROM audit_entry e JOIN user_action_audit_log a ON a.id = e."entryId"
              WHERE a."tenantId" = \(Organisation.sunriseCare.id.uuid) AND a.action = 'LIST')
            """
          ).only().decode(0, as: Bool.self)
        }
        try await wait(for: "this month's partition") {
          try await connection.query(
            "SELECT to_regclass(to_char(now(), '\"user_action_audit_log_\"YYYY_MM')) IS NOT NULL"
          ).only().decode(0, as: Bool.self)
        }
        #expect(FileManager.default.fileExists(atPath: "\(directory)/audit"))
      }
    }
  }

  @Test func `a guard that goes while it runs ends the answers, and they come back`() async throws {
    try await ServedProcess.with("isolation-every=500ms") { server in
      let token = try await server.token(of: .olivia)
      let operatorSession = try await server.connect()
      defer { operatorSession.close() }
      func status() async throws -> Int {
        try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status
      }
      try await operatorSession.execute("ALTER TABLE client NO FORCE ROW LEVEL SECURITY")
      try await wait(for: "503") { try await status() == 503 }
      #expect(try await HTTPProbe.get("/health/ready", on: server.port).status == 503)
      try await operatorSession.execute("ALTER TABLE client FORCE ROW LEVEL SECURITY")
      try await wait(for: "200") { try await status() == 200 }
    }
  }
}

extension ServedProcess {
  /// Waits until so many of the server's sessions wait in the database.
  func waits(for sessions: Int64) async throws {
    let connection = try await connect()
    defer { connection.close() }
    try await wait(for: "\(sessions) sessions to wait") {
      try await connection.query(
        """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
          AND usename = 'heartly_app' AND state = 'active' AND wait_event_type IN ('Lock', 'Timeout')
        """
      ).only().decode(0, as: Int64.self) == sessions
    }
  }
}
