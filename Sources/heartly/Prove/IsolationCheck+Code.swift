import Postgres

extension IsolationCheck {
  static let code = [
    IsolationCheck(
      claim: "Every table of tenants writes its changes to the audit log",
      violations: """
        SELECT format('%s has no audit trigger that is enabled', c.oid::regclass)
        FROM pg_class c
        WHERE \(isOfTenants) AND NOT c.relispartition
          -- The logs themselves, and what follows from a table whose changes are written.
          AND c.relname NOT IN ('user_action_audit_log', 'data_audit_log', 'audit_entry',
            'audit_checkpoint', 'client_name_key')
          AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid
            AND t.tgfoid = 'heartly.record_change'::regproc AND t.tgtype = 29
            AND t.tgqual IS NULL AND t.tgenabled IN ('O', 'A'))
        """
    ),
    IsolationCheck(
      claim: "No trigger of a table of tenants is disabled",
      violations: """
        SELECT format('%s: %I', t.tgrelid::regclass, t.tgname)
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE \(isOfTenants) AND t.tgenabled NOT IN ('O', 'A')
        """
    ),
    IsolationCheck(
      claim:
        "A function with its owner's rights pins its search path and has an owner of the platform",
      violations: """
        SELECT format('%s, owned by %s', p.oid::regprocedure, p.proowner::regrole)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.prosecdef AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND (p.proowner NOT IN ('heartly_owner'::regrole, 'heartly_context'::regrole)
            OR NOT COALESCE(p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false))
        """
    ),
    IsolationCheck(
      claim: "Views read with the rights of whoever asks, and no copy of a tenant's rows is kept",
      violations: """
        SELECT format('%s %s', CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END,
          c.oid::regclass)
        FROM pg_class c
        WHERE c.relnamespace IN ('public'::regnamespace, 'heartly'::regnamespace)
          AND (c.relkind = 'm' OR c.relkind = 'v'
            AND NOT COALESCE(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on'],
              false))
        """
    ),
  ]
}
