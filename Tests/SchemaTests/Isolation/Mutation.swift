import Postgres
import Testing

/// Something that guards the database, taken away.
struct Mutation: Sendable {
  var name: String
  var sql: String

  /// Each policy gone, and each that lets everything through; each table without its row-level security;
  /// each trigger, foreign key and CHECK gone, and each key without its tenant; each right that the
  /// runtime role or PUBLIC does not have.
  static func all(in connection: Connection) async throws -> [Mutation] {
    var found: [Mutation] = []
    for query in [policies, weakPolicies, rowSecurity, triggers, constraints, keys, rights] {
      found += try await connection.query(query).map {
        Mutation(name: try $0.decode(0), sql: try $0.decode(1))
      }
    }
    return found + roles
  }

  private static let policies: SQL = """
    SELECT format('policy %I of %s gone', polname, polrelid::regclass),
      format('DROP POLICY %I ON %s', polname, polrelid::regclass)
    FROM pg_policy ORDER BY 1
    """

  private static let weakPolicies: SQL = """
    SELECT format('policy %I of %s with %s (true)', polname, polrelid::regclass, part),
      format('ALTER POLICY %I ON %s %s (true)', polname, polrelid::regclass, part)
    FROM pg_policy, LATERAL (VALUES ('USING', pg_get_expr(polqual, polrelid)),
      ('WITH CHECK', pg_get_expr(polwithcheck, polrelid))) parts (part, expression)
    WHERE expression <> 'true'
    ORDER BY 1
    """

  private static let rowSecurity: SQL = """
    SELECT format('%s %s', oid::regclass, change), format('ALTER TABLE %s %s', oid::regclass, change)
    FROM pg_class,
      (VALUES ('DISABLE ROW LEVEL SECURITY'), ('NO FORCE ROW LEVEL SECURITY')) changes (change)
    WHERE relrowsecurity ORDER BY 1
    """

  private static let triggers: SQL = """
    SELECT format('trigger %I of %s gone', tgname, tgrelid::regclass),
      format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass)
    FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1
    """

  private static let constraints: SQL = """
    SELECT format('constraint %I of %s gone', conname, conrelid::regclass),
      format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
    FROM pg_constraint
    WHERE contype IN ('c', 'f') AND conislocal
      AND connamespace IN ('public'::regnamespace, 'heartly'::regnamespace)
    ORDER BY 1
    """

  /// The primary key without "tenantId"; what refers to it goes too.
  private static let keys: SQL = """
    SELECT format('key %I of %s without the tenant', conname, conrelid::regclass),
      format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE, ADD PRIMARY KEY (%s)', conrelid::regclass,
        conname, string_agg(quote_ident(a.attname), ', ' ORDER BY k.place))
    FROM pg_constraint c, unnest(c.conkey) WITH ORDINALITY AS k (number, place)
    JOIN pg_attribute a ON a.attnum = k.number
    WHERE a.attrelid = c.conrelid AND contype = 'p' AND conislocal AND a.attname <> 'tenantId'
      AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.conrelid
        AND t.attname = 'tenantId' AND t.attnum = ANY (c.conkey))
    GROUP BY conname, conrelid ORDER BY 1
    """

  private static let rights: SQL = """
    SELECT format('heartly_app may %s %s', verb, c.oid::regclass),
      format('GRANT %s ON %s TO heartly_app', verb, c.oid::regclass)
    FROM pg_class c, (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'),
      ('REFERENCES'), ('TRIGGER')) verbs (verb)
    WHERE c.relkind IN ('r', 'p')
      AND c.relnamespace IN ('public'::regnamespace, 'heartly'::regnamespace)
      AND NOT has_table_privilege('heartly_app', c.oid, verb)
    UNION ALL
    SELECT format('PUBLIC may call %s', p.oid::regprocedure),
      format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', p.oid::regprocedure)
    FROM pg_proc p
    WHERE p.pronamespace = 'heartly'::regnamespace
      AND NOT has_function_privilege('heartly_app', p.oid, 'EXECUTE')
    UNION ALL
    SELECT 'PUBLIC has ' || privilege, format('GRANT %s TO PUBLIC', privilege)
    FROM heartly.restricted_privileges()
    """

  private static let roles: [Mutation] = [
    "ALTER ROLE heartly_app BYPASSRLS", "ALTER ROLE heartly_app CREATEROLE",
    "ALTER ROLE heartly_owner INHERIT", "ALTER ROLE heartly_context LOGIN",
    "GRANT heartly_context TO heartly_app", "GRANT heartly_owner TO heartly_app",
    "GRANT CREATE ON SCHEMA public TO heartly_app", "GRANT CREATE ON SCHEMA heartly TO PUBLIC",
    "GRANT SELECT ON client TO heartly_auditor", "GRANT SELECT ON client TO PUBLIC",
    "GRANT SELECT (\"tokenHash\") ON session TO heartly_app",
    "GRANT UPDATE (deleted_at) ON client TO heartly_app",
    "ALTER FUNCTION heartly.begin_request(uuid, text, uuid, inet) RESET search_path",
    "ALTER FUNCTION heartly.begin_request(uuid, text, uuid, inet) OWNER TO CURRENT_USER",
    "ALTER FUNCTION heartly.delete_client(uuid) SECURITY INVOKER",
    "ALTER FUNCTION heartly.is_in_scope(uuid, uuid[]) COST 100",
    "GRANT SET ON PARAMETER backtrace_functions TO heartly_app",
    "GRANT SET ON PARAMETER backtrace_functions TO PUBLIC",
    "GRANT ALTER SYSTEM ON PARAMETER backtrace_functions TO heartly_auditor",
    "GRANT SET ON PARAMETER backtrace_functions TO heartly_context WITH GRANT OPTION",
    "REVOKE SET ON PARAMETER backtrace_functions FROM heartly_context",
    "ALTER ROLE heartly_auditor SET backtrace_functions = '\(ContextForm.claims)'",
    "ALTER FUNCTION heartly.claim(integer) SECURITY DEFINER",
    "CREATE VIEW v AS SELECT * FROM client", "CREATE MATERIALIZED VIEW v AS SELECT * FROM client",
    "CREATE TABLE added (\"tenantId\" uuid PRIMARY KEY)",
    "CREATE POLICY open ON client FOR SELECT USING (true)",
  ].map { Mutation(name: $0, sql: $0) }
}
