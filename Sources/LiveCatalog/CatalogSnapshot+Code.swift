import Postgres

// What acts by itself or on call.
extension CatalogSnapshot {
  static let code: [SQL] = [functions, triggers, eventTriggers, policies, rules]

  private static let functions: SQL = """
    SELECT n.nspname::text, 'function ' || p.oid::regprocedure,
      concat_ws(', ',
        CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
        (SELECT concat_ws(' ', 'aggregate', a.aggtransfn, a.aggfinalfn, a.aggcombinefn,
           a.aggtranstype::regtype, a.agginitval)
         FROM pg_aggregate a WHERE a.aggfnoid = p.oid),
        'owner ' || p.proowner::regrole, \(privileges("p.proacl", kind: "'f'", owner: "p.proowner")))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE \(isOfUser)
    """

  /// Those that foreign keys are made of go with their constraint.
  private static let triggers: SQL = """
    SELECT n.nspname::text, 'trigger ' || quote_ident(t.tgname) || ' on ' || c.oid::regclass,
      concat_ws(', ', pg_get_triggerdef(t.oid), 'enabled ' || t.tgenabled::text,
        'child of ' || (SELECT p.tgrelid::regclass FROM pg_trigger p WHERE p.oid = t.tgparentid))
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND \(isOfUser)
    """

  private static let eventTriggers: SQL = """
    SELECT NULL::text, 'event trigger ' || quote_ident(e.evtname),
      concat_ws(', ', e.evtevent, e.evttags::text, e.evtfoid::regprocedure,
        'enabled ' || e.evtenabled::text, 'owner ' || e.evtowner::regrole)
    FROM pg_event_trigger e
    """

  private static let policies: SQL = """
    SELECT n.nspname::text, 'policy ' || quote_ident(p.polname) || ' on ' || c.oid::regclass,
      concat_ws(', ', CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
        'for ' || p.polcmd::text,
        'to ' || (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE role::regrole::text END, ' '
                                    ORDER BY role::regrole::text)
                  FROM unnest(p.polroles) AS role),
        'USING ' || pg_get_expr(p.polqual, p.polrelid),
        'WITH CHECK ' || pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE \(isOfUser)
    """

  /// A view's own rule is its definition.
  private static let rules: SQL = """
    SELECT n.nspname::text, 'rule ' || quote_ident(r.rulename) || ' on ' || c.oid::regclass,
      concat_ws(', ', pg_get_ruledef(r.oid), 'enabled ' || r.ev_enabled::text)
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN' AND \(isOfUser)
    """
}
