import Access
import CareFixture
import Testing

@Suite struct UserRouteTests {
  let sunrise = Organisation.sunriseCare

  @Test func `staff read names of colleagues, without what else is known of them`() async throws {
    try await ServedAPI.with { api in
      let cora = try await api.send("GET", "/v1/users/\(sunrise.person(.cora))", as: .sam)
      #expect(
        cora.text
          == #"{"id":"\#(sunrise.person(.cora))","firstName":"cora","lastName":"Doe","role":"STAFF"}"#
      )
      #expect(cora["etag"] == nil)
      let me = try await api.send("GET", "/v1/users/me", as: .sam)
      #expect(me["etag"] != nil)
      #expect(me.text.contains(#""username":"sam""#))
      #expect(me.text.contains(#""permissions":{"grant":[],"refuse":[]}"#))
    }
  }

  @Test func `an account is made, changed, ended and brought back`() async throws {
    try await ServedAPI.with { api in
      let made = try await api.send(
        "POST",
        "/v1/users",
        json: """
          {"firstName": "Nina", "lastName": "Simone", "username": "nina", "role": "ADMIN",
           "email": "nina@example.org", "permissions": {"grant": ["audit.export"]}}
          """
      )
      #expect(made.status == 201)
      let path = try #require(made["location"])
      let tag = try #require(made["etag"])
      let read = try await api.send("GET", path)
      #expect(read.body == made.body)
      #expect(read["etag"] == made["etag"])
      let changed = try await api.send(
        "PATCH",
        path,
        headers: ["If-Match: \(tag)"],
        json: """
          {"permissions": {"refuse": ["client.delete"]}, "onboardingStep": 3,
           "onboardingCompletedAt": "2026-11-24T10:30:00.25+01:00"}
          """
      )
      #expect(
        changed.text.contains(#"{"grant":["audit.export"],"refuse":["client.delete"]}"#)
      )
      #expect(changed.text.contains(#""onboardingCompletedAt":"2026-11-24T09:30:00.250000Z""#))
      #expect(try await api.send("DELETE", path).status == 204)
      #expect(try await api.send("POST", "\(path)/restore", as: .adam).status == 403)
      #expect(try await api.send("POST", "\(path)/restore").status == 204)
      #expect(try await api.send("POST", "\(path)/restore").status == 204)
    }
  }

  @Test(arguments: [
    (#"{"permissions": {"grant": ["all"]}}"#, "/permissions"),
    (#"{"permissions": {"allow": []}}"#, "/permissions"), (#"{"role": "GOD"}"#, "/role"),
    (#"{"permissions": {"refuse": null}}"#, "/permissions"),
    (#"{"company": "\u0000"}"#, "/company"),
    (#"{"permissions": {"grant": "audit.export"}}"#, "/permissions"), (#"{"role": null}"#, "/role"),
    (#"{"onboardingCompletedAt": "1999-12-31T23:59:59Z"}"#, "/onboardingCompletedAt"),
    (#"{"onboardingCompletedAt": "2026-01-01 00:00:00Z"}"#, "/onboardingCompletedAt"),
    (#"{"onboardingStep": 11}"#, "/onboardingStep"),
    (#"{"onboardingCompletedAt": "2026-02-30T00:00:00Z"}"#, "/onboardingCompletedAt"),
    (#"{"tenantId": "x"}"#, "/tenantId"), (#"{"deletedAt": null}"#, "/deletedAt"),
    (#"{"id": "x"}"#, "/id"), (#"{"facilityId": "x"}"#, "/facilityId"),
  ]) func `what cannot be a person's is refused`(json: String, pointer: String) async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "PATCH",
        "/v1/users/\(sunrise.person(.sam))",
        headers: ["If-Match: *"],
        json: json
      )
      #expect(answer.status == 422)
      #expect(answer.text.contains(#""pointer":"\#(pointer)""#))
    }
  }

  @Test(arguments: ["role", "permissions", "status"])
  func `what has a default may be left out, and is not null`(name: String) async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "POST",
        "/v1/users",
        json: #"{"firstName": "A", "lastName": "B", "username": "c", "\#(name)": null}"#
      )
      #expect(answer.status == 422)
      #expect(answer.text.contains(#""pointer":"/\#(name)""#))
    }
  }

  @Test func `nobody raises themselves, and nobody changes whom they may only see`() async throws {
    try await ServedAPI.with { api in
      for (person, target, json) in [
        (Person.adam, Person.adam, #"{"role": "OWNER"}"#),
        (.sam, .sam, #"{"permissions": {"grant": ["client.move"]}}"#),
        (.adam, .sam, #"{"role": "STAFF"}"#), (.adam, .rita, #"{"phone": null}"#),
        (.sam, .cora, #"{"phone": null}"#), (.sam, .sam, #"{"username": "root"}"#),
        (.sam, .sam, #"{"status": "PENDING"}"#),
      ] {
        let answer = try await api.send(
          "PATCH",
          "/v1/users/\(sunrise.person(target))",
          as: person,
          headers: ["If-Match: *"],
          json: json
        )
        #expect(answer.status == 403, "\(person) changed \(target): \(json)")
      }
      let wrong = try await api.send("GET", "/v1/users?role=owner")
      #expect(wrong.status == 422)
    }
  }

  @Test func `settings are the owner's, and others read the name`() async throws {
    try await ServedAPI.with { api in
      let name = try await api.send("GET", "/v1/tenant", as: .sam)
      #expect(name.text == #"{"id":"\#(sunrise.id)","name":"sunrise"}"#)
      let whole = try await api.send("GET", "/v1/tenant")
      let tag = try #require(whole["etag"])
      let changed = try await api.send(
        "PATCH",
        "/v1/tenant",
        headers: ["If-Match: \(tag)"],
        json: #"{"settings": {"a": {"b": 1, "c": null}}}"#
      )
      #expect(changed.text.contains(#""settings":{"a": {"b": 1}}"#))
      // Control characters, the letters of another spelling, and numbers that nothing else is too small for.
      let odd = try await api.send(
        "PATCH",
        "/v1/tenant",
        headers: ["If-Match: *"],
        json: #"{"settings": {"\u0001\n": ["\u001f"], "\u00e9": 1, "e\u0301": 2, "tiny": 1e-400}}"#
      )
      #expect(odd.status == 200)
      #expect(odd.text.contains(#""é": 1"#) && odd.text.contains("\"e\u{301}\": 2"))
      let late = try await api.send(
        "PATCH",
        "/v1/tenant",
        headers: ["If-Match: \(tag)"],
        json: #"{"settings": {}}"#
      )
      #expect(late.status == 412)
      for json in [
        #"{"settings": []}"#, #"{"settings": {"a": 1e400}}"#, #"{"settings": {"a": "\u0000"}}"#,
        #"{"settings": {"a": 1e-20000}}"#, #"{"settings": {"a": 0e-99999999999999999999}}"#,
        #"{"settings": {"\u0000": 1}}"#, #"{"name": "x"}"#, #"{"settings": {}, "status": "x"}"#,
      ] {
        let answer = try await api.send(
          "PATCH",
          "/v1/tenant",
          headers: ["If-Match: *"],
          json: json
        )
        #expect(answer.status == 422, "\(json)")
      }
      let other = try await api.send(
        "PATCH",
        "/v1/tenant",
        as: .adam,
        headers: ["If-Match: *"],
        json: #"{"settings": {}}"#
      )
      #expect(other.status == 403)
    }
  }
}
