internal import Access
internal import FoundationEssentials
internal import Postgres

/// The statements about residents. Each names the organisation, although the policies do so, too.
enum ClientSQL {
  static let columns: SQL = """
    id, "facilityId", "firstName", "lastName", "birthDate", uci, status, phone, email, photo,
    created_at, updated_at
    """

  static func read(_ id: ID<Client>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH found AS MATERIALIZED (
      SELECT \(columns) FROM client WHERE "tenantId" = \(principal.tenant) AND id = \(id)
        AND deleted_at IS NULL
    ), noted AS (
      \(audit.insert(
        Action(.read, client: id),
        outcome: "CASE WHEN EXISTS (SELECT FROM found) THEN 'SUCCESS' ELSE 'DENIED' END",
        facility: "(SELECT \"facilityId\" FROM found)"
      ))
    )
    SELECT \(columns) FROM found
    """
  }

  /// Answers what was given, with what the database has added: so a request that is sent again gets the
  /// first answer, of which nothing is kept.
  static func create(
    _ id: ID<Client>,
    _ client: NewClient,
    key: IdempotencyKey?,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH claim AS MATERIALIZED (\(IdempotencySQL.claim(key, for: id))), given AS (
      SELECT outcome AS claim, "thingId" AS id, \(client.facility) AS "facilityId",
        \(client.firstName)::text AS "firstName", \(client.lastName)::text AS "lastName",
        \(client.birthDate) AS "birthDate", \(client.uci)::text AS uci,
        \(client.status)::text AS status, \(client.phone)::text AS phone,
        \(client.email)::text AS email, \(client.photo)::text AS photo,
        "claimedAt" AS created_at, "claimedAt" AS updated_at
      FROM claim
    ), made AS (
      INSERT INTO client ("tenantId", id, "facilityId", "firstName", "lastName", "birthDate", uci,
        status, phone, email, photo)
      SELECT \(principal.tenant), id, "facilityId", "firstName", "lastName", "birthDate", uci,
        status, phone, email, photo
      FROM given WHERE claim = 'NEW'
    ), noted AS (
      \(audit.insert(
        Action(.create, facility: client.facility),
        outcome: IdempotencySQL.outcome,
        client: IdempotencySQL.thing,
        details: IdempotencySQL.details
      ))
    )
    SELECT claim, \(columns) FROM given
    """
  }

  /// Answers one row: whether the client was there, and the changed columns if the version fitted.
  static func update(
    _ id: ID<Client>,
    _ change: ClientChange,
    version: Version?,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH seen AS MATERIALIZED (
      SELECT "facilityId" FROM client WHERE "tenantId" = \(principal.tenant) AND id = \(id)
        AND deleted_at IS NULL
    ), changed AS (
      UPDATE client SET
        "firstName" = COALESCE(\(change.firstName.value), "firstName"),
        "lastName" = COALESCE(\(change.lastName.value), "lastName"),
        "birthDate" = COALESCE(\(change.birthDate.value), "birthDate"),
        uci = COALESCE(\(change.uci.value), uci),
        status = COALESCE(\(change.status.value), status),
        phone = CASE WHEN \(change.phone.isSet) THEN \(change.phone.value ?? nil) ELSE phone END,
        email = CASE WHEN \(change.email.isSet) THEN \(change.email.value ?? nil) ELSE email END,
        photo = CASE WHEN \(change.photo.isSet) THEN \(change.photo.value ?? nil) ELSE photo END
      WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
        AND (\(version) IS NULL OR updated_at = \(version))
      RETURNING \(columns)
    ), noted AS (
      \(audit.insert(
        Action(.update, client: id),
        outcome: AuditSQL.outcomeOfChange,
        facility: "(SELECT \"facilityId\" FROM seen)"
      ))
    )
    SELECT EXISTS (SELECT FROM seen) AS "wasSeen", \(columns)
    FROM (VALUES (1)) one LEFT JOIN changed ON true
    """
  }

  static func move(
    _ id: ID<Client>,
    to facility: ID<Facility>,
    version: Version?,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH seen AS MATERIALIZED (
      SELECT "facilityId" FROM client WHERE "tenantId" = \(principal.tenant) AND id = \(id)
        AND deleted_at IS NULL
    ), changed AS (
      UPDATE client SET "facilityId" = \(facility)
      WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
        AND (\(version) IS NULL OR updated_at = \(version))
      RETURNING \(columns)
    ), noted AS (
      \(audit.insert(
        Action(.move, client: id, facility: facility),
        outcome: AuditSQL.outcomeOfChange,
        details: "jsonb_build_object('from', (SELECT \"facilityId\" FROM seen))"
      ))
    )
    SELECT EXISTS (SELECT FROM seen) AS "wasSeen", \(columns)
    FROM (VALUES (1)) one LEFT JOIN changed ON true
    """
  }

  static func delete(_ id: ID<Client>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH noted AS (\(audit.insert(Action(.delete, client: id))))
    SELECT heartly.delete_client(\(id))
    """
  }

  /// Does nothing to a resident who is there: to ask twice is no error.
  static func restore(_ id: ID<Client>, _ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH noted AS (\(audit.insert(Action(.restore, client: id))))
    SELECT CASE WHEN NOT EXISTS (
      SELECT FROM client
      WHERE "tenantId" = \(principal.tenant) AND id = \(id) AND deleted_at IS NULL
    ) THEN heartly.restore_client(\(id)) END
    """
  }
}
