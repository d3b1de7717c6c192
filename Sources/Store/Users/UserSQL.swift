internal import Access
internal import Postgres

/// The statements about the organisation's people. Each names the organisation, although the policies
/// do so, too.
enum UserSQL {
  /// What a person may know of the people whom they may see at all: STAFF the names of others, and
  /// themselves whole.
  private static func columns(for principal: Principal) -> SQL {
    guard principal.role == .staff else {
      return """
        id, "firstName", "lastName", role, true AS "isWhole", username, email, company, phone,
        permissions, onboarding_step, onboarding_completed_at, status, created_at, updated_at
        """
    }
    let isSelf: SQL = "id = \(principal.user)"
    return """
      id, "firstName", "lastName", role, \(isSelf) AS "isWhole",
      CASE WHEN \(isSelf) THEN username END AS username,
      CASE WHEN \(isSelf) THEN email END AS email,
      CASE WHEN \(isSelf) THEN company END AS company,
      CASE WHEN \(isSelf) THEN phone END AS phone,
      CASE WHEN \(isSelf) THEN permissions END AS permissions,
      CASE WHEN \(isSelf) THEN onboarding_step END AS onboarding_step,
      CASE WHEN \(isSelf) THEN onboarding_completed_at END AS onboarding_completed_at,
      CASE WHEN \(isSelf) THEN status END AS status,
      CASE WHEN \(isSelf) THEN created_at END AS created_at,
      CASE WHEN \(isSelf) THEN updated_at END AS updated_at
      """
  }

  /// The columns by their names.
  private static let names: SQL = """
    id, "firstName", "lastName", role, "isWhole", username, email, company, phone, permissions,
    onboarding_step, onboarding_completed_at, status, created_at, updated_at
    """

  /// Where a page ended, in the order of role, last name, first name and id.
  struct Place {
    var role: Role
    var lastName: String
    var firstName: String
    var id: ID<User>
  }

  /// Selects a page and one row more, which tells whether there is a next one.
  static func list(
    role: Role?,
    after place: Place?,
    limit: Int,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    var isAsked: SQL = "deleted_at IS NULL"
    if let role { isAsked = isAsked + " AND role = \(role)" }
    if let place {
      isAsked =
        isAsked + """
           AND (role, "lastName", "firstName", id)
            > (\(place.role), \(place.lastName), \(place.firstName), \(place.id))
          """
    }
    // Others than an OWNER see few people: these are looked up, instead of asking of everybody
    // whether they are a colleague.
    let isTheirs: SQL =
      if principal.role == .owner {
        "true"
      } else {
        """
        id IN (SELECT "userId" FROM facility_staff WHERE "tenantId" = \(principal.tenant)
          AND "facilityId" = ANY (\(Array(principal.facilities)))
          UNION ALL SELECT \(principal.user))
        """
      }
    return """
      WITH page AS MATERIALIZED (
        SELECT \(columns(for: principal)) FROM "user"
        WHERE "tenantId" = \(principal.tenant) AND \(isAsked) AND \(isTheirs)
        \(order) LIMIT \(limit + 1)
      ), noted AS (
        \(audit.insert(
          Action(.list),
          details: """
            jsonb_build_object('users', COALESCE(
              (SELECT jsonb_agg(id) FROM (SELECT id FROM page LIMIT \(limit)) shown), '[]'))
            """
        ))
      )
      SELECT \(names) FROM page \(order)
      """
  }

  private static let order: SQL = "ORDER BY role, \"lastName\", \"firstName\", id"

