import Access
import CareFixture
import Foundation
import Postgres
import Testing

/// Attacks across organisations and facilities, and what can be learnt from the answers.
@Suite struct AttackTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes

  private static func client(_ uci: String, in house: ID<Facility>) -> String {
    """
    {"facilityId": "\(house)", "firstName": "A", "lastName": "B", "birthDate": "1950-01-01",
     "uci": "\(uci)"}
    """
  }

  @Test(arguments: [
    ("POST", "/v1/clients", Self.client("ZZ0001", in: Organisation.sunriseCare.oakHouse)),
    ("POST", "/v1/facilities", FacilityRouteTests.birch),
    ("POST", "/v1/users", #"{"firstName": "A", "lastName": "B", "username": "c"}"#),
  ]) func `nothing is made for another organisation or with a foreign hand`(
    method: String,
    path: String,
    json: String
  ) async throws {
    try await ServedAPI.with { api in
      for member in ["tenantId", "id", "createdAt", "updatedAt", "deletedAt", "isDeleted"] {
        let body = #"{"\#(member)": "\#(harbor.id)", "# + json.dropFirst()
        let answer = try await api.send(method, path, json: body)
        #expect(answer.status == 422)
        #expect(answer.text.contains(#""pointer":"/\#(member)","rule":"unknown""#))
      }
    }
  }

  @Test func `a reference to what is another's is one to what is not there`() async throws {
    try await ServedAPI.with { api in
      for person in [Person.olivia, .adam] {
        var answers: Set<String> = []
        for house in [harbor.oakHouse, sunrise.elmHouse, .new()] {
          let made = try await api.send(
            "POST",
            "/v1/clients",
            as: person,
            json: Self.client("ZZ0001", in: house)
          )
          answers.insert(made.comparable)
        }
        #expect(answers.count == 1)
        var moves: Set<String> = []
        for house in [harbor.oakHouse, sunrise.elmHouse, .new()] {
          let moved = try await api.send(
            "POST",
            "/v1/clients/\(sunrise.jose)/move",
            as: person,
            headers: ["If-Match: *"],
            json: #"{"facilityId": "\#(house)"}"#
          )
          moves.insert(moved.comparable)
        }
        #expect(moves.count == 1)
      }
    }
  }

  @Test func `a value that another organisation uses is free`() async throws {
    try await ServedAPI.with { api in
      for organisation in Organisation.all {
        let client = try await api.send(
          "POST",
          "/v1/clients",
          of: organisation,
          json: Self.client("ZZ0001", in: organisation.oakHouse)
        )
        #expect(client.status == 201)
        let facility = try await api.send(
          "POST",
          "/v1/facilities",
          of: organisation,
          json: FacilityRouteTests.birch
        )
        #expect(facility.status == 201)
        let user = try await api.send(
          "POST",
          "/v1/users",
          of: organisation,
          json: """
            {"firstName": "A", "lastName": "B", "username": "same", "email": "same@example.org"}
            """
        )
        #expect(user.status == 201)
      }
    }
  }

  @Test func `no id can be guessed`() async throws {
    try await ServedAPI.with { api in
      let unknown = try await api.send("GET", "/v1/clients/\(ID<Client>.new())")
      let digits = harbor.jose.uuid.uuidString.lowercased()
      let neighbours = (0..<16).map { String(digits.dropLast()) + String($0, radix: 16) }
      let sequence = (0..<16).map { "00000000-0000-0000-0000-00000000000\(String($0, radix: 16))" }
      for id in neighbours + sequence {
        let answer = try await api.send("GET", "/v1/clients/\(id)")
        #expect(answer.comparable == unknown.comparable)
      }
    }
  }

  @Test func `a person of one house reaches nothing of another`() async throws {
    try await ServedAPI.with { api in
      let change = #"{"phone": null}"#
      for (method, path, json) in [
        ("GET", "/v1/clients/\(sunrise.akira)", nil),
        ("PATCH", "/v1/clients/\(sunrise.akira)", change),
        ("DELETE", "/v1/clients/\(sunrise.akira)", nil),
        ("GET", "/v1/clients/\(sunrise.akira)/history", nil),
        ("GET", "/v1/facilities/\(sunrise.pineHouse)", nil),
        ("PATCH", "/v1/facilities/\(sunrise.pineHouse)", change),
        ("GET", "/v1/facilities/\(sunrise.pineHouse)/clients", nil),
        ("GET", "/v1/facilities/\(sunrise.pineHouse)/staff", nil),
        ("PUT", "/v1/facilities/\(sunrise.pineHouse)/staff/\(sunrise.person(.lone))", nil),
        ("DELETE", "/v1/facilities/\(sunrise.pineHouse)/staff/\(sunrise.person(.petra))", nil),
        ("GET", "/v1/users/\(sunrise.person(.petra))", nil),
        ("PATCH", "/v1/users/\(sunrise.person(.petra))", change),
        ("DELETE", "/v1/users/\(sunrise.person(.petra))", nil),
      ] as [(String, String, String?)] {
        let answer = try await api.send(
          method,
          path,
          as: .adam,
          headers: ["If-Match: *"],
          json: json
        )
        #expect(answer.status == 404, "\(method) \(path)")
      }
      let list = try await api.send("GET", "/v1/clients", as: .adam)
      #expect(!list.text.contains("\(sunrise.akira)"))
    }
  }

  @Test func `what was deleted is hidden, and comes back by an owner only`() async throws {
    try await ServedAPI.with { api in
      let unknown = try await api.send("GET", "/v1/clients/\(ID<Client>.new())")
      let gone = try await api.send("GET", "/v1/clients/\(sunrise.gone)")
      #expect(gone.comparable == unknown.comparable)
      let changed = try await api.send(
        "PATCH",
        "/v1/clients/\(sunrise.gone)",
        headers: ["If-Match: *"],
        json: "{}"
      )
      #expect(changed.comparable == unknown.comparable)
      let foreign = try await api.send("POST", "/v1/clients/\(harbor.gone)/restore")
      #expect(foreign.comparable == unknown.comparable)
      let admin = try await api.send("POST", "/v1/clients/\(sunrise.gone)/restore", as: .adam)
      #expect(admin.status == 403)
      let owner = try await api.send("POST", "/v1/clients/\(sunrise.gone)/restore")
      #expect(owner.status == 204)
      let log = try await api.list(
        "SELECT concat_ws(' ', action, outcome) FROM user_action_audit_log WHERE action = 'RESTORE' ORDER BY created_at"
      )
      #expect(log == ["RESTORE DENIED", "RESTORE DENIED", "RESTORE SUCCESS"])
    }
  }

  @Test func `a page tells how many rows there are of nothing`() async throws {
    try await ServedAPI.with { api in
      for path in [
        "/v1/clients", "/v1/users", "/v1/facilities", "/v1/facilities/\(sunrise.oakHouse)/staff",
        "/v1/facilities/\(sunrise.oakHouse)/clients", "/v1/audit/actions", "/v1/audit/changes",
      ] {
        let page = try await api.send("GET", "\(path)?limit=1").json
        #expect(Set(page.keys) == ["items", "next"], "\(path)")
      }
    }
  }

  @Test func `a cursor is of use to one person for one list, as it is`() async throws {
    try await ServedAPI.with { api in
      let page = try await api.send("GET", "/v1/clients?limit=1").json
      let cursor = try #require(page["next"] as? String)
      let good = try await api.send("GET", "/v1/clients?limit=1&cursor=\(cursor)")
      #expect(good.status == 200)
      #expect(!cursor.contains("=") && Data(base64Encoded: cursor + "==")?.isEmpty != true)
      for (path, person, organisation) in [
        ("/v1/clients", Person.adam, sunrise), ("/v1/clients", .olivia, harbor),
        ("/v1/users", .olivia, sunrise), ("/v1/facilities", .olivia, sunrise),
        ("/v1/facilities/\(sunrise.oakHouse)/clients", .olivia, sunrise),
        ("/v1/facilities/\(sunrise.oakHouse)/staff", .olivia, sunrise),
        ("/v1/audit/actions", .olivia, sunrise), ("/v1/audit/changes", .olivia, sunrise),
        ("/v1/clients/\(sunrise.jose)/history", .olivia, sunrise),
      ] {
        let answer = try await api.send(
          "GET",
          "\(path)?cursor=\(cursor)",
          as: person,
          of: organisation
        )
        #expect(answer.status == 404, "\(path)")
      }
      for index in stride(from: 0, to: cursor.count, by: 7) {
        var letters = Array(cursor)
        letters[index] = letters[index] == "A" ? "B" : "A"
        let answer = try await api.send("GET", "/v1/clients?cursor=\(String(letters))")
        #expect(answer.status == 404)
      }
      for text in ["", "AAAA", String(cursor.dropLast(4)), cursor + cursor] {
        let answer = try await api.send("GET", "/v1/clients?cursor=\(text)")
        #expect(answer.status == 404)
      }
    }
  }
}
