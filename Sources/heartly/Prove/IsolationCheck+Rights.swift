import Postgres

extension IsolationCheck {
  /// What the runtime role may do with tables, as `table: PRIVILEGE column, column`. Where no column is
  /// named the whole table is meant.
  static let grants = [
    "tenant: SELECT",
    "tenant: UPDATE settings",
    "user: SELECT",
    """
    user: INSERT company, email, firstName, id, lastName, onboarding_completed_at, onboarding_step, \
    permissions, phone, role, status, tenantId, username
    """,
    """
    user: UPDATE company, email, firstName, lastName, onboarding_completed_at, onboarding_step, \
    permissions, phone, role, status, username
    """,
    "facility: SELECT",
    """
    facility: INSERT address, city, email, id, name, phone, projectedClientCount, roomCount, state, \
    status, tenantId, zip
    """,
    """
    facility: UPDATE address, city, email, name, phone, projectedClientCount, roomCount, state, \
    status, zip
    """,
    "client: SELECT",
    "client_name_key: SELECT",
    """
    client: INSERT birthDate, email, facilityId, firstName, id, lastName, phone, photo, status, \
    tenantId, uci
    """,
    """
    client: UPDATE birthDate, email, facilityId, firstName, lastName, phone, photo, status, uci
    """,
    "client_name_key: SELECT",
    "facility_staff: SELECT",
    "facility_staff: INSERT assigned_by, facilityId, tenantId, userId",
    "session: SELECT created_at, expires_at, id, revoked_at, tenantId, userId",
    """
    user_action_audit_log: SELECT action, clientId, created_at, details, id, ipAddress, outcome, \
    requestId, sessionId, targetFacilityId, targetUserId, tenantId, userAgent, userId
    """,
    """
    user_action_audit_log: INSERT action, clientId, details, id, ipAddress, outcome, requestId, \
    sessionId, targetFacilityId, targetUserId, tenantId, userAgent, userId
    """,
    """
    data_audit_log: SELECT clientId, created_at, facilityId, id, ipAddress, newValues, oldValues, \
    operation, operator, requestId, rowKey, sessionId, tableName, tenantId, userId
    """,
    "legal_hold: SELECT",
    "audit_entry: SELECT",
    "audit_checkpoint: SELECT",
  ]

  /// The functions of the platform that the runtime role may call.
  static let functions = [
    "begin_request", "begin_expected_request", "claim", "tenant_id", "user_id", "session_id",
    "user_role", "request_id",
    "ip_address",
    "facility_ids", "facility_scope", "is_in_scope", "no_context", "is_colleague", "is_staff",
    "is_free_staff",
    "record_action", "delete_client",
    "restore_client",
    "delete_facility", "restore_facility", "delete_user", "restore_user", "unassign_staff",
    "search_form", "search_words", "merge_patch",
    "claim_idempotency_key", "expire_idempotency_keys",
  ]

