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

  static func create(
    _ id: ID<Client>,
    _ client: NewClient,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH made AS (
      INSERT INTO client ("tenantId", id, "facilityId", "firstName", "lastName", "birthDate", uci,
        status, phone, email, photo)
      VALUES (\(principal.tenant), \(id), \(client.facility), \(client.firstName),
        \(client.lastName), \(client.birthDate), \(client.uci), \(client.status), \(client.phone),
        \(client.email), \(client.photo))
      RETURNING \(columns)
    ), noted AS (
      \(audit.insert(Action(.create, client: id, facility: client.facility)))
    )
    SELECT \(columns) FROM made
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
