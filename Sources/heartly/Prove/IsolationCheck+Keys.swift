import Postgres

extension IsolationCheck {
  /// What lies beside the tenants' tables: the keys of requests, and what the search brings along.
  static let beside = [
    IsolationCheck(
      claim: "What a request with an Idempotency-Key has made is kept for its person alone",
      violations: """
        SELECT 'row security is not enabled and forced' FROM pg_class
        WHERE oid = to_regclass('heartly.idempotency_key')
          AND NOT (relrowsecurity AND relforcerowsecurity)
        UNION ALL
        SELECT 'no policy ties a key to its person' WHERE NOT EXISTS (
          SELECT FROM pg_policy p WHERE p.polrelid = to_regclass('heartly.idempotency_key')
            AND p.polroles = ARRAY['heartly_context'::regrole::oid]
            AND pg_get_expr(p.polqual, p.polrelid) LIKE '%tenant_id()%user_id()%created_at%'
            AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%tenant_id()%user_id()%')
        UNION ALL
        SELECT 'it lacks ' || name
        FROM unnest(ARRAY['CHK_idempotency_key_key', 'CHK_idempotency_key_requestDigest']) name
        WHERE NOT EXISTS (SELECT FROM pg_constraint k
          WHERE k.conrelid = to_regclass('heartly.idempotency_key') AND k.conname = name
            AND k.convalidated)
        UNION ALL
        SELECT 'its key is not of tenant, person and key' WHERE NOT EXISTS (
          SELECT FROM pg_index i WHERE i.indrelid = to_regclass('heartly.idempotency_key')
            AND i.indisprimary AND pg_get_indexdef(i.indexrelid) LIKE '%("tenantId", "userId", key)')
        """
    ),
    IsolationCheck(
      claim: "Of what an extension brings, the runtime role may call the edit distance only",
      violations: """
        SELECT format('it may call %s', p.oid::regprocedure) FROM pg_proc p
        WHERE p.pronamespace = 'heartly'::regnamespace
          AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
            AND d.objid = p.oid AND d.deptype = 'e')
          AND has_function_privilege('heartly_app', p.oid, 'EXECUTE')
          AND p.oid IS DISTINCT FROM
            to_regprocedure('heartly.levenshtein_less_equal(text, text, integer)')
        """
    ),
  ]
}