  static let rights = [
    IsolationCheck(
      claim: "The runtime role has these rights on tables and no others",
      violations: """
        WITH found AS (
          SELECT c.relname || ': ' || x.privilege_type AS one
          FROM pg_class c, aclexplode(c.relacl) x
          WHERE c.relnamespace IN ('public'::regnamespace, 'heartly'::regnamespace)
            AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND x.grantee IN (0, 'heartly_app'::regrole)
          UNION ALL
          SELECT c.relname || ': ' || x.privilege_type || ' '
            || string_agg(a.attname, ', ' ORDER BY a.attname::text COLLATE "und-x-icu")
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) x
          WHERE c.relnamespace IN ('public'::regnamespace, 'heartly'::regnamespace)
            AND x.grantee IN (0, 'heartly_app'::regrole)
          GROUP BY c.relname, x.privilege_type
        ), wanted AS (SELECT unnest(\(grants)) AS one)
        SELECT 'it also has ' || one FROM (SELECT one FROM found EXCEPT SELECT one FROM wanted) more
        UNION ALL
        SELECT 'it lacks ' || one FROM (SELECT one FROM wanted EXCEPT SELECT one FROM found) less
        """
    ),
    IsolationCheck(
      claim: "The runtime role may call these functions of the platform and no others",
      violations: """
        WITH found AS (
          SELECT p.proname::text AS one FROM pg_proc p
          WHERE p.pronamespace = 'heartly'::regnamespace
            AND has_function_privilege('heartly_app', p.oid, 'EXECUTE')
            AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
              WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
                AND e.extname = 'fuzzystrmatch')
        ), wanted AS (SELECT unnest(\(functions)) AS one)
        SELECT 'it may call ' || one FROM (SELECT one FROM found EXCEPT SELECT one FROM wanted) more
        UNION ALL
        SELECT 'it may not call ' || one FROM (SELECT one FROM wanted EXCEPT SELECT one FROM found) less
        """
    ),
    IsolationCheck(
      claim: "Rights are granted on a partitioned table, never on a partition",
      violations: """
        SELECT format('%s: %s may %s', c.oid::regclass, x.grantee::regrole, x.privilege_type)
        FROM pg_class c, aclexplode(c.relacl) x
        WHERE c.relispartition AND c.relkind = 'r' AND x.grantee <> c.relowner
        """
    ),
    IsolationCheck(
      claim: "Only heartly_context may set the parameter that carries the context of a request",
      violations: """
        SELECT format('%s may %s', COALESCE(r.rolname, 'PUBLIC'), x.privilege_type
          || CASE WHEN x.is_grantable THEN ' and let others' ELSE '' END)
        FROM pg_parameter_acl p CROSS JOIN LATERAL aclexplode(p.paracl) x
        LEFT JOIN pg_roles r ON r.oid = x.grantee
        WHERE p.parname = 'backtrace_functions' AND NOT COALESCE(r.rolsuper, false)
          AND (x.grantee <> 'heartly_context'::regrole OR x.privilege_type <> 'SET' OR x.is_grantable)
        UNION ALL
        SELECT 'heartly_context may not: GRANT SET ON PARAMETER backtrace_functions TO heartly_context'
        WHERE to_regclass('heartly.context_key') IS NULL
          AND NOT has_parameter_privilege('heartly_context', 'backtrace_functions', 'SET')
        """
    ),
    IsolationCheck(
      claim: "No context is attached to the server, to a database or to a role",
      violations: """
        SELECT format('%s in %s', COALESCE(r.rolname, 'all roles'), COALESCE(d.datname, 'all databases'))
        FROM pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) AS settings (one)
        LEFT JOIN pg_roles r ON r.oid = s.setrole
        LEFT JOIN pg_database d ON d.oid = s.setdatabase
        WHERE one LIKE 'backtrace_functions=%heartly_context%'
        UNION ALL
        SELECT 'the server, or this session' FROM pg_settings
        WHERE name = 'backtrace_functions' AND reset_val LIKE '%heartly_context%'
        """
    ),
    IsolationCheck(
      claim:
        "Only heartly_context reads and changes the key that signs contexts, where there is one",
      violations: """
        SELECT format('%s may %s', CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END,
          x.privilege_type)
        FROM pg_class c, aclexplode(c.relacl) x
        WHERE c.oid = to_regclass('heartly.context_key') AND x.grantee <> c.relowner
          AND (x.grantee <> 'heartly_context'::regrole OR x.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE'))
        """
    ),
    IsolationCheck(
      claim: "The runtime role, the auditor and the sealer have no power beside what is granted",
      violations: """
        SELECT format('%s: %s', r.rolname, power.name)
        FROM pg_roles r, LATERAL (VALUES (r.rolsuper, 'superuser'), (r.rolbypassrls, 'BYPASSRLS'),
          (r.rolcreaterole, 'CREATEROLE'), (r.rolcreatedb, 'CREATEDB'),
          (r.rolreplication, 'REPLICATION'),
          (EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid), 'member of another role'),
          (EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid), 'owns a relation'),
          (has_schema_privilege(r.oid, 'public', 'CREATE'), 'may create in the schema public'),
          (has_schema_privilege(r.oid, 'heartly', 'CREATE'), 'may create in the schema heartly'),
          (has_database_privilege(r.oid, current_database(), 'CREATE'), 'may create schemas'))
          power (has, name)
        WHERE r.rolname IN ('heartly_app', 'heartly_auditor', 'heartly_sealer') AND power.has
        """
    ),
    IsolationCheck(
      claim: "Nobody but the owner of the tables may become heartly_context, or see what it sees",
      violations: """
        SELECT format('%s is a member of heartly_context', m.member::regrole)
        FROM pg_auth_members m
        WHERE m.roleid = 'heartly_context'::regrole AND m.member <> 'heartly_owner'::regrole
        UNION ALL
        SELECT 'heartly_owner inherits from heartly_context'
        WHERE pg_has_role('heartly_owner', 'heartly_context', 'USAGE')
        """
    ),
    IsolationCheck(
      claim: "No setting is attached to the runtime role, which any of its sessions could do",
      violations: """
        SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setrole = 'heartly_app'::regrole
        """
    ),
    IsolationCheck(
      claim: "Nobody signs in as the owner of the tables or of the context",
      violations: """
        SELECT format('%s may sign in', rolname) FROM pg_roles
        WHERE rolname IN ('heartly_owner', 'heartly_context') AND rolcanlogin
        """
    ),
    IsolationCheck(
      claim: "The auditor and the sealer read the audit logs and nothing else of a tenant",
      violations: """
        SELECT format('%s: %s may %s', c.oid::regclass, x.grantee::regrole, x.privilege_type)
        FROM pg_class c, aclexplode(c.relacl) x
        WHERE \(isOfTenants)
          AND x.grantee IN ('heartly_auditor'::regrole, 'heartly_sealer'::regrole)
          AND NOT (x.privilege_type = 'SELECT' AND c.relname IN ('user_action_audit_log',
            'data_audit_log', 'legal_hold', 'audit_entry', 'audit_checkpoint'))
          AND NOT (x.privilege_type = 'INSERT' AND x.grantee = 'heartly_sealer'::regrole
            AND c.relname IN ('audit_entry', 'audit_checkpoint'))
        """
    ),
    IsolationCheck(
      claim: "PUBLIC has nothing that tells one tenant of another",
      violations: """
        SELECT 'PUBLIC: ' || privilege FROM heartly.restricted_privileges() r
        WHERE CASE
          WHEN privilege LIKE 'TEMPORARY%' THEN
            EXISTS (SELECT FROM pg_database d, aclexplode(COALESCE(d.datacl, acldefault('d', d.datdba))) x
              WHERE d.datname = current_database() AND x.grantee = 0 AND x.privilege_type = 'TEMPORARY')
          WHEN privilege LIKE 'EXECUTE%' THEN
            EXISTS (SELECT FROM pg_proc p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) x
              WHERE p.oid = substr(privilege, 21)::regprocedure AND x.grantee = 0)
          ELSE
            EXISTS (SELECT FROM pg_class c, aclexplode(COALESCE(c.relacl, acldefault('r', c.relowner))) x
              WHERE c.oid = substr(privilege, 11)::regclass AND x.grantee = 0
                AND x.privilege_type = split_part(privilege, ' ', 1))
          END
        """
    ),
  ]
}
