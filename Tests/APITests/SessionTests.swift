import API
import Access
import CareFixture
import Foundation
import Postgres
import Testing

/// Group E of the attacks, as far as it needs no sign-in: what changes while somebody is at work.
@Suite struct SessionTests {
  private static let sunrise = Organisation.sunriseCare
  private static let harbor = Organisation.harborHomes

  /// What becomes of a person who was reading a client's record, and what the next request is answered.
  struct Turn: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var person: Person
    var client = sunrise.jose
    var change: SQL
    var status: Int
  }

  static let turns: [Turn] = [
    Turn(
      testDescription: "taken off a house",
      person: .sam,
      change: "DELETE FROM facility_staff WHERE \"userId\" = \(sunrise.person(.sam))",
      status: 404
    ),
    Turn(
      testDescription: "no OWNER any more",
      person: .olivia,
      client: sunrise.akira,
      change: "UPDATE \"user\" SET role = 'STAFF' WHERE id = \(sunrise.person(.olivia))",
      status: 404
    ),
    Turn(
      testDescription: "refused a permission",
      person: .adam,
      change: """
        UPDATE "user" SET permissions = '{"refuse": ["client.read"]}'
        WHERE id = \(sunrise.person(.adam))
        """,
      status: 403
    ),
    Turn(
      testDescription: "not active",
      person: .adam,
      change: "UPDATE \"user\" SET status = 'INACTIVE' WHERE id = \(sunrise.person(.adam))",
      status: 401
    ),
    Turn(
      testDescription: "removed",
      person: .cora,
      change: "UPDATE \"user\" SET deleted_at = now() WHERE id = \(sunrise.person(.cora))",
      status: 401
    ),
    Turn(
      testDescription: "signed out",
      person: .adam,
      change: "UPDATE session SET revoked_at = now() WHERE \"userId\" = \(sunrise.person(.adam))",
      status: 401
    ),
    Turn(
      testDescription: "signed in too long ago",
      person: .adam,
      change: "UPDATE session SET expires_at = now() WHERE \"userId\" = \(sunrise.person(.adam))",
      status: 401
    ),
    Turn(
      testDescription: "of a suspended organisation",
      person: .adam,
      change: "UPDATE tenant SET status = 'SUSPENDED' WHERE id = \(sunrise.id)",
      status: 401
    ),
  ]

  /// Cases 9, 40, 41, 42 and 45, on a connection that stands.
  @Test(arguments: turns)
  func `whoever has less to say has it from the next request on`(turn: Turn) async throws {
    try await ServedAPI.with { api in
      if turn.person == .olivia {
        // There is always an OWNER.
        try await api.operate(
          "UPDATE \"user\" SET role = 'OWNER' WHERE id = \(Self.sunrise.person(.petra))"
        )
      }
      let path = "/v1/clients/\(turn.client)"
      let token = try await api.token(of: turn.person)
      try await WireSession.with(api.port) { session in
        for _ in 0..<3 {
          let answer = try await session.get(path, token: token)
          #expect(answer.status == 200)
        }
        try await api.operate(turn.change)
        let answer = try await session.get(path, token: token)
        #expect(answer.status == turn.status, "\(answer.text)")
        #expect(!answer.text.contains("\(turn.client)"))
      }
    }
  }

  /// Case 47: a browser sends cookies by itself, for whichever page asked.
  @Test func `only the Authorization header says who somebody is`() async throws {
    try await ServedAPI.with { api in
      let token = try await api.token(of: .olivia)
      for header in [
        "Cookie: Authorization=Bearer \(token)", "Cookie: access_token=\(token)",
        "Proxy-Authorization: Bearer \(token)", "X-Authorization: Bearer \(token)",
        "Authorization: Basic \(token)", "Authorization: \(token)", "Authorization: Bearer",
        "Authorization: Bearer \(token) \(token)", "Authorization: Bearer \(token),",
      ] {
        let answer = try await api.send("GET", "/v1/clients", as: nil, headers: [header])
        #expect(answer.status == 401, "\(header.prefix(30))")
      }
      for path in ["/v1/clients?access_token=\(token)", "/v1/clients?token=\(token)"] {
        let answer = try await api.send("GET", path, as: nil)
        #expect([401, 422].contains(answer.status))
      }
      // A form of another page can send these types without asking first (Fetch, section 2.2.2).
      for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let answer = try await api.send(
          "POST",
          "/v1/facilities",
          headers: ["Content-Type: \(type)"],
          json: FacilityRouteTests.birch
        )
        #expect(answer.status == 415, "\(type)")
      }
    }
  }

  /// A token of one organisation opens nothing of another, whichever of its parts is exchanged.
  @Test func `a token is of one organisation, session and person`() async throws {
    try await ServedAPI.with { api in
      for (organisation, session, secret) in [
        (Self.harbor, Self.sunrise.session(of: .sam), Self.sunrise.secret(of: .sam)),
        (Self.sunrise, Self.harbor.session(of: .sam), Self.harbor.secret(of: .sam)),
      ] {
        let token = try await api.tokens.sign(
          AccessToken(
            tenant: organisation.id,
            user: organisation.person(.sam),
            session: session,
            secret: secret,
            expiresAt: Date() + 600
          )
        )
        let answer = try await api.send(
          "GET",
          "/v1/clients",
          as: nil,
          headers: ["Authorization: Bearer \(token)"]
        )
        #expect(answer.status == 401)
      }
    }
  }
}
