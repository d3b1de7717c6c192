import API
import Access
import CareFixture
import Postgres
import Testing

/// Case 49 of the attacks: bytes that a proxy in front would cut into other requests than the server does
/// (RFC 9112, section 11.2). A request that hides in another's body would be the next caller's.
@Suite struct SmugglingTests {
  let sunrise = Organisation.sunriseCare

  /// The answers' statuses, in order, to bytes in which a request to remove a client is hidden.
  private func statuses(
    _ head: String,
    _ body: (String) -> String = { $0 },
    on api: ServedAPI
  ) async throws -> [Int] {
    let token = try await api.token(of: .olivia)
    let hidden = """
      DELETE /v1/clients/\(sunrise.jose) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r
      Connection: close\r\n\r\n
      """
    let head = "\(head)\r\nAuthorization: Bearer \(token)\r\n\r\n"
    let answer = try await Wire.send(Array((head + body(hidden)).utf8), to: api.port)
    return Self.statuses(answer)
  }

  private static func statuses(_ answers: [UInt8]) -> [Int] {
    String(decoding: answers, as: UTF8.self).matches(of: /HTTP\/1\.1 (\d{3})/)
      .compactMap { Int($0.1) }
  }

  private func isThere(_ api: ServedAPI) async throws -> Bool {
    try await api.list(
      "SELECT (deleted_at IS NULL)::text FROM client WHERE id = \(sunrise.jose.uuid)"
    ) == ["true"]
  }

  @Test func `a length with two readings is refused, and what hides behind it is not done`()
    async throws
  {
    try await ServedAPI.with { api in
      for length in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked", "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: gzip, chunked\r\nContent-Length: 4",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: \u{B}chunked", "X: y\nTransfer-Encoding: chunked",
        "Transfer-Encoding:\r\n chunked", "Content-Length: 5, 5",
        "Content-Length: 5\r\nContent-Length: 6", "Content-Length: -1", "Content-Length: 1e1",
        "Content-Length: 0x5", "Content-Length: 99999999999999999999", "Content_Length: 5\r\n: x",
      ] {
        let found = try await statuses(
          "POST /v1/clients HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\(length)",
          { "0\r\n\r\n" + $0 },
          on: api
        )
        #expect(found == [400], "\(length)")
        #expect(try await isThere(api), "\(length)")
      }
    }
  }

  @Test func `a chunk with two readings is refused, and what hides behind it is not done`()
    async throws
  {
    var options = APIOptions()
    // For what could still be a body that is on its way.
    options.requestTimeLimit = .seconds(1)
    try await ServedAPI.with(options: options) { api in
      for size in ["-1", "0x1", "+5", "FFFFFFFFFFFFFFFFF", " 5", "g", "", "5\n", "5;\n"] {
        let found = try await statuses(
          "POST /v1/clients HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked",
          { "\(size)\r\n0\r\n\r\n" + $0 },
          on: api
        )
        #expect(found == [400] || found == [504], "\(size): \(found)")
        #expect(try await isThere(api), "\(size)")
      }
    }
  }

  @Test func `a body that nobody asked for is a body, and not the next request`() async throws {
    try await ServedAPI.with { api in
      let token = try await api.token(of: .olivia)
      let hidden = """
        DELETE /v1/clients/\(sunrise.jose) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r
        \r\n
        """
      for line in [
        "GET /v1/clients", "GET /v1/nothing", "PUT /v1/clients", "GET //v1", "HEAD /v1/clients",
        "POST /v1/clients", "GET /health/live", "OPTIONS /v1/clients",
      ] {
        let head = """
          \(line) HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r
          Authorization: Bearer \(token)\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n
          """
        try await WireSession.with(api.port) { session in
          _ = try await session.send(head + hidden, isHead: line.hasPrefix("HEAD"))
          do {
            let next = try await session.get("/health/live", token: token)
            #expect(next.text == #"{"status":"live"}"#, "\(line)")
          } catch is WireSession.Ended {
            // A connection whose rest nobody wants to read may end.
          }
        }
        #expect(try await isThere(api), "\(line)")
      }
    }
  }

  @Test func `requests that follow each other at once are answered in order, each by itself`()
    async throws
  {
    try await ServedAPI.with { api in
      let token = try await api.token(of: .olivia)
      let paths = ["/v1/clients", "/v1/nothing", "/v1/users/me", "/v1/clients?sort=x"]
      let heads = paths.enumerated().map { index, path in
        "GET \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
          + (index == paths.count - 1 ? "Connection: close\r\n\r\n" : "\r\n")
      }
      let answer = try await Wire.send(Array(heads.joined().utf8), to: api.port)
      #expect(Self.statuses(answer) == [200, 404, 200, 422])
    }
  }
}
