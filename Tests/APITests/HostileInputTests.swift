import API
import Access
import CareFixture
import Foundation
import Postgres
import Testing

/// Cases 49 and 56 of the attacks: what is written to be read in two ways, or not at all.
@Suite struct HostileInputTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes

  /// The body of a client with a member that stands as it is given.
  private func client(_ member: String) -> String {
    let usual = [
      "facilityId": "\(sunrise.oakHouse)", "firstName": "Ana", "lastName": "Lee",
      "birthDate": "1944-02-29", "uci": "ABC123",
    ]
    let others = usual.filter { !member.hasPrefix("\"\($0.key)\"") }
    return "{" + others.map { "\"\($0.key)\": \"\($0.value)\", " }.joined() + member + "}"
  }

  private func raw(_ lines: [String], body: [UInt8] = [], on api: ServedAPI) async throws -> Int {
    let token = try await api.token(of: .olivia)
    let head = lines + ["Authorization: Bearer \(token)", "Connection: close", "", ""]
    let bytes = Array(head.joined(separator: "\r\n").utf8) + body
    return try WireAnswer(try await Wire.send(bytes, to: api.port)).status
  }

  @Test(arguments: [
    #""uci": "A1B2C3", "uci": "A1B2C4""#, #""uci": 1e400"#, #""uci": "\ud800""#,
    #""uci": "\u0000""#, #""birthDate": "2024-02-30""#, #""birthDate": "10000-01-01""#,
    #""lastName": "\#("a\u{202E}b")""#, #""tenantId": "x""#, #""uci": "AB\#("\u{200B}")1234""#,
  ]) func `a body with two readings or none is refused`(member: String) async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send("POST", "/v1/clients", json: client(member))
      #expect([400, 422].contains(answer.status), "\(answer.status)")
      #expect(try await api.list("SELECT count(*)::text FROM client") == ["8"])
    }
  }

  @Test func `bytes that are no UTF-8, ten megabytes and ten thousand levels are refused`()
    async throws
  {
    try await ServedAPI.with { api in
      func post(_ body: [UInt8]) async throws -> Int {
        try await raw(
          [
            "POST /v1/clients HTTP/1.1", "Host: a", "Content-Type: application/json",
            "Content-Length: \(body.count)",
          ],
          body: body,
          on: api
        )
      }
      let broken = try await post(
        Array(#"{"firstName": ""#.utf8) + [0xC3, 0x28] + Array("\"}".utf8)
      )
      #expect(broken == 400)
      let deep = try await post([UInt8](repeating: UInt8(ascii: "["), count: 10_000))
      #expect(deep == 400)
      let long = try await post([UInt8](repeating: UInt8(ascii: " "), count: 70_000))
      #expect(long == 413)
    }
  }

  @Test func `names are kept as they are written, however they are composed`() async throws {
    try await ServedAPI.with { api in
      for (index, name) in ["Jos\u{E9}", "Jose\u{301}", "日本", "O'Brien", "<script>", "=cmd()"]
        .enumerated()
      {
        let made = try await api.send(
          "POST",
          "/v1/clients",
          json: client(#""lastName": "\#(name)""#)
            .replacing("ABC123", with: "NAME0\(index)")
        )
        #expect(made.status == 201)
        let kept = try made.json["lastName"] as? String
        #expect(kept.map { Array($0.unicodeScalars) } == Array(name.unicodeScalars))
      }
    }
  }

  @Test func `headers that mean to be somebody else are ignored`() async throws {
    try await ServedAPI.with { api in
      let path = "/v1/clients/\(sunrise.jose)"
      let plain = try await api.send("GET", path)
      for header in [
        "X-Tenant-Id: \(harbor.id)", "X-HTTP-Method-Override: DELETE",
        "X-Method: DELETE",
        "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Host: evil.example", "X-Original-URL: /v1/x",
        "X-Rewrite-URL: /v1/tenant", "X-Forwarded-Proto: https",
        "Forwarded: for=10.0.0.1;proto=https",
        "X-Real-IP: 10.0.0.1", "X-User-Id: \(harbor.person(.olivia))", "X-Role: OWNER",
        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "X-Request-Id: 01900000-0000-7000-8000-000000000001",
      ] {
        let answer = try await api.send("GET", path, headers: [header])
        #expect(answer.comparable == plain.comparable)
        #expect(answer["x-request-id"] != "01900000-0000-7000-8000-000000000001")
      }
      #expect(
        try await api.list(
          "SELECT DISTINCT host(\"ipAddress\") FROM user_action_audit_log WHERE \"ipAddress\" IS NOT NULL"
        ) == ["127.0.0.1"]
      )
    }
  }

  @Test(
    arguments: [
      ["Authorization: Bearer x"], ["If-Match: *", "If-Match: *"], ["Host: other.example"],
      ["Content-Type: application/json", "Content-Type: text/plain"],
      ["Content-Length: 0", "Content-Length: 5"],
      ["Content-Length: 5", "Transfer-Encoding: chunked"], ["Transfer-Encoding: chunked, identity"],
      ["Content-Length: +0"], ["X\u{0}: a"], [" folded: a"],
      ["X-Long: " + String(repeating: "a", count: 40_000)],
    ] + [(0..<200).map { "X-\($0): a" }]
  ) func `a head with two readings is refused`(
    headers: [String]
  ) async throws {
    try await ServedAPI.with { api in
      let status = try await raw(
        ["DELETE /v1/clients/\(sunrise.jose) HTTP/1.1", "Host: a"] + headers,
        on: api
      )
      #expect([400, 401, 413, 431].contains(status), "\(status)")
      #expect(
        try await api.list(
          "SELECT (deleted_at IS NULL)::text FROM client WHERE id = \(sunrise.jose.uuid)"
        )
          == ["true"]
      )
    }
  }

  @Test func `a path is read in one way`() async throws {
    try await ServedAPI.with { api in
      for path in [
        "//v1/clients", "/v1//clients", "/v1/./clients", "/v1/x/../clients", "/v1/%63lients",
        "/v1/clients%2e", "/V1/clients", "/v1/clients;a=b", "/v1\\clients",
        "/v1/clients/%2e%2e/users", "/v1/clients/..%2fusers", "/v1/users/../clients",
        "/v1/clients/.", "/v1/clients/..", "*", "/v1/clients%00", "/v1/clients\u{0}",
        "/v1/clients\u{1}", "/v1/clients#x", "/v1/clients%0d%0aX:1", "/%2fv1/clients",
        "v1/clients", "/v1/clients\u{9}",
      ] {
        let status = try await api.send("GET", path).status
        #expect([400, 404].contains(status), "\(path)")
      }
      // A proxy's form (RFC 9112, section 3.2.2): whose name stands in it does not matter.
      let path = "/v1/clients/\(sunrise.jose)"
      let plain = try await api.send("GET", path)
      let whole = try await api.send("GET", "http://evil.example\(path)")
      #expect(whole.comparable == plain.comparable)
    }
  }

  @Test func `a query is read in one way`() async throws {
    try await ServedAPI.with { api in
      for query in [
        "limit=1&limit=2", "limit=1&%6cimit=2", "limit=1;limit=2", "limit=%zz", "limit=%",
        "limit=1%00", "limit=1%26limit=2", "limit[]=1", "LIMIT=1", "limit=%ff", "limit=+1",
        "limit=0x1", "limit=-1",
      ] {
        let status = try await api.send("GET", "/v1/clients?\(query)").status
        #expect([400, 422].contains(status), "\(query)")
      }
    }
  }
}
