import Access
import CareFixture
import Foundation
import Postgres
import Testing

@testable import API

/// Group B of the attacks: what answers, and how long they take, tell of what is not one's own.
@Suite struct OracleTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes

  /// Case 11
  @Test func `no value of a record is in a refusal, nor in the log`() async throws {
    let log = RecordedLog()
    let answers = try await ServedAPI.with(log: log) { api in
      let path = "/v1/clients/\(sunrise.jose)"
      let refused = [
        (path, #"{"uci": "UCI0001"}"#, 409), (path, #"{"birthDate": "2999-01-01"}"#, 422),
        ("/v1/users/\(sunrise.person(.sam))", #"{"username": "olivia"}"#, 409),
        ("/v1/facilities/\(sunrise.oakHouse)", #"{"zip": "SECRETZIP"}"#, 422),
      ]
      var answers: [String] = []
      for (path, json, status) in refused {
        let answer = try await api.send("PATCH", path, headers: ["If-Match: *"], json: json)
        #expect(answer.status == status, "\(path) \(json): \(answer.text)")
        answers.append(answer.text)
      }
      // A reference to another organisation's house: the server's DETAIL holds the whole key.
      let made = try await api.send(
        "POST",
        "/v1/clients",
        json: """
          {"facilityId": "\(harbor.oakHouse)", "firstName": "A", "lastName": "Geheimnis",
           "birthDate": "1950-01-01", "uci": "SECRET01"}
          """
      )
      #expect(made.status == 409)
      return answers + [made.text]
    }
    let told = answers.joined() + log.lines.joined()
    for value in [
      "UCI0001", "2999-01-01", "olivia", "SECRETZIP", "Geheimnis", "SECRET01", "\(harbor.oakHouse)",
      "O'Brien", "Key (", "Failing row", "DETAIL",
    ] {
      #expect(!told.contains(value), "\(value)")
    }
    #expect(log.lines.count { $0.hasPrefix("info request") } == 5)
  }

  /// Case 12. A bound that holds on a busy machine: requests take turns, and only their medians are
  /// compared with each other.
  @Test func `a foreign id takes as long as an unknown one`() async throws {
    try await ServedAPI.with { api in
      let token = try await api.token(of: .olivia)
      let pairs = Soak.isOn ? 1_000 : 300
      var foreign: [Double] = []
      var unknown: [Double] = []
      try await WireSession.with(api.port) { session in
        func seconds(_ id: ID<Client>, _ session: inout WireSession) async throws -> Double {
          let start = ContinuousClock.now
          let answer = try await session.get("/v1/clients/\(id)", token: token)
          let took = (ContinuousClock.now - start) / .seconds(1)
          #expect(answer.status == 404)
          return took
        }
        let others = [harbor.jose, harbor.ana, harbor.akira]
        for _ in 0..<50 { _ = try await seconds(.new(), &session) }
        for pair in 0..<pairs {
          // Neither is always the first of the two.
          if pair.isMultiple(of: 2) {
            foreign.append(try await seconds(others[pair % 3], &session))
            unknown.append(try await seconds(.new(), &session))
          } else {
            unknown.append(try await seconds(.new(), &session))
            foreign.append(try await seconds(others[pair % 3], &session))
          }
        }
      }
      let ratio = Samples.median(foreign) / Samples.median(unknown)
      let distance = Samples.distance(foreign, unknown)
      let limit = Samples.usualDistance(foreign.count, unknown.count)
      print(
        "case 12: median of foreign ids \(Samples.median(foreign) * 1e6) µs, of unknown ids "
          + "\(Samples.median(unknown) * 1e6) µs, ratio \(ratio); Kolmogorov-Smirnov \(distance), "
          + "by chance up to \(limit) in 999 of 1,000 cases; \(pairs) pairs"
      )
      #expect((0.75...1.33).contains(ratio))
    }
  }

  /// Case 14
  @Test func `a name of another organisation or house is found by no beginning of it`() async throws
  {
    try await ServedAPI.with { api in
      try await api.operate(
        """
        UPDATE client SET "lastName" = 'Xylander' WHERE id IN (\(harbor.ana), \(sunrise.akira))
        """
      )
      let own = try await api.send("GET", "/v1/clients/search?q=Xyl")
      #expect(own.text.contains("\(sunrise.akira)") && !own.text.contains("\(harbor.ana)"))
      var answers: Set<String> = []
      for length in 1...8 {
        for term in [
          "Xylander".prefix(length), "Xylander".suffix(length), "qqqqqqqq".prefix(length),
        ] {
          let hits = try await api.send("GET", "/v1/clients/search?q=\(term)", as: .adam)
          answers.insert(hits.text)
        }
      }
      // Misspelt, too; "er" and the like are in nobody's name of Oak House but by chance.
      let near = try await api.send("GET", "/v1/clients/search?q=Xylandar", as: .adam)
      answers.insert(near.text)
      #expect(
        answers.allSatisfy { !$0.contains("\(sunrise.akira)") && !$0.contains("\(harbor.ana)") }
      )
      #expect(near.text == #"{"items":[]}"#)
    }
  }

  /// Case 16
  @Test func `a condition on what is foreign is one on what is not there`() async throws {
    try await ServedAPI.with { api in
      let mine = try await api.send("GET", "/v1/clients/\(harbor.jose)", of: harbor)
      let tag = try #require(mine["etag"])
      for (method, header) in [
        ("GET", "If-None-Match: \(tag)"), ("GET", "If-None-Match: *"), ("GET", "If-Match: \(tag)"),
        ("GET", "If-Modified-Since: Wed, 25 Nov 2026 00:00:00 GMT"), ("GET", "Range: bytes=0-1"),
        ("PATCH", "If-Match: \(tag)"), ("PATCH", "If-Match: *"), ("PATCH", "If-Match: \"0\""),
        ("PATCH", "If-Match: nonsense"), ("DELETE", "If-Match: \(tag)"),
      ] {
        var answers: Set<String> = []
        for id in [harbor.jose, .new()] {
          let answer = try await api.send(
            method,
            "/v1/clients/\(id)",
            headers: [header],
            json: method == "PATCH" ? #"{"phone": null}"# : nil
          )
          answers.insert(answer.comparable)
        }
        #expect(answers.count == 1, "\(method) \(header)")
      }
    }
  }

  /// Case 17
  @Test func `no answer is kept on the way, whatever it says`() async throws {
    try await ServedAPI.with { api in
      for (method, path) in [
        ("GET", "/v1/clients"), ("GET", "/v1/clients/\(sunrise.jose)"), ("GET", "/v1/users/me"),
        ("GET", "/v1/clients/\(ID<Client>.new())"), ("PUT", "/v1/clients"), ("GET", "/v1/nothing"),
        ("GET", "/v1/clients?sort=x"), ("HEAD", "/v1/clients"), ("OPTIONS", "/v1/clients"),
        ("GET", "//v1"), ("POST", "/v1/clients"), ("GET", "/v1/audit/export"),
      ] {
        for person in [Person.olivia, nil] {
          let answer = try await api.send(method, path, as: person)
          #expect(answer.headers["cache-control"] == ["no-store"], "\(method) \(path)")
          #expect(answer.headers["x-content-type-options"] == ["nosniff"], "\(method) \(path)")
          #expect(answer["set-cookie"] == nil && answer["server"] == nil, "\(method) \(path)")
        }
      }
    }
  }
}
