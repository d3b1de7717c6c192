import Access
import CareFixture
import Postgres
import Testing

@Suite struct AuditRouteTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes

  private func items(_ answer: WireAnswer) throws -> [[String: Any]] {
    let page = try answer.json
    return page["items"] as? [[String: Any]] ?? []
  }

  @Test func `who saw and changed a client is told, and that it was asked`() async throws {
    try await ServedAPI.with { api in
      let path = "/v1/clients/\(sunrise.jose)"
      _ = try await api.send("GET", path, as: .sam)
      _ = try await api.send("GET", "/v1/clients", as: .cora)
      _ = try await api.send("GET", "/v1/clients", as: .petra)
      _ = try await api.send(
        "PATCH",
        path,
        as: .sam,
        headers: ["If-Match: *"],
        json: #"{"phone": "+15305550100"}"#
      )
      let history = try await api.send("GET", "\(path)/history")
      #expect(history.status == 200)
      let entries = try items(history)
      let told = entries.map { entry in
        ["log", "action", "userId"].map { entry[$0] as? String ?? "-" }.joined(separator: " ")
      }
      let sam = sunrise.person(.sam)
      #expect(Set(told.prefix(2)) == ["actions UPDATE \(sam)", "changes UPDATE \(sam)"])
      #expect(
        told.dropFirst(2) == [
          "actions LIST \(sunrise.person(.cora))", "actions READ \(sam)", "changes INSERT -",
        ]
      )
      let again = try await api.send("GET", "\(path)/history?limit=1")
      let first = try items(again)
      #expect(first.map { $0["action"] as? String } == ["READ_AUDIT"])
      let next = try #require(try again.json["next"] as? String)
      let second = try await api.send("GET", "\(path)/history?limit=5&cursor=\(next)")
      let rest = try items(second)
      #expect(rest.count == 5)
      let own = try await api.send("GET", "\(path)/history", as: .cora)
      #expect(try items(own).map { $0["action"] as? String } == ["LIST"])
      for foreign in [sunrise.akira, harbor.jose, .new()] {
        let answer = try await api.send("GET", "/v1/clients/\(foreign)/history", as: .adam)
        #expect(answer.status == 404)
      }
    }
  }

  @Test func `each role reads its part of the log, by each filter`() async throws {
    try await ServedAPI.with { api in
      for person in [Person.olivia, .adam, .sam, .petra] {
        _ = try await api.send("GET", "/v1/clients/\(sunrise.akira)", as: person)
        _ = try await api.send("GET", "/v1/clients/\(sunrise.jose)", as: person)
      }
      _ = try await api.send("GET", "/v1/clients/\(harbor.jose)", of: harbor)
      func count(_ query: String, as person: Person) async throws -> Int {
        let answer = try await api.send("GET", "/v1/audit/actions?action=READ\(query)", as: person)
        return try items(answer).count
      }
      let owner = try await count("", as: .olivia)
      #expect(owner == 8)
      let admin = try await count("", as: .adam)
      #expect(admin == 4)
      let staff = try await count("", as: .sam)
      #expect(staff == 2)
      for (query, number) in [
        ("&userId=\(sunrise.person(.sam))", 2), ("&clientId=\(sunrise.jose)", 4),
        ("&facilityId=\(sunrise.pineHouse)", 2), ("&clientId=\(harbor.jose)", 0),
        ("&from=2020-01-01T00:00:00Z&to=2020-12-31T00:00:00Z", 0),
      ] {
        let found = try await count(query, as: .olivia)
        #expect(found == number, "\(query)")
      }
      let changes = try await api.send("GET", "/v1/audit/changes?operation=INSERT&limit=200")
      #expect(try items(changes).count == 27)
      let hers = try await api.send("GET", "/v1/audit/changes?clientId=\(sunrise.jose)", as: .adam)
      #expect(try items(hers).map { $0["table"] as? String } == ["client"])
      let read = try await api.list(
        """
        SELECT concat_ws(' ', action, outcome, details ->> 'log', details ->> 'rows')
        FROM user_action_audit_log WHERE action = 'READ_AUDIT' AND "userId" = \(sunrise.person(.sam))
        """
      )
      #expect(read == ["READ_AUDIT SUCCESS actions 2"])
    }
  }

  @Test(arguments: [
    "from=yesterday", "from=2026-01-01", "from=2026-01-01t00:00:00z", "userId=1", "sort=userId",
    "fields=details", "limit=201", "to=2026-02-30T00:00:00Z", "to=2026-01-01T23:59:60Z",
    "action=read",
    "action=", "action=READ_", "facilityId=",
  ]) func `a question that cannot be answered is refused`(query: String) async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send("GET", "/v1/audit/actions?\(query)")
      #expect(answer.status == 422)
    }
  }

  @Test func `a period is never longer than the longest, and the answer says which it was`()
    async throws
  {
    try await ServedAPI.with { api in
      _ = try await api.send("GET", "/v1/clients/\(sunrise.jose)")
      let long = "from=2020-01-01T00:00:00Z&to=2022-01-01T02:00:00%2B02:00"
      let whole = "2020-12-31T00:00:00.000000Z/2022-01-01T00:00:00.000000Z"
      for path in [
        "/v1/audit/actions", "/v1/audit/changes", "/v1/audit/export",
        "/v1/clients/\(sunrise.jose)/history",
      ] {
        let answer = try await api.send("GET", "\(path)?\(long)")
        #expect(answer.status == 200, "\(path)")
        #expect(answer["audit-period"] == whole, "\(path)")
        let backwards = try await api.send(
          "GET",
          "\(path)?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"
        )
        #expect(backwards.status == 200, "\(path)")
        #expect(backwards.text.isEmpty || backwards.text == #"{"items":[],"next":null}"#, "\(path)")
        let invalid = try await api.send("GET", "\(path)?cursor=AAAA")
        #expect(invalid.status == 404, "\(path)")
      }
      // The years to come are no part of the longest period.
      let first = try await api.send(
        "GET",
        "/v1/audit/actions?limit=1&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59-23:59"
      )
      let page = try items(first)
      #expect(page.count == 1)
      let next = try #require(try first.json["next"] as? String)
      let second = try await api.send("GET", "/v1/audit/actions?cursor=\(next)")
      #expect(second["audit-period"] == first["audit-period"])
      #expect(second["audit-period"]?.hasSuffix("/10000-01-01T23:58:59.000000Z") == true)
    }
  }

  @Test func `an export is for those who may, and holds no formula`() async throws {
    try await ServedAPI.with { api in
      _ = try await api.send(
        "GET",
        "/v1/clients/\(sunrise.jose)",
        as: .sam,
        headers: ["User-Agent: =HYPERLINK(\"http://evil\")"]
      )
      for person in [Person.adam, .sam] {
        let answer = try await api.send("GET", "/v1/audit/export", as: person)
        #expect(answer.status == 403)
      }
      let csv = try await api.send("GET", "/v1/audit/export?format=csv&log=actions", as: .rita)
      #expect(csv["content-type"] == "text/csv; charset=utf-8; header=present")
      let lines = csv.text.split(separator: "\r\n")
      #expect(lines.first?.hasPrefix("id,createdAt,userId,action") == true)
      #expect(lines.contains { $0.hasSuffix(#","'=HYPERLINK(""http://evil"")""#) })
      let jsonl = try await api.send("GET", "/v1/audit/export?log=changes")
      #expect(jsonl["content-type"] == "application/jsonl")
      #expect(jsonl.text.split(separator: "\n").count == 27)
      #expect(jsonl["link"] == nil)
      let rows = try await api.list(
        """
        SELECT concat_ws(' ', outcome, details ->> 'log') FROM user_action_audit_log
        WHERE action = 'EXPORT_AUDIT' ORDER BY created_at
        """
      )
      #expect(rows == ["DENIED", "DENIED", "SUCCESS actions", "SUCCESS changes"])
    }
  }
}
