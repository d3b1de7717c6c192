internal import Access
internal import Postgres

/// The statements about who works where.
enum StaffSQL {
  /// Where a page of people ended, in the order of last name, first name and id.
  struct Place {
    var lastName: String
    var firstName: String
    var id: ID<User>
  }

  /// Selects a page of a house's people, and one row more.
  static func list(
    _ facility: ID<Facility>,
    after place: Place?,
    limit: Int,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    let isThere = FacilitySQL.exists(facility, principal)
    let isNext: SQL =
      if let place {
        """
        (u."lastName", u."firstName", u.id) > (\(place.lastName), \(place.firstName), \(place.id))
        """
      } else {
        "true"
      }
    return """
      WITH page AS MATERIALIZED (
        SELECT u.id, u."firstName", u."lastName", u.role, a.assigned_at, a.assigned_by
        FROM facility_staff a JOIN "user" u ON u."tenantId" = a."tenantId" AND u.id = a."userId"
        WHERE a."tenantId" = \(principal.tenant) AND a."facilityId" = \(facility)
          AND u.deleted_at IS NULL AND \(isNext)
        \(order) LIMIT \(limit + 1)
      ), noted AS (
        \(audit.insert(
          Action(.list, facility: facility),
          outcome: "CASE WHEN \(isThere) THEN 'SUCCESS' ELSE 'DENIED' END",
          details: """
            jsonb_build_object('users', COALESCE(
              (SELECT jsonb_agg(id) FROM (SELECT id FROM page LIMIT \(limit)) shown), '[]'))
            """
        ))
      )
      SELECT \(isThere) AS "isThere", id, "firstName", "lastName", role, assigned_at, assigned_by
      FROM (VALUES (1)) one LEFT JOIN page ON true \(order)
      """
  }

  private static let order: SQL = "ORDER BY \"lastName\", \"firstName\", id"

  /// Answers one row: whether person and house are there for whoever assigns.
  ///
  /// An ADMIN may assign who is free: whether somebody else is there at all is not told apart.
  static func assign(
    _ user: ID<User>,
    to facility: ID<Facility>,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    let isFit: SQL =
      if principal.role == .owner {
        """
        EXISTS (SELECT FROM "user" WHERE "tenantId" = \(principal.tenant) AND id = \(user)
          AND deleted_at IS NULL)
        """
      } else {
        "heartly.is_free_staff(\(user))"
      }
    return """
      WITH fit AS MATERIALIZED (
        SELECT WHERE \(FacilitySQL.exists(facility, principal)) AND \(isFit)
      ), made AS (
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
        SELECT \(principal.tenant), \(facility), \(user), \(principal.user) FROM fit
        ON CONFLICT DO NOTHING
        RETURNING 1
      ), noted AS (
        \(audit.insert(
          Action(.assign, user: user, facility: facility),
          outcome: "CASE WHEN EXISTS (SELECT FROM fit) THEN 'SUCCESS' ELSE 'DENIED' END",
          details: "jsonb_build_object('isNew', EXISTS (SELECT FROM made))"
        ))
      )
      SELECT EXISTS (SELECT FROM fit) AS "isFit"
      """
  }

  static func unassign(
    _ user: ID<User>,
    from facility: ID<Facility>,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH noted AS (\(audit.insert(Action(.unassign, user: user, facility: facility))))
    SELECT heartly.unassign_staff(\(facility), \(user))
    """
  }
}
