internal import Access
internal import Postgres

/// The statements about houses. Each names the organisation, although the policies do so, too.
enum FacilitySQL {
  static let columns: SQL = """
    id, name, address, city, state, zip, phone, email, "projectedClientCount", "roomCount", status,
    created_at, updated_at
    """

  /// Whether a house is there for the person.
  static func exists(_ id: ID<Facility>, _ principal: Principal) -> SQL {
    """
    EXISTS (SELECT FROM facility WHERE "tenantId" = \(principal.tenant) AND id = \(id)
      AND deleted_at IS NULL)
    """
  }

  /// Selects a page in the order of names, and one row more, which tells whether there is a next one.
  static func list(
    after name: String?,
    limit: Int,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    let isTheirs: SQL =
      principal.role == .owner ? "true" : "id = ANY (\(Array(principal.facilities)))"
    // A name is of one live house only, so it is a place in the order by itself.
    let isNext: SQL = if let name { "name > \(name)" } else { "true" }
    return """
      WITH page AS MATERIALIZED (
        SELECT \(columns) FROM facility
        WHERE "tenantId" = \(principal.tenant) AND deleted_at IS NULL AND \(isTheirs) AND \(isNext)
        ORDER BY name LIMIT \(limit + 1)
      ), noted AS (
        \(audit.insert(
          Action(.list),
          details: """
            jsonb_build_object('facilities', COALESCE(
              (SELECT jsonb_agg(id) FROM (SELECT id FROM page LIMIT \(limit)) shown), '[]'))
            """
        ))
      )
      SELECT \(columns) FROM page ORDER BY name
      """
  }

  static func read(_ id: ID<Facility>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH found AS MATERIALIZED (
      SELECT \(columns) FROM facility WHERE "tenantId" = \(principal.tenant) AND id = \(id)
        AND deleted_at IS NULL
    ), noted AS (
      \(audit.insert(
        Action(.read, facility: id),
        outcome: "CASE WHEN EXISTS (SELECT FROM found) THEN 'SUCCESS' ELSE 'DENIED' END"
      ))
    )
    SELECT \(columns) FROM found
    """
  }

  /// Answers what was given, with what the database has added.
  static func create(
    _ id: ID<Facility>,
    _ facility: NewFacility,
    key: IdempotencyKey?,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH claim AS MATERIALIZED (\(IdempotencySQL.claim(key, for: id))), given AS (
      SELECT outcome AS claim, "thingId" AS id, \(facility.name)::text AS name,
        \(facility.address)::text AS address, \(facility.city)::text AS city,
        \(facility.state)::text AS state, \(facility.zip)::text AS zip,
        \(facility.phone)::text AS phone, \(facility.email)::text AS email,
        \(facility.projectedClientCount) AS "projectedClientCount",
        \(facility.roomCount) AS "roomCount", \(facility.status)::text AS status,
        "claimedAt" AS created_at, "claimedAt" AS updated_at
      FROM claim
    ), made AS (
      INSERT INTO facility ("tenantId", id, name, address, city, state, zip, phone, email,
        "projectedClientCount", "roomCount", status)
      SELECT \(principal.tenant), id, name, address, city, state, zip, phone, email,
        "projectedClientCount", "roomCount", status
      FROM given WHERE claim = 'NEW'
    ), noted AS (
      \(audit.insert(
        Action(.create),
        outcome: IdempotencySQL.outcome,
        facility: IdempotencySQL.thing,
        details: IdempotencySQL.details
      ))
    )
    SELECT claim, \(columns) FROM given
    """
  }

  /// Answers one row: whether the house was there, and the changed columns if the version fitted.
  static func update(
    _ id: ID<Facility>,
    _ change: FacilityChange,
    version: Version?,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH seen AS MATERIALIZED (
      SELECT id FROM facility WHERE "tenantId" = \(principal.tenant) AND id = \(id)
        AND deleted_at IS NULL
    ), changed AS (
      UPDATE facility SET
        name = COALESCE(\(change.name.value), name),
        address = COALESCE(\(change.address.value), address),
        city = COALESCE(\(change.city.value), city),
        state = COALESCE(\(change.state.value), state),
        zip = COALESCE(\(change.zip.value), zip),
        phone = CASE WHEN \(change.phone.isSet) THEN \(change.phone.value ?? nil) ELSE phone END,
        email = CASE WHEN \(change.email.isSet) THEN \(change.email.value ?? nil) ELSE email END,
        "projectedClientCount" =
          COALESCE(\(change.projectedClientCount.value), "projectedClientCount"),
        "roomCount" = CASE WHEN \(change.roomCount.isSet) THEN \(change.roomCount.value ?? nil)
          ELSE "roomCount" END,
        status = COALESCE(\(change.status.value), status)
      WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
        AND (\(version) IS NULL OR updated_at = \(version))
      RETURNING \(columns)
    ), noted AS (
      \(audit.insert(Action(.update, facility: id), outcome: AuditSQL.outcomeOfChange))
    )
    SELECT EXISTS (SELECT FROM seen) AS "wasSeen", \(columns)
    FROM (VALUES (1)) one LEFT JOIN changed ON true
    """
  }

  static func delete(_ id: ID<Facility>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH noted AS (\(audit.insert(Action(.delete, facility: id))))
    SELECT heartly.delete_facility(\(id))
    """
  }

  /// Does nothing to a facility that is open: to ask twice is no error.
  static func restore(_ id: ID<Facility>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH noted AS (\(audit.insert(Action(.restore, facility: id))))
    SELECT CASE WHEN NOT EXISTS (
      SELECT FROM facility
      WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
    ) THEN heartly.restore_facility(\(id)) END
    """
  }
}
