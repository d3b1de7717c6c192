import Postgres

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A person who is signed in: an OWNER of an organisation of `Residents`, and what they ask for.
struct Caller: Sendable {
  let token: String
  let tenant: String
  let user: String
  let facility: String
  let clients: [String]
  /// What the token says of the session.
  let session: String
  let secret: String

  /// Signs people in, one of each organisation.
  static func signIn(
    _ count: Int,
    on server: BenchmarkServer,
    issue: (_ tenant: String, _ user: String) async throws -> String
  ) async throws -> [Caller] {
    let rows = try await server.connected { connection in
      try await connection.query(
        """
        SELECT md5('tenant-' || t)::uuid::text, md5('owner-' || t)::uuid::text,
          md5('facility-' || t || '-1')::uuid::text,
          array_to_string(ARRAY(SELECT md5('client-' || t || '-' || 15 + 20 * c)::uuid::text
            FROM generate_series(1, 20) AS c), ' ')
        FROM generate_series(1, \(Int32(count))) AS t
        """
      ).map { row in
        (
          try row.decode(0, as: String.self), try row.decode(1, as: String.self),
          try row.decode(2, as: String.self), try row.decode(3, as: String.self)
        )
      }
    }
    var callers: [Caller] = []
    for (tenant, user, facility, clients) in rows {
      let token = try await issue(tenant, user)
      let claims = try Claims(token: token)
      callers.append(
        Caller(
          token: token,
          tenant: tenant,
          user: user,
          facility: facility,
          clients: clients.split(separator: " ").map(String.init),
          session: claims.sid,
          secret: claims.sst
        )
      )
    }
    return callers
  }

  private struct Claims: Decodable {
    var sid: String
    var sst: String

    init(token: String) throws {
      let parts = token.split(separator: ".")
      let payload = parts.count == 3 ? parts[1] : ""
      let text = payload.replacing("-", with: "+").replacing("_", with: "/")
      let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
      guard let data = Data(base64Encoded: text + padding) else {
        throw Problem.noFigure("claims in a token", output: "")
      }
      self = try JSONDecoder().decode(Claims.self, from: data)
    }
  }
}