  static func read(_ id: ID<User>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH found AS MATERIALIZED (
      SELECT \(columns(for: principal)) FROM "user"
      WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
    ), noted AS (
      \(audit.insert(
        Action(.read, user: id),
        outcome: "CASE WHEN EXISTS (SELECT FROM found) THEN 'SUCCESS' ELSE 'DENIED' END"
      ))
    )
    SELECT \(names) FROM found
    """
  }

  /// Answers what was given, not what is there: whoever an ADMIN takes on works nowhere yet, and is
  /// the ADMIN's to see from the first assignment on.
  static func create(
    _ id: ID<User>,
    _ user: NewUser,
    key: IdempotencyKey?,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH claim AS MATERIALIZED (\(IdempotencySQL.claim(key, for: id))), given AS (
      SELECT outcome AS claim, "thingId" AS id, \(user.firstName)::text AS "firstName",
        \(user.lastName)::text AS "lastName", \(user.role)::text AS role, true AS "isWhole",
        \(user.username)::text AS username, \(user.email)::text AS email,
        \(user.company)::text AS company, \(user.phone)::text AS phone,
        \(user.grants.json) AS permissions, 0 AS onboarding_step,
        NULL::timestamptz AS onboarding_completed_at, \(user.status)::text AS status,
        "claimedAt" AS created_at, "claimedAt" AS updated_at
      FROM claim
    ), made AS (
      INSERT INTO "user" ("tenantId", id, "firstName", "lastName", role, username, email, company,
        phone, permissions, onboarding_step, status)
      SELECT \(principal.tenant), id, "firstName", "lastName", role, username, email, company, phone,
        permissions, onboarding_step, status
      FROM given WHERE claim = 'NEW'
    ), noted AS (
      \(audit.insert(
        Action(.create),
        outcome: IdempotencySQL.outcome,
        user: IdempotencySQL.thing,
        details: IdempotencySQL.details
      ))
    )
    SELECT claim, \(names) FROM given
    """
  }

  /// Answers one row: whether the person was there and what they are, and the changed columns if they
  /// were the caller's to change and the version fitted.
  static func update(
    _ id: ID<User>,
    _ change: UserChange,
    version: Version?,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    let isTheirs: SQL =
      switch principal.role {
      case .owner: "true"
      case .admin: "(id = \(principal.user) OR role = 'STAFF')"
      case .staff: "id = \(principal.user)"
      }
    return """
      WITH seen AS MATERIALIZED (
        SELECT role AS "seenRole", \(isTheirs) AS "isTheirs" FROM "user"
        WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
      ), changed AS (
        UPDATE "user" SET
          "firstName" = COALESCE(\(change.firstName.value), "firstName"),
          "lastName" = COALESCE(\(change.lastName.value), "lastName"),
          username = COALESCE(\(change.username.value), username),
          email = CASE WHEN \(change.email.isSet) THEN \(change.email.value ?? nil) ELSE email END,
          company = CASE WHEN \(change.company.isSet) THEN \(change.company.value ?? nil)
            ELSE company END,
          phone = CASE WHEN \(change.phone.isSet) THEN \(change.phone.value ?? nil) ELSE phone END,
          role = COALESCE(\(change.role.value), role),
          permissions = permissions
            || \(Grants.json(granted: change.granted, refused: change.refused)),
          onboarding_step = COALESCE(\(change.onboardingStep.value), onboarding_step),
          onboarding_completed_at = CASE WHEN \(change.onboardingCompletedAt.isSet)
            THEN \(change.onboardingCompletedAt.value ?? nil) ELSE onboarding_completed_at END,
          status = COALESCE(\(change.status.value), status)
        WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
          AND \(isTheirs) AND (\(version) IS NULL OR updated_at = \(version))
        RETURNING \(columns(for: principal))
      ), noted AS (
        \(audit.insert(
          Action(.update, user: id),
          outcome: """
            CASE WHEN EXISTS (SELECT FROM changed) THEN 'SUCCESS'
              WHEN EXISTS (SELECT FROM seen WHERE "isTheirs") THEN 'FAILURE' ELSE 'DENIED' END
            """
        ))
      )
      SELECT EXISTS (SELECT FROM seen) AS "wasSeen", "seenRole", \(names)
      FROM (VALUES (1)) one LEFT JOIN seen ON true LEFT JOIN changed ON true
      """
  }

  static func delete(_ id: ID<User>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH noted AS (\(audit.insert(Action(.delete, user: id))))
    SELECT heartly.delete_user(\(id))
    """
  }

  /// Does nothing to somebody whose account is there: to ask twice is no error.
  static func restore(_ id: ID<User>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH noted AS (\(audit.insert(Action(.restore, user: id))))
    SELECT CASE WHEN NOT EXISTS (
      SELECT FROM "user"
      WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
    ) THEN heartly.restore_user(\(id)) END
    """
  }
}
