import Postgres

/// Something that must hold in the catalog for tenants to be kept apart, as a query for what breaks it.
/// Each row of the answer is a sentence about one object.
struct IsolationCheck: Sendable {
  /// What holds, as a sentence.
  var claim: String
  var violations: SQL

  static let all = rowSecurity + keys + rights + beside + code
}

extension IsolationCheck {
  /// A relation `c` that holds rows of tenants: it has "tenantId", or is the list of tenants itself.
  static let isOfTenants: SQL = """
    c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (c.relname = 'tenant'
      OR EXISTS (SELECT FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname = 'tenantId' AND NOT a.attisdropped))
    """

  private static let rowSecurity = [
    IsolationCheck(
      claim: "Row-level security is enabled and forced on every table and partition of tenants",
      violations: """
        SELECT format('%s: row security is %s and %s', c.oid::regclass,
          CASE WHEN c.relrowsecurity THEN 'enabled' ELSE 'disabled' END,
          CASE WHEN c.relforcerowsecurity THEN 'forced' ELSE 'not forced' END)
        FROM pg_class c WHERE \(isOfTenants) AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
        """
    ),
    IsolationCheck(
      claim: "Whatever the runtime role is granted on a table has a policy",
      violations: """
        SELECT format('%s: heartly_app may %s without a policy for it', c.oid::regclass, verb.name)
        FROM pg_class c,
          (VALUES ('SELECT', 'r'), ('INSERT', 'a'), ('UPDATE', 'w'), ('DELETE', 'd')) verb (name, code)
        WHERE \(isOfTenants) AND NOT c.relispartition
          AND CASE verb.name WHEN 'DELETE' THEN has_table_privilege('heartly_app', c.oid, 'DELETE')
            ELSE has_any_column_privilege('heartly_app', c.oid, verb.name) END
          AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
            AND p.polroles = ARRAY['heartly_app'::regrole::oid] AND p.polcmd = verb.code::"char")
        """
    ),
    IsolationCheck(
      claim: "Every policy of the runtime role compares the row with the context of the request",
      violations: """
        SELECT format('%s: policy %I does not ask heartly.tenant_id() in %s', p.polrelid::regclass,
          p.polname, part.name)
        FROM pg_policy p, LATERAL (VALUES ('USING', pg_get_expr(p.polqual, p.polrelid)),
          ('WITH CHECK', pg_get_expr(p.polwithcheck, p.polrelid))) part (name, expression)
        WHERE 'heartly_app'::regrole = ANY (p.polroles)
          AND part.expression !~ '^\\(\\(?("tenantId"|id) = \\( SELECT heartly\\.tenant_id\\(\\)'
        """
    ),
    IsolationCheck(
      claim: "Every policy of the runtime role is asked before what a query asks of a row",
      violations: """
        SELECT format('%s: policy %I compares the tenant at a query''s cost or later', p.polrelid::regclass,
          p.polname)
        FROM pg_policy p
        WHERE 'heartly_app'::regrole = ANY (p.polroles) AND p.polqual IS NOT NULL
          AND pg_get_expr(p.polqual, p.polrelid)
            !~ 'CASE\\s+WHEN \\(("tenantId"|id) = ANY \\(ARRAY\\[\\( SELECT heartly\\.tenant_id\\('
        UNION ALL
        SELECT format('%s costs %s of an operator', oid::regprocedure, procost) FROM pg_proc
        WHERE oid = to_regprocedure('heartly.is_in_scope(uuid, uuid[])') AND procost >= 0.5
        """
    ),
    IsolationCheck(
      claim: "Policies are for the platform's own roles, and none is for everybody",
      violations: """
        SELECT format('%s: policy %I is for %s', p.polrelid::regclass, p.polname,
          COALESCE(r.rolname, 'PUBLIC'))
        FROM pg_policy p CROSS JOIN LATERAL unnest(p.polroles) AS roles (id)
        LEFT JOIN pg_roles r ON r.oid = roles.id
        JOIN pg_class c ON c.oid = p.polrelid
        WHERE \(isOfTenants) AND COALESCE(r.rolname, '') NOT IN ('heartly_app', 'heartly_owner',
          'heartly_context', 'heartly_auditor', 'heartly_sealer')
        """
    ),
    IsolationCheck(
      claim: "The owner's policies ask for an operation of the platform",
      violations: """
        SELECT format('%s: policy %I', p.polrelid::regclass, p.polname)
        FROM pg_policy p
        WHERE 'heartly_owner'::regrole = ANY (p.polroles)
          AND (pg_get_expr(p.polqual, p.polrelid) !~ '^\\( SELECT heartly\\.is_operator\\(\\)[^)]*\\)$'
            OR pg_get_expr(p.polwithcheck, p.polrelid)
              !~ '^\\( SELECT heartly\\.is_operator\\(\\)[^)]*\\)$')
        """
    ),
  ]

  private static let keys = [
    IsolationCheck(
      claim: "Every unique key of a tenant's table begins with the tenant",
      violations: """
        SELECT format('%s: %s', c.oid::regclass, i.indexrelid::regclass)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenantId'
        WHERE \(isOfTenants) AND i.indisunique AND i.indkey[0] <> a.attnum
        """
    ),
    IsolationCheck(
      claim: "Every foreign key between tables of tenants carries the tenant, and is valid",
      violations: """
        SELECT format('%s: %I', k.conrelid::regclass, k.conname)
        FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'tenantId'
        LEFT JOIN pg_attribute b ON b.attrelid = k.confrelid
          AND b.attname = CASE k.confrelid WHEN 'tenant'::regclass THEN 'id' ELSE 'tenantId' END
        WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
          AND (NOT k.convalidated OR k.confkey[array_position(k.conkey, a.attnum)]
            IS DISTINCT FROM b.attnum)
        """
    ),
    IsolationCheck(
      claim: "Every table of tenants refers to its tenant, by itself or by what it refers to",
      violations: """
        SELECT format('%s has no foreign key', c.oid::regclass)
        FROM pg_class c
        WHERE \(isOfTenants) AND NOT c.relispartition
          AND c.relname NOT IN ('tenant', 'user_action_audit_log', 'data_audit_log', 'audit_entry',
            'audit_checkpoint', 'client_name_key')
          AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f')
        """
    ),
  ]
}
