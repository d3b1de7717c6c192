import Access
import CareFixture
import Foundation
import Testing

@Suite struct ClientRouteTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes

  @Test func `a client is taken in, read, changed, removed and brought back`() async throws {
    try await ServedAPI.with { api in
      let made = try await api.send(
        "POST",
        "/v1/clients",
        json: """
          {"facilityId": "\(sunrise.oakHouse)", "firstName": "日本", "lastName": "O'Brien",
           "birthDate": "1944-02-29", "uci": "AB123456", "phone": null}
          """
      )
      #expect(made.status == 201)
      let path = try #require(made["location"])
      let tag = try #require(made["etag"])
      #expect(try made.json["firstName"] as? String == "日本")
      let read = try await api.send("GET", path, as: .sam)
      #expect(read.status == 200)
      #expect(read.body == made.body)
      #expect(read["etag"] == tag)
      #expect(read["cache-control"] == "no-store")

      let blind = try await api.send("PATCH", path, json: #"{"phone": "+15305550100"}"#)
      #expect(blind.status == 428)
      let changed = try await api.send(
        "PATCH",
        path,
        headers: ["If-Match: \(tag)"],
        json: #"{"phone": "+15305550100"}"#
      )
      #expect(changed.status == 200)
      #expect(try changed.json["phone"] as? String == "+15305550100")
      let late = try await api.send(
        "PATCH",
        path,
        headers: ["If-Match: \(tag)"],
        json: #"{"phone": null}"#
      )
      #expect(late.status == 412)

      #expect(try await api.send("DELETE", path).status == 204)
      #expect(try await api.send("GET", path).status == 404)
      #expect(try await api.send("POST", "\(path)/restore", as: .adam).status == 403)
      #expect(try await api.send("POST", "\(path)/restore").status == 204)
      #expect(try await api.send("GET", path).status == 200)
    }
  }

  @Test func `what is not yours equals what is not there, to the byte`() async throws {
    try await ServedAPI.with { api in
      let unknown = try await api.send("GET", "/v1/clients/\(ID<Client>.new())", as: .sam)
      #expect(unknown.status == 404)
      for foreign in [harbor.jose, sunrise.akira, sunrise.gone] {
        let answer = try await api.send("GET", "/v1/clients/\(foreign)", as: .sam)
        #expect(answer.comparable == unknown.comparable)
      }
      let malformed = try await api.send("GET", "/v1/clients/1", as: .sam)
      #expect(malformed.comparable == unknown.comparable)
    }
  }

  @Test(arguments: [
    "tenantId", "id", "createdAt", "deletedAt", "isDeleted", "searchName", "facilityId",
  ]) func `a change cannot name what is not its own`(member: String) async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "PATCH",
        "/v1/clients/\(sunrise.jose)",
        headers: ["If-Match: *"],
        json: #"{"\#(member)": "\#(harbor.id)"}"#
      )
      #expect(answer.status == 422)
      let errors = try #require(try answer.json["errors"] as? [[String: String]])
      #expect(errors.map { $0["pointer"] } == ["/\(member)"])
    }
  }

  @Test func `every error of a body is named at once`() async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send(
        "POST",
        "/v1/clients",
        json:
          #"{"facilityId": 1, "firstName": " x", "birthDate": "2024-02-30", "uci": "x", "z": 1}"#
      )
      #expect(answer.status == 422)
      #expect(answer["content-type"] == "application/problem+json")
      let errors = try #require(try answer.json["errors"] as? [[String: String]])
      #expect(
        errors.compactMap { $0["pointer"] }
          == ["/facilityId", "/firstName", "/lastName", "/birthDate", "/uci", "/z"]
      )
    }
  }

  @Test func `what the database refuses names the field`() async throws {
    try await ServedAPI.with { api in
      let taken = try await api.send(
        "PATCH",
        "/v1/clients/\(sunrise.jose)",
        headers: ["If-Match: *"],
        json: #"{"uci": "UCI0001"}"#
      )
      #expect(taken.status == 409)
      #expect(taken.text.contains("\"pointer\":\"/uci\",\"rule\":\"UQ_client_uci\""))
      let unborn = try await api.send(
        "PATCH",
        "/v1/clients/\(sunrise.jose)",
        headers: ["If-Match: *"],
        json: #"{"birthDate": "2999-01-01"}"#
      )
      #expect(unborn.status == 422)
      #expect(unborn.text.contains("\"pointer\":\"/birthDate\",\"rule\":\"CHK_client_birthDate\""))
    }
  }

  @Test func `nobody is served without a valid token`() async throws {
    try await ServedAPI.with { api in
      let path = "/v1/clients/\(sunrise.jose)"
      #expect(try await api.send("GET", path, as: nil).status == 401)
      let good = try await api.token(of: .olivia)
      let old = try await api.token(of: .olivia, lifetime: -1)
      let parts = good.split(separator: ".").map(String.init)
      let none = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString()
        .replacingOccurrences(of: "=", with: "")
      let forged = [
        old, String(good.dropLast(2)) + "AA", "\(parts[0]).\(parts[1]).", "\(none).\(parts[1]).",
        "x", "",
      ]
      for token in forged {
        let answer = try await api.send(
          "GET",
          path,
          as: nil,
          headers: ["Authorization: Bearer \(token)"]
        )
        #expect(answer.status == 401)
        #expect(answer["www-authenticate"] == "Bearer")
      }
      let twice = try await api.send(
        "GET",
        path,
        headers: ["Authorization: Bearer \(good)"]
      )
      #expect(twice.status == 401)
    }
  }

  @Test func `an address knows its methods`() async throws {
    try await ServedAPI.with { api in
      let answer = try await api.send("PUT", "/v1/clients/\(sunrise.jose)")
      #expect(answer.status == 405)
      #expect(answer["allow"] == "DELETE, GET, HEAD, PATCH")
      let nothing = try await api.send("GET", "/v1/nothing")
      #expect(nothing.status == 404)
      #expect(nothing.text.contains("not-found"))
      for trick in ["//v1/clients", "/v1/./clients", "/v1/../v1/clients", "/v1/%63lients"] {
        #expect(try await api.send("GET", trick).status == 400)
      }
    }
  }
}
