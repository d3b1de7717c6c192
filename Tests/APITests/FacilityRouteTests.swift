import Access
import CareFixture
import Testing

@Suite struct FacilityRouteTests {
  let sunrise = Organisation.sunriseCare

  static let birch = """
    {"name": "Birch House", "address": "9 Main Street", "city": "Sacramento", "state": "CA",
     "zip": "95814-1234", "roomCount": 7}
    """

  @Test func `a facility is opened, read, changed, closed and brought back`() async throws {
    try await ServedAPI.with { api in
      let made = try await api.send("POST", "/v1/facilities", json: Self.birch)
      #expect(made.status == 201)
      let path = try #require(made["location"])
      let tag = try #require(made["etag"])
      #expect(made.text.contains(#""projectedClientCount":0,"roomCount":7,"status":"ACTIVE""#))
      let read = try await api.send("GET", path)
      #expect(read.body == made.body)
      #expect(try await api.send("GET", path, as: .sam).status == 404)
      let changed = try await api.send(
        "PATCH",
        path,
        headers: ["If-Match: \(tag)"],
        json: #"{"roomCount": null, "status": "MAINTENANCE"}"#
      )
      #expect(changed.text.contains(#""roomCount":null,"status":"MAINTENANCE""#))
      let late = try await api.send("PATCH", path, headers: ["If-Match: \(tag)"], json: "{}")
      #expect(late.status == 412)
      #expect(try await api.send("DELETE", path).status == 204)
      #expect(try await api.send("GET", path).status == 404)
      #expect(try await api.send("POST", "\(path)/restore").status == 204)
      #expect(try await api.send("POST", "\(path)/restore").status == 204)
      #expect(try await api.send("GET", path).status == 200)
    }
  }

  @Test func `a facility with clients stays, and its lists are those who may see it`() async throws
  {
    try await ServedAPI.with { api in
      let path = "/v1/facilities/\(sunrise.oakHouse)"
      let full = try await api.send("DELETE", path)
      #expect(full.status == 409)
      #expect(full.text.contains("Something still belongs to it."))
      let clients = try await api.send("GET", "\(path)/clients?limit=1", as: .sam)
      let page = try clients.json
      #expect((page["items"] as? [Any])?.count == 1)
      #expect(page["next"] is String)
      let staff = try await api.send("GET", "\(path)/staff", as: .sam)
      let names = try (staff.json["items"] as? [[String: Any]])?.map { $0["firstName"] as? String }
      #expect(names == ["adam", "cora", "rita", "sam"])
      #expect(!staff.text.contains("username"))
    }
  }

  @Test func `an assignment is made and ended, each once`() async throws {
    try await ServedAPI.with { api async throws in
      let path = "/v1/facilities/\(sunrise.oakHouse)/staff/\(sunrise.person(.lone))"
      let client = "/v1/clients/\(sunrise.jose)"
      #expect(try await api.send("GET", client, as: .lone).status == 404)
      #expect(try await api.send("PUT", path, as: .adam).status == 204)
      #expect(try await api.send("PUT", path, as: .adam).status == 204)
      #expect(try await api.send("GET", client, as: .lone).status == 200)
      #expect(try await api.send("DELETE", path, as: .adam).status == 204)
      #expect(try await api.send("DELETE", path, as: .adam).status == 404)
      #expect(try await api.send("GET", client, as: .lone).status == 404)
    }
  }

  /// What the columns' CHECKs say: an address is any text, a name is one that people can tell apart.
  @Test(arguments: [
    ("name", #"Oak\u0000"#, 422), ("name", #" Oak House"#, 422), ("name", #"Oak\u2028House"#, 422),
    ("address", #"1 Main\u0000Street"#, 422), ("address", #"1 Main\u0001\nStreet"#, 200),
    ("address", "Main", 422), ("city", #"\u0000\u0000"#, 422), ("city", #"\u001f\u2028"#, 200),
    ("zip", #"95814\n"#, 422), ("state", #"CA\n"#, 422), ("phone", #"+15305550100\n"#, 422),
  ]) func `a text is what its column can hold`(name: String, value: String, status: Int)
    async throws
  {
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "PATCH",
        "/v1/facilities/\(sunrise.oakHouse)",
        headers: ["If-Match: *"],
        json: #"{"\#(name)": "\#(value)"}"#
      )
      #expect(answer.status == status)
      #expect(status == 200 || answer.text.contains(#""pointer":"/\#(name)""#))
    }
  }

  @Test(arguments: [
    ("7", 7), ("7.0", 7), ("70e-1", 7), ("1E2", 100), ("-0", 0), ("2147483647.0", 2_147_483_647),
  ])
  func `a whole number is one however it is written`(number: String, value: Int) async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "PATCH",
        "/v1/facilities/\(sunrise.oakHouse)",
        headers: ["If-Match: *"],
        json: #"{"roomCount": \#(number)}"#
      )
      #expect(try answer.json["roomCount"] as? Int == value)
    }
  }

  @Test(arguments: ["-1", "2147483648", "1.5", "1e-1", "1e400", "2147483648.0", "\"1\"", "true"])
  func `a number of rooms is a whole one that the column can hold`(number: String) async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "PATCH",
        "/v1/facilities/\(sunrise.oakHouse)",
        headers: ["If-Match: *"],
        json: #"{"roomCount": \#(number)}"#
      )
      #expect(answer.status == 422)
      #expect(answer.text.contains(#""pointer":"/roomCount""#))
    }
  }
}
