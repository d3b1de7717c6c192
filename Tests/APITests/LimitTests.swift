import Access
import CareFixture
import CoreMetrics
import Foundation
import HTTPTypes
import Testing

@testable import API

@Suite struct LimitTests {
  private let rate = Rate(perSecond: 2, burst: 3)

  @Test func `a bucket gives its burst, then its rate`() throws {
    let start = ContinuousClock.now
    var bucket = TokenBucket(try #require(rate), at: start)
    let first = (0..<4).map { _ in bucket.take(at: start) }
    #expect(first == [true, true, true, false])
    #expect(bucket.secondsToNext == 1)
    let later = (0..<2).map { _ in bucket.take(at: start + .milliseconds(500)) }
    #expect(later == [true, false])
    #expect(!bucket.isFull(at: start + .seconds(1)))
    #expect(bucket.isFull(at: start + .seconds(3)))
  }

  @Test func `a person's limit takes nothing from the colleagues`() throws {
    let limiter = RateLimiter(tenant: Rate(perSecond: 1, burst: 5), user: rate)
    let now = ContinuousClock.now
    let (tenant, one, other) = (ID<Tenant>.new(), ID<User>.new(), ID<User>.new())
    for _ in 0..<3 { _ = try limiter.admit(tenant, one, at: now) }
    for _ in 0..<10 {
      let refused = #expect(throws: Problem.self) { try limiter.admit(tenant, one, at: now) }
      #expect(refused?.kind == .tooManyRequests)
      #expect(refused?.headers[.retryAfter] == "1")
    }
    let answered = try limiter.admit(tenant, other, at: now)
    #expect(answered[.rateLimit] == #""tenant";r=1, "user";r=2"#)
    #expect(answered[.rateLimitPolicy] == #""tenant";q=5;w=5, "user";q=3;w=1"#)
  }

  @Test func `whoever sends too much is told 429, and the others are served`() async throws {
    var options = APIOptions()
    options.userRate = Rate(perSecond: 1, burst: 2)
    try await ServedAPI.with(options: options) { api in
      var statuses: [Int] = []
      for _ in 0..<4 { statuses.append(try await api.send("GET", "/v1/clients").status) }
      #expect(statuses.prefix(2) == [200, 200])
      #expect(statuses.contains(429))
      #expect(try await api.send("GET", "/v1/clients", as: .sam).status == 200)
    }
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
    ("10.0.0.0/9", "10.128.0.0", false), ("127.0.0.1", "127.0.0.1", true),
    ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("fd00::/8", "fd12::1", true),
    ("fd00::/8", "fe80::1", false), ("0.0.0.0/0", "::1", false), ("10.0.0.0/8", "ten", false),
  ]) func `a network has its addresses`(network: String, address: String, isIn: Bool) throws {
    let found = try #require(Network(network))
    #expect(found.contains(address) == isIn)
  }

  @Test(arguments: ["10.0.0.0/33", "10.0.0/8", "", "/8", "10.0.0.0/x", "10.0.0.0/8/8"])
  func `what is no network is none`(text: String) {
    #expect(Network(text) == nil)
  }

  @Test func `only a trusted proxy says where a request comes from`() throws {
    let proxies = [try #require(Network("10.0.0.0/8"))]
    let id = ID<Access.Request>.new()
    let headers: HTTPFields = [
      .xForwardedFor: "1.1.1.1, 203.0.113.7, 10.0.0.2", .xForwardedProto: "https",
      .requestID: "\(id)",
    ]
    let told = Provenance(peer: "10.0.0.1", headers: headers, proxies: proxies, isTLS: false)
    #expect(told.address == "203.0.113.7")
    #expect(told.isSecure)
    #expect(told.id == id)
    let lied = Provenance(peer: "203.0.113.9", headers: headers, proxies: proxies, isTLS: false)
    #expect(lied.address == "203.0.113.9")
    #expect(!lied.isSecure)
    #expect(lied.id != id)
  }

  @Test func `a page of another origin reads only where it was allowed`() async throws {
    var options = APIOptions()
    options.corsOrigins = ["https://app.example.org"]
    try await ServedAPI.with(options: options) { api in
      let allowed = try await api.send(
        "GET",
        "/v1/clients",
        headers: ["Origin: https://app.example.org"]
      )
      #expect(allowed["access-control-allow-origin"] == "https://app.example.org")
      #expect(allowed["access-control-allow-credentials"] == nil)
      for origin in ["null", "https://evil.example", "https://app.example.org.evil.example"] {
        let answer = try await api.send("GET", "/v1/clients", headers: ["Origin: \(origin)"])
        #expect(answer["access-control-allow-origin"] == nil)
        #expect(answer["vary"] == "Origin")
      }
      let asked = try await api.send(
        "OPTIONS",
        "/v1/clients",
        as: nil,
        headers: ["Origin: https://app.example.org", "Access-Control-Request-Method: PATCH"]
      )
      #expect(asked.status == 204)
    }
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "GET",
        "/v1/clients",
        headers: ["Origin: https://app.example.org"]
      )
      #expect(answer["access-control-allow-origin"] == nil)
      #expect(answer["strict-transport-security"] == nil)
    }
  }

  @Test func `a body that comes too slowly is not waited for`() async throws {
    var options = APIOptions()
    options.requestTimeLimit = .milliseconds(300)
    try await ServedAPI.with(options: options) { api in
      let token = try await api.token(of: .olivia)
      let head = [
        "POST /v1/clients HTTP/1.1", "Host: a", "Authorization: Bearer \(token)",
        "Content-Type: application/json", "Content-Length: 100", "", "{",
      ].joined(separator: "\r\n")
      let answer = try WireAnswer(try await Wire.send(Array(head.utf8), to: api.port))
      #expect(answer.status == 504)
    }
  }

  @Test func `a head that never ends is not waited for`() async throws {
    var options = APIOptions()
    options.idleTimeout = .milliseconds(300)
    try await ServedAPI.with(options: options) { api in
      let answer = try await Wire.send(Array("GET /v1/clients HTTP/1.1\r\nX: ".utf8), to: api.port)
      #expect(answer == [])
    }
  }

  @Test func `a registry writes what Prometheus reads`() {
    let registry = MetricsRegistry()
    registry.makeCounter(label: "hits.total", dimensions: [("route", "a\"b")]).increment(by: 2)
    registry.makeTimer(label: "took", dimensions: []).recordNanoseconds(2_000_000)
    let text = registry.text()
    #expect(text.hasPrefix("# TYPE hits_total counter\nhits_total{route=\"a\\\"b\"} 2\n"))
    #expect(text.contains("took_bucket{le=\"0.001\"} 0\ntook_bucket{le=\"0.0025\"} 1\n"))
    #expect(text.contains("took_bucket{le=\"+Inf\"} 1\ntook_sum 0.002\ntook_count 1\n"))
  }
}
