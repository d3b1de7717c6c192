public import Access
internal import Postgres

/// Which residents a list shows, in the order of last name, first name and id.
public enum ClientList: Hashable, Sendable {
  /// All that the person may see.
  case all
  /// Those of one facility.
  case facility(ID<Facility>)
}

extension ClientSQL {
  /// Where a page ended.
  struct Place {
    var lastName: String
    var firstName: String
    var id: ID<Client>
  }

  /// Selects a page and one row more, which tells whether there is a next one.
  static func list(
    _ list: ClientList,
    after place: Place?,
    limit: Int,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    let action: Action
    let rows: SQL
    var outcome: SQL = "'SUCCESS'"
    var answer: SQL = "SELECT \(columns) FROM page"
    switch list {
    case .facility(let facility):
      action = Action(.list, facility: facility)
      let isThere = FacilitySQL.exists(facility, principal)
      outcome = "CASE WHEN \(isThere) THEN 'SUCCESS' ELSE 'DENIED' END"
      answer = """
        SELECT \(isThere) AS "isThere", \(columns) FROM (VALUES (1)) one LEFT JOIN page ON true
        """
      rows = """
        SELECT \(columns) FROM client
        WHERE "tenantId" = \(principal.tenant) AND "facilityId" = \(facility)
          AND \(isLive(after: place))
        \(order) LIMIT \(limit + 1)
        """
    case .all where principal.role == .owner:
      action = Action(.list)
      rows = """
        SELECT \(columns) FROM client
        WHERE "tenantId" = \(principal.tenant) AND \(isLive(after: place))
        \(order) LIMIT \(limit + 1)
        """
    case .all:
      // The first of each house, and of these the first: the rows of other houses are never read.
      action = Action(.list)
      rows = """
        SELECT \(columns) FROM unnest(\(Array(principal.facilities))) AS house (house)
        CROSS JOIN LATERAL (
          SELECT \(columns) FROM client
          WHERE "tenantId" = \(principal.tenant) AND "facilityId" = house
            AND \(isLive(after: place))
          \(order) LIMIT \(limit + 1)
        ) resident
        \(order) LIMIT \(limit + 1)
        """
    }
    return """
      WITH page AS MATERIALIZED (\(rows)), noted AS (
        \(audit.insert(action, outcome: outcome, details: Self.shown(limit)))
      )
      \(answer) \(order)
      """
  }

  private static let order: SQL = "ORDER BY \"lastName\", \"firstName\", id"

  /// Whose records were shown: the row too many was not.
  static func shown(_ limit: Int) -> SQL {
    """
    jsonb_build_object('clients', COALESCE(
      (SELECT jsonb_agg(id) FROM (SELECT id FROM page LIMIT \(limit)) shown), '[]'))
    """
  }

  private static func isLive(after place: Place?) -> SQL {
    guard let place else { return "deleted_at IS NULL" }
    return """
      deleted_at IS NULL AND ("lastName", "firstName", id)
        > (\(place.lastName), \(place.firstName), \(place.id))
      """
  }
}
