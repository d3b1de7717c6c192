import Access
import CareFixture
import Postgres
import Store
import TestDatabase
import TestSupport
import Testing

@Suite struct IdempotencyTests {
  let sunrise = Organisation.sunriseCare

  private func client(_ uci: String) -> String {
    """
    {"facilityId": "\(sunrise.oakHouse)", "firstName": "A", "lastName": "B",
     "birthDate": "1950-01-01", "uci": "\(uci)"}
    """
  }

  private func create(
    _ uci: String,
    _ api: ServedAPI,
    key: String,
    as person: Person = .olivia
  ) async throws -> WireAnswer {
    try await api.send(
      "POST",
      "/v1/clients",
      as: person,
      headers: ["Idempotency-Key: \(key)"],
      json: client(uci)
    )
  }

  @Test func `a request that is sent again makes nothing more, and gets its first answer`()
    async throws
  {
    try await ServedAPI.with { api in
      let first = try await create("ZZ0001", api, key: "\"k1\"")
      #expect(first.status == 201)
      // What became of the thing meanwhile is another question.
      let path = try #require(first["location"])
      let made = try #require(ID<Client>(path.split(separator: "/").last ?? ""))
      let removed = try await api.send("DELETE", path)
      #expect(removed.status == 204)
      let again = try await create("ZZ0001", api, key: "k1")
      #expect(again.comparable == first.comparable)
      let other = try await create("ZZ0002", api, key: "k1")
      #expect(other.status == 409)
      #expect(other.text.contains("/idempotency-mismatch"))
      let others = try await create("ZZ0002", api, key: "k1", as: .adam)
      #expect(others.status == 201)
      let foreign = try await api.send(
        "POST",
        "/v1/clients",
        of: .harborHomes,
        headers: ["Idempotency-Key: k1"],
        json: client("ZZ0003").replacing(
          "\(sunrise.oakHouse)",
          with: "\(Organisation.harborHomes.oakHouse)"
        )
      )
      #expect(foreign.status == 201)
      let all = try await api.list("SELECT uci FROM client WHERE uci LIKE 'ZZ%' ORDER BY uci")
      #expect(all == ["ZZ0001", "ZZ0002", "ZZ0003"])
      let kept = try await api.list("SELECT k::text FROM heartly.idempotency_key k")
      #expect(kept.count == 3)
      #expect(kept.allSatisfy { !$0.contains("ZZ") })
      let log = try await api.list(
        """
        SELECT concat_ws(' ', outcome, details ->> 'claim', "clientId" = \(made))
        FROM user_action_audit_log WHERE action = 'CREATE' AND "userId" = \(sunrise.person(.olivia))
        ORDER BY created_at
        """
      )
      #expect(log == ["SUCCESS NEW t", "SUCCESS REPLAY t", "FAILURE MISMATCH t"])
    }
  }

  @Test(arguments: [
    ("/v1/facilities", FacilityRouteTests.birch),
    ("/v1/users", #"{"firstName": "A", "lastName": "B", "username": "c"}"#),
  ]) func `facilities and people are made once, too`(path: String, json: String) async throws {
    try await ServedAPI.with { api in
      let headers = ["Idempotency-Key: k1"]
      let first = try await api.send("POST", path, headers: headers, json: json)
      #expect(first.status == 201)
      let again = try await api.send("POST", path, headers: headers, json: json)
      #expect(again.comparable == first.comparable)
      let without = try await api.send("POST", path, json: json)
      #expect(without.status == 409)
      let read = try await api.send("GET", try #require(first["location"]))
      #expect(read.body == first.body)
    }
  }

  @Test func `a request that failed leaves its key free`() async throws {
    try await ServedAPI.with { api in
      let taken = try await create("UCI0001", api, key: "k1")
      #expect(taken.status == 409)
      let free = try await create("ZZ0001", api, key: "k1")
      #expect(free.status == 201)
    }
  }

  @Test func `many at once make one thing`() async throws {
    try await ServedAPI.with { api in
      let answers = try await withThrowingTaskGroup(of: WireAnswer.self) { group in
        for _ in 1...8 { group.addTask { try await create("ZZ0001", api, key: "k1") } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.allSatisfy { $0.status == 201 || $0.status == 409 })
      #expect(Set(answers.filter { $0.status == 201 }.map(\.text)).count == 1)
      let made = try await api.list("SELECT uci FROM client WHERE uci = 'ZZ0001'")
      #expect(made.count == 1)
    }
  }

  @Test func `nobody waits for a first request that is still under way`() async throws {
    try await ServedAPI.with { api in
      let connection = try await api.database.connect(as: "heartly_app")
      defer { connection.close() }
      try await connection.transaction { connection in
        try await connection.execute(
          """
          SELECT FROM heartly.begin_request(\(sunrise.id), \(sunrise.secret(of: .olivia)),
            gen_random_uuid(), NULL)
          """
        )
        try await connection.execute(
          "SELECT FROM heartly.claim_idempotency_key('k1', sha256('x'), gen_random_uuid())"
        )
        let answer = try await create("ZZ0001", api, key: "k1")
        #expect(answer.status == 409)
        #expect(answer.text.contains("still under way"))
        let others = try await create("ZZ0001", api, key: "k1", as: .adam)
        #expect(others.status == 201)
      }
    }
  }

  @Test func `a key is forgotten after a day`() async throws {
    try await ServedAPI.with { api in
      let first = try await create("ZZ0001", api, key: "k1")
      #expect(first.status == 201)
      _ = try await create("ZZ0002", api, key: "k2")
      let connection = try await api.database.connect()
      defer { connection.close() }
      try await connection.execute(
        "UPDATE heartly.idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'k1'"
      )
      let late = try await create("ZZ0003", api, key: "k1")
      #expect(late.status == 201)
      try await connection.execute(
        "UPDATE heartly.idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'k1'"
      )
      let runtime = try await api.database.connect(as: "heartly_app")
      defer { runtime.close() }
      let expired = try await runtime.value(
        "SELECT heartly.expire_idempotency_keys()",
        as: Int64.self
      )
      #expect(expired == 1)
      let left = try await api.list("SELECT key FROM heartly.idempotency_key")
      #expect(left == ["k2"])
    }
  }

  @Test(arguments: [["\"\""], [""], [String(repeating: "k", count: 256)], ["a", "b"], ["a\"b"]])
  func `what is no key is refused`(keys: [String]) async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "POST",
        "/v1/clients",
        headers: keys.map { "Idempotency-Key: \($0)" },
        json: client("ZZ0001")
      )
      #expect(answer.status == 400)
    }
  }
}
