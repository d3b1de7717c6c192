internal import Access
internal import Postgres

/// The statements about the organisation itself.
enum TenantSQL {
  private static let whole: SQL = "id, name, status, settings, created_at, updated_at"

  /// Who owns nothing of it reads its name.
  private static let name: SQL = """
    id, name, NULL::text AS status, NULL::jsonb AS settings, NULL::timestamptz AS created_at,
    NULL::timestamptz AS updated_at
    """

  static func read(_ principal: Principal, _ audit: AuditSQL) -> SQL {
    """
    WITH noted AS (\(audit.insert(Action(.read), details: aboutTenant)))
    SELECT \(principal.role == .owner ? whole : name) FROM tenant
    WHERE id = \(principal.tenant) AND deleted_at IS NULL
    """
  }

  /// Lays a merge patch (RFC 7396) over the settings. Answers one row: whether the organisation was
  /// there, and its columns if the version fitted.
  static func update(
    settings patch: JSON,
    version: Version?,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    """
    WITH seen AS MATERIALIZED (
      SELECT id FROM tenant WHERE id = \(principal.tenant) AND deleted_at IS NULL
    ), changed AS (
      UPDATE tenant SET settings = heartly.merge_patch(settings, \(patch))
      WHERE id = \(principal.tenant) AND deleted_at IS NULL
        AND (\(version) IS NULL OR updated_at = \(version))
      RETURNING \(whole)
    ), noted AS (
      \(audit.insert(Action(.update), outcome: AuditSQL.outcomeOfChange, details: aboutTenant))
    )
    SELECT EXISTS (SELECT FROM seen) AS "wasSeen", \(whole)
    FROM (VALUES (1)) one LEFT JOIN changed ON true
    """
  }

  private static let aboutTenant: SQL = "jsonb_build_object('about', 'tenant')"
}
