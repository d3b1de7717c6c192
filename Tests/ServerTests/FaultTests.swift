import Access
import CareFixture
import Foundation
import NIOCore
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// What happens to requests when something breaks under a server that runs.
@Suite(.serialized) struct FaultTests {
  let sunrise = Organisation.sunriseCare

  @Test func `sessions that end under load give no wrong answer, and new ones come at once`()
    async throws
  {
    try await ServedProcess.with("user-rate=0", "tenant-rate=0") { server in
      let token = try await server.token(of: .olivia)
      let right = try await HTTPProbe.get("/v1/clients", on: server.port, token: token).body
      let operatorSession = try await server.connect()
      defer { operatorSession.close() }
      let load = load(on: server.port, token: token, expecting: right)
      for _ in 0..<5 {
        try await operatorSession.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND usename = 'heartly_app'
          """
        )
        // The next ones are not ended before they are there.
        try await wait(for: "new sessions") {
          try await operatorSession.query(
            """
            SELECT count(*) > 0 FROM pg_stat_activity
            WHERE datname = current_database() AND usename = 'heartly_app'
            """
          ).only().decode(0, as: Bool.self)
        }
      }
      let ended = ContinuousClock.now
      try await wait(for: "an answer", within: .seconds(30)) {
        try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status == 200
      }
      #expect(ContinuousClock.now - ended < .seconds(5))
      load.cancel()
      let statuses = try await load.value
      #expect(statuses.isSubset(of: [200, 503]), "\(statuses)")
    }
  }

  @Test func `PostgreSQL may be restarted under load`() async throws {
    try await withDirectory { directory in
      let cluster = "/tmp/heartly-restart-\(UInt32.random(in: 0 ... .max))"
      func heartly(_ arguments: String...) async throws -> String {
        let ended = try await ServedProcess.heartly(
          arguments + ["--cluster-directory", cluster]
        )
        try #require(ended.status == .exited(0), "\(ended.error)")
        return ended.output.trimmingCharacters(in: .newlines)
      }
      let address = try await heartly("cluster", "start").split(separator: "\n").last
      let outcome: Result<Void, any Error>
      do {
        _ = try await heartly("migrate", "up", "--directory", Checkout.migrations.string)
        let tenant = try await heartly("tenant", "create", "Willow Care")
        let owner = try await heartly(
          "user",
          "create",
          "--tenant",
          tenant,
          "--role",
          "owner",
          "--username",
          "o",
          "--first-name",
          "Olivia",
          "--last-name",
          "Lee"
        )
        let token = try await heartly(
          "token",
          "issue",
          "--tenant",
          tenant,
          "--user",
          owner,
          "--token-key",
          "\(directory)/token.pem"
        )
        let settings = [
          "port=0", "metrics-port=0", "token-key=\(directory)/token.pem", "user-rate=0",
          "cursor-key=\(directory)/cursor.key",
        ]
        let arguments =
          ["serve", "--cluster-directory", cluster, "--directory", Checkout.migrations.string]
          + settings.flatMap { ["--set", $0] }
        try await ServedProcess.run(
          arguments,
          on: String(try #require(address)),
          in: directory
        ) { server in
          let load = load(
            on: server.port,
            token: token,
            expecting: #"{"items":[],"next":null}"#
          )
          _ = try await ServedProcess.heartly(["cluster", "stop", "--cluster-directory", cluster])
          #expect(try await HTTPProbe.get("/health/ready", on: server.port).status == 503)
          _ = try await ServedProcess.heartly(["cluster", "start", "--cluster-directory", cluster])
          let started = ContinuousClock.now
          try await wait(for: "an answer", within: .seconds(30)) {
            try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status == 200
          }
          #expect(ContinuousClock.now - started < .seconds(5))
          load.cancel()
          let statuses = try await load.value
          #expect(statuses.isSubset(of: [200, 503]), "\(statuses)")
        }
        outcome = .success(())
      } catch {
        outcome = .failure(error)
      }
      _ = try await ServedProcess.heartly(["cluster", "stop", "--cluster-directory", cluster])
      try FileManager.default.removeItem(atPath: cluster)
      try outcome.get()
    }
  }

  @Test func `a slow statement ends in time, with 504`() async throws {
    try await ServedProcess.with("statement-timeout=500ms") { server in
      let token = try await server.token(of: .olivia)
      let blocker = try await server.connect()
      defer { blocker.close() }
      try await blocker.execute("BEGIN")
      try await blocker.execute("LOCK TABLE client IN ACCESS EXCLUSIVE MODE")
      let answer = try await HTTPProbe.get("/v1/clients", on: server.port, token: token)
      #expect(answer.status == 504)
      try await blocker.execute("COMMIT")
      #expect(try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status == 200)
    }
  }

  @Test func `one organisation cannot take all sessions`() async throws {
    try await ServedProcess.with(
      "pool-connections=4",
      "tenant-concurrent-requests=3",
      "tenant-waiting-requests=2",
      "user-rate=0"
    ) { server in
      let mine = try await server.token(of: .olivia)
      let theirs = try await server.token(of: .olivia, of: .harborHomes)
      // A lock on one organisation's row holds up that organisation alone.
      let blocker = try await server.connect()
      defer { blocker.close() }
      try await blocker.execute("BEGIN")
      try await blocker.execute(
        "SELECT FROM client WHERE \"tenantId\" = \(sunrise.id.uuid) FOR UPDATE"
      )
      let held = (0..<5).map { _ in
        Task {
          try await HTTPProbe.send(
            "DELETE",
            "/v1/clients/\(sunrise.jose)",
            on: server.port,
            token: mine
          ).status
        }
      }
      try await server.waits(for: 3)
      try await wait(for: "the offender to be told") {
        try await HTTPProbe.get("/v1/clients", on: server.port, token: mine).status == 503
      }
      for _ in 0..<20 {
        let other = try await HTTPProbe.get("/v1/clients", on: server.port, token: theirs)
        #expect(other.status == 200)
      }
      try await blocker.execute("COMMIT")
      for task in held {
        let status = try await task.value
        #expect([204, 404].contains(status))
      }
    }
  }

  @Test func `a caller who goes takes the statement along`() async throws {
    try await ServedProcess.with { server in
      let token = try await server.token(of: .olivia)
      let blocker = try await server.connect()
      defer { blocker.close() }
      try await blocker.execute("BEGIN")
      try await blocker.execute("LOCK TABLE client IN ACCESS EXCLUSIVE MODE")
      let caller = Task {
        try await HTTPProbe.connected(to: server.port) { inbound, outbound in
          try await outbound.write(
            ByteBuffer(string: HTTPProbe.request("GET", "/v1/clients", token: token))
          )
          try await server.waits(for: 1)
        }
      }
      try await caller.value
      try await server.waits(for: 0)
      try await blocker.execute("COMMIT")
      #expect(try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status == 200)
    }
  }

  @Test(arguments: [
    #"REVOKE INSERT ON user_action_audit_log FROM heartly_app"#,
    #"ALTER TABLE user_action_audit_log ADD CONSTRAINT broken CHECK (action = '') NOT VALID"#,
  ]) func `what cannot be recorded is not done, and not shown`(change: String) async throws {
    try await ServedProcess.with { server in
      let token = try await server.token(of: .olivia)
      #expect(try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status == 200)
      let operatorSession = try await server.connect()
      defer { operatorSession.close() }
      try await operatorSession.execute(SQLScript(text: change))
      let read = try await HTTPProbe.get("/v1/clients", on: server.port, token: token)
      #expect(read.status == 500)
      #expect(!read.body.contains("José"))
      let removal = try await HTTPProbe.send(
        "DELETE",
        "/v1/clients/\(sunrise.jose)",
        on: server.port,
        token: token
      )
      #expect(removal.status == 500)
      let isThere: Bool = try await operatorSession.query(
        "SELECT deleted_at IS NULL FROM client WHERE id = \(sunrise.jose.uuid)"
      ).only().decode(0)
      #expect(isThere)
      let numbers = try await HTTPProbe.get("/metrics", on: server.metricsPort).body
      #expect(!numbers.contains("heartly_audit_failures_total 0"))
    }
  }

  @Test func `too much is turned away at once, and what follows is served`() async throws {
    try await ServedProcess.with("concurrent-requests=2", "user-rate=0") { server in
      let token = try await server.token(of: .olivia)
      let blocker = try await server.connect()
      defer { blocker.close() }
      try await blocker.execute("BEGIN")
      try await blocker.execute("LOCK TABLE client IN ACCESS EXCLUSIVE MODE")
      let held = (0..<2).map { _ in
        Task { try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status }
      }
      try await server.waits(for: 2)
      let shed = try await HTTPProbe.get("/v1/clients", on: server.port, token: token)
      #expect(shed.status == 503)
      #expect(shed.headers["retry-after"] == "1")
      #expect(try await HTTPProbe.get("/health/live", on: server.port).status == 200)
      try await blocker.execute("COMMIT")
      for task in held { #expect(try await task.value == 200) }
      #expect(try await HTTPProbe.get("/v1/clients", on: server.port, token: token).status == 200)
    }
  }

  @Test func `a thousand connections may stand idle`() async throws {
    try await ServedProcess.with { server in
      let token = try await server.token(of: .olivia)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let (opened, open) = AsyncStream.makeStream(of: Void.self)
        for _ in 0..<1_000 {
          group.addTask {
            try await HTTPProbe.connected(to: server.port) { inbound, _ in
              open.yield()
              for try await _ in inbound {}
            }
          }
        }
        var count = 0
        for await _ in opened {
          count += 1
          if count == 1_000 { break }
        }
        let list = try await HTTPProbe.get("/v1/clients", on: server.port, token: token)
        #expect(list.status == 200)
        group.cancelAll()
        while let outcome = await group.nextResult() { _ = outcome }
      }
    }
  }
}
