import Access
import CareFixture
import Foundation
import HTTPTypes
import Postgres
import Testing

@testable import API

/// What holds for every operation, whatever it is about.
@Suite struct RouteTests {
  let sunrise = Organisation.sunriseCare
  let harbor = Organisation.harborHomes

  /// A body that each operation with one understands.
  static let bodies: [String: String] = {
    let client = """
      {"facilityId": "\(Organisation.sunriseCare.oakHouse)", "firstName": "A", "lastName": "B",
       "birthDate": "1950-01-01", "uci": "ZZ0001"}
      """
    return [
      "createClient": client, "updateClient": "{}", "createFacility": FacilityRouteTests.birch,
      "moveClient": #"{"facilityId": "\#(Organisation.sunriseCare.pineHouse)"}"#,
      "updateFacility": "{}", "updateUser": "{}", "updateTenant": #"{"settings": {}}"#,
      "createUser": #"{"firstName": "A", "lastName": "B", "username": "c"}"#,
    ]
  }()

  private func send(
    _ route: Route,
    to api: ServedAPI,
    as person: Person?,
    id: String,
    user: String? = nil
  ) async throws -> WireAnswer {
    let asked = route.operation.parameters.filter { $0.place == .query && $0.isRequired }
    let query = asked.map { "\($0.name)=a" }.joined(separator: "&")
    let path =
      route.path.replacing("{id}", with: id).replacing("{userId}", with: user ?? id)
      + (query.isEmpty ? "" : "?\(query)")
    return try await api.send(
      route.method.rawValue,
      path,
      as: person,
      headers: route.operation.parameters.contains(.ifMatch) ? ["If-Match: *"] : [],
      json: Self.bodies[route.operation.id]
    )
  }

  @Test func `every route says what it needs, and has a name of its own`() {
    let ids = Routes.all.map(\.operation.id)
    #expect(Set(ids).count == ids.count)
    let addresses = Routes.all.map { "\($0.method) \($0.path)" }
    #expect(Set(addresses).count == addresses.count)
    for route in Routes.all {
      if case .open(let reason) = route.access { #expect(!reason.isEmpty, "\(route.path)") }
      let variables = route.path.matches(of: /\{(\w+)\}/).map { String($0.1) }
      let documented = route.operation.parameters.filter { $0.place == .path }.map(\.name)
      #expect(variables == documented, "\(route.path)")
      if route.operation.body != nil {
        #expect(Self.bodies[route.operation.id] != nil, "\(route.operation.id) has no body here")
      }
    }
  }

  @Test func `nobody is served who has not signed in`() async throws {
    try await ServedAPI.with { api in
      for route in Routes.all {
        guard case .permission = route.access else { continue }
        let answer = try await send(route, to: api, as: nil, id: "\(sunrise.oakHouse)")
        #expect(answer.status == 401, "\(route.method) \(route.path)")
      }
    }
  }

  @Test func `whoever was refused everything is refused everywhere, and it is recorded`()
    async throws
  {
    try await ServedAPI.with { api in
      let all = Permission.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
      try await api.operate(
        """
        UPDATE "user" SET permissions = \(JSON(text: "{\"refuse\": [\(all)]}"))
        WHERE id = \(sunrise.person(.adam))
        """
      )
      var number = 0
      for route in Routes.all {
        guard case .permission = route.access else { continue }
        number += 1
        let answer = try await send(route, to: api, as: .adam, id: "\(sunrise.oakHouse)")
        #expect(answer.status == 403, "\(route.method) \(route.path)")
      }
      let rows = try await api.list(
        """
        SELECT concat_ws(' ', outcome, details ->> 'reason', count(*)) FROM user_action_audit_log
        GROUP BY outcome, details ->> 'reason'
        """
      )
      #expect(rows == ["DENIED refused-to-person \(number)"])
    }
  }

  @Test func `what is another organisation's is not there, at any address`() async throws {
    try await ServedAPI.with { api in
      for route in Routes.all where route.path.contains("{id}") {
        let foreign = ["\(harbor.jose)", "\(harbor.oakHouse)", "\(harbor.person(.sam))"]
        for person in [Person.olivia, .adam] {
          let known = "\(sunrise.person(.sam))"
          let unknown = try await send(
            route,
            to: api,
            as: person,
            id: "\(ID<Client>.new())",
            user: known
          )
          #expect([403, 404].contains(unknown.status), "\(route.operation.id) \(person)")
          for id in foreign {
            let answer = try await send(route, to: api, as: person, id: id, user: known)
            #expect(answer.comparable == unknown.comparable, "\(route.operation.id) \(person)")
          }
        }
      }
    }
  }

  @Test func `a method that an address does not know tells nothing of what is there`() async throws
  {
    try await ServedAPI.with { api in
      for path in Set(Routes.all.map(\.path)) where path.contains("{id}") {
        var known = Set(Routes.all.filter { $0.path == path }.map(\.method.rawValue))
        if known.contains("GET") { known.insert("HEAD") }
        for method in ["HEAD", "OPTIONS", "PUT", "POST", "DELETE"] where !known.contains(method) {
          var answers: Set<String> = []
          for id in ["\(sunrise.jose)", "\(harbor.jose)", "\(ID<Client>.new())"] {
            let path = path.replacing("{id}", with: id).replacing("{userId}", with: id)
            let answer = try await api.send(method, path)
            #expect(answer.status == 405)
            answers.insert(answer.comparable)
          }
          #expect(answers.count == 1, "\(method) \(path)")
        }
      }
    }
  }

  /// RFC 9110, section 9.3.2
  @Test func `HEAD tells what GET does, without the body`() async throws {
    try await ServedAPI.with { api in
      for route in Routes.all where route.method == .get && route.path.contains("{id}") {
        var nothing: Set<String> = []
        let foreign = ["\(harbor.jose)", "\(harbor.oakHouse)", "\(harbor.person(.sam))"]
        let own = ["\(sunrise.jose)", "\(sunrise.oakHouse)", "\(sunrise.person(.sam))"]
        for id in own + foreign + ["\(ID<Client>.new())"] {
          let path = route.path.replacing("{id}", with: id)
          let get = try await api.send("GET", path)
          let head = try await api.send("HEAD", path)
          #expect(head.status == get.status, "\(path)")
          #expect(head.body.isEmpty, "\(path)")
          if get.status == 200 {
            // What was read is in the log from then on, so that the next page of a log is another one.
            #expect(head["content-type"] == get["content-type"], "\(path)")
            #expect(head["etag"] == get["etag"], "\(path)")
          } else {
            #expect(head.comparableHead == get.comparableHead, "\(path)")
            nothing.insert(head.comparable)
          }
          if !own.contains(id) { #expect(head.status == 404, "\(path)") }
        }
        #expect(nothing.count == 1, "\(route.operation.id)")
      }
    }
  }

  @Test(arguments: ["sort=ssn", "fields=uci", "order=birthDate", "total=true", "tenantId=x", "q=x"])
  func `a list answers no question that it was not made for`(query: String) async throws {
    try await ServedAPI.with { api in
      for route in Routes.all where route.operation.id.hasPrefix("list") {
        let path = route.path.replacing("{id}", with: "\(sunrise.oakHouse)")
        let answer = try await api.send("GET", "\(path)?\(query)")
        #expect(answer.status == 422, "\(path)")
      }
    }
  }
}
