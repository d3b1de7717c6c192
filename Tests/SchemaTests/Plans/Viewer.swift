import Postgres

/// As whom a lookup is asked.
enum Viewer: CaseIterable, Sendable {
  /// Whom no policy holds.
  case superuser
  /// The runtime role, in a request of the tenant's OWNER, who sees all of the tenant.
  case owner
  /// The runtime role, in a request of an ADMIN, who sees one facility.
  case admin

  /// What comes first in a transaction.
  var opening: [SQL] {
    switch self {
    case .superuser: []
    case .owner: [Self.role, Self.request(token: "owner-7")]
    case .admin: [Self.role, Self.request(token: "boss-7")]
    }
  }

  private static let role: SQL = "SET LOCAL ROLE heartly_app"

  private static func request(token: String) -> SQL {
    """
    SELECT FROM heartly.begin_request(md5('tenant-7')::uuid, \(token), \
    '01890a5d-ac96-774b-bcce-b302099a8057')
    """
  }
}
