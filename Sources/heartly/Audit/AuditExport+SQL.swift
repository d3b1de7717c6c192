import Postgres

extension AuditExport {
  /// The cursor over all leaves of a log, with their rows where these are inside of the times.
  ///
  /// A row whose date was changed is no longer found by its whole key; it is looked for by its id
  /// then, so that whoever verifies sees what became of it.
  static func declareEntries(_ tenant: String, _ from: String?, _ to: String?) -> SQL {
    """
    DECLARE heartly_entries NO SCROLL CURSOR FOR
    SELECT e."index", e."leafHash", e."logName", e."entryId"::text, to_json(e.created_at) #>> '{}',
      \(isInside("e", from, to)), e.created_at <= now() - interval '6 years',
      CASE WHEN NOT \(isInside("e", from, to)) THEN NULL
        WHEN u.id IS NOT NULL THEN row_to_json(u)::text
        WHEN d.id IS NOT NULL THEN row_to_json(d)::text
        WHEN e."logName" = 'user_action_audit_log' THEN (
          SELECT row_to_json(r)::text FROM public.user_action_audit_log r
          WHERE r."tenantId" = e."tenantId" AND r.id = e."entryId" AND NOT EXISTS (
            SELECT FROM public.audit_entry o WHERE o."tenantId" = r."tenantId"
              AND o."entryId" = r.id AND o.created_at = r.created_at AND o."logName" = e."logName")
          LIMIT 1)
        ELSE (
          SELECT row_to_json(r)::text FROM public.data_audit_log r
          WHERE r."tenantId" = e."tenantId" AND r.id = e."entryId" AND NOT EXISTS (
            SELECT FROM public.audit_entry o WHERE o."tenantId" = r."tenantId"
              AND o."entryId" = r.id AND o.created_at = r.created_at AND o."logName" = e."logName")
          LIMIT 1)
      END
    FROM public.audit_entry e
    LEFT JOIN public.user_action_audit_log u ON e."logName" = 'user_action_audit_log'
      AND u."tenantId" = e."tenantId" AND u.id = e."entryId" AND u.created_at = e.created_at
      AND \(isInside("u", from, to))
    LEFT JOIN public.data_audit_log d ON e."logName" = 'data_audit_log'
      AND d."tenantId" = e."tenantId" AND d.id = e."entryId" AND d.created_at = e.created_at
      AND \(isInside("d", from, to))
    WHERE e."tenantId" = \(tenant)::text::uuid
    ORDER BY e."index"
    """
  }

  /// The cursor over the rows that are not sealed.
  static func declareUnsealed(_ tenant: String, _ from: String?, _ to: String?) -> SQL {
    """
    DECLARE heartly_unsealed NO SCROLL CURSOR FOR
    SELECT log, id::text, to_json(created_at) #>> '{}', entry FROM (
      SELECT 'user_action_audit_log' AS log, u.id, u.created_at, u."transactionId",
        row_to_json(u)::text AS entry
      FROM public.user_action_audit_log u
      WHERE u."tenantId" = \(tenant)::text::uuid AND \(isInside("u", from, to)) AND NOT EXISTS (
        SELECT FROM public.audit_entry e WHERE e."tenantId" = u."tenantId" AND e."entryId" = u.id
          AND e.created_at = u.created_at AND e."logName" = 'user_action_audit_log')
      UNION ALL
      SELECT 'data_audit_log', d.id, d.created_at, d."transactionId", row_to_json(d)::text
      FROM public.data_audit_log d
      WHERE d."tenantId" = \(tenant)::text::uuid AND \(isInside("d", from, to)) AND NOT EXISTS (
        SELECT FROM public.audit_entry e WHERE e."tenantId" = d."tenantId" AND e."entryId" = d.id
          AND e.created_at = d.created_at AND e."logName" = 'data_audit_log')
    ) unsealed
    ORDER BY "transactionId" NULLS FIRST, created_at, id
    """
  }

  /// Whether a row of the table with this alias is dated inside of the times.
  private static func isInside(_ alias: SQL, _ from: String?, _ to: String?) -> SQL {
    switch (from, to) {
    case (nil, nil): "true"
    case (let from?, nil): "(\(alias).created_at >= \(from)::text::timestamptz)"
    case (nil, let to?): "(\(alias).created_at < \(to)::text::timestamptz)"
    case (let from?, let to?):
      "(\(alias).created_at >= \(from)::text::timestamptz AND \(alias).created_at < \(to)::text::timestamptz)"
    }
  }
}
