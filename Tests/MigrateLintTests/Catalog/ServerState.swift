import Postgres

/// All that a server's catalog holds of a database's own objects, a line for each, without the numbers
/// of the objects: two are the same where nothing is otherwise. Roles belong to all databases of the
/// server, so only those that the cases make are looked at.
enum ServerState {
  static func lines(_ connection: Connection) async throws -> Set<String> {
    var lines: Set<String> = []
    for row in try await connection.query(query) { lines.insert(try row.decode(as: String.self)) }
    return lines
  }

  private static let query: SQL = """
    SELECT 'relation ' || concat_ws('|', c.oid::regclass, c.relkind, c.relpersistence, c.relreplident,
        c.reloptions::text, c.relrowsecurity, c.relforcerowsecurity, c.reltablespace,
        c.reloftype::regtype, c.relowner::regrole, pg_get_viewdef(c.oid),
        pg_get_expr(c.relpartbound, c.oid),
        coalesce((SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(coalesce(c.relacl,
          acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner))) a), ''))
      FROM pg_class c WHERE c.oid >= 16384 AND c.relkind <> 't'
    UNION ALL SELECT 'column ' || concat_ws('|', attrelid::regclass, attname,
        rank() OVER (PARTITION BY attrelid ORDER BY attnum), format_type(atttypid, atttypmod),
        attnotnull, attstorage, attcompression, attstattarget, attoptions::text, attacl::text,
        attidentity, attgenerated, attislocal, attinhcount,
        (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
          WHERE adrelid = attrelid AND adnum = attnum))
      FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT 'constraint ' || concat_ws('|', conname, conrelid::regclass, contypid::regtype,
        pg_get_constraintdef(oid), convalidated, condeferrable, condeferred)
      FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT 'index ' || concat_ws('|', pg_get_indexdef(indexrelid), indisclustered,
        indisreplident, indisvalid) FROM pg_index WHERE indexrelid >= 16384
    UNION ALL SELECT 'trigger ' || concat_ws('|', CASE WHEN tgisinternal THEN '' ELSE
        pg_get_triggerdef(oid) END, tgrelid::regclass, tgenabled)
      FROM pg_trigger WHERE oid >= 16384
    UNION ALL SELECT 'rule ' || concat_ws('|', pg_get_ruledef(oid), ev_enabled)
      FROM pg_rewrite WHERE oid >= 16384
    UNION ALL SELECT 'policy ' || concat_ws('|', polname, polrelid::regclass, polcmd, polpermissive,
        (SELECT string_agg(r::regrole::text, ',') FROM unnest(polroles) r),
        pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy
    UNION ALL SELECT 'function ' || concat_ws('|', oid::regprocedure, prosrc, proowner::regrole,
        provolatile, prosecdef, proleakproof, proisstrict, proparallel, procost, prorows,
        proconfig::text, prorettype::regtype, (SELECT string_agg(a::text, ',' ORDER BY a::text)
          FROM unnest(coalesce(proacl, acldefault('f', proowner))) a))
      FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT 'type ' || concat_ws('|', t.oid::regtype, typowner::regrole, typnotnull,
        typdefault, (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum
          WHERE enumtypid = t.oid), (SELECT string_agg(a::text, ',' ORDER BY a::text)
          FROM unnest(coalesce(typacl, acldefault('T', typowner))) a))
      FROM pg_type t WHERE t.oid >= 16384 AND typcategory <> 'A'
    UNION ALL SELECT 'sequence ' || concat_ws('|', seqrelid::regclass, seqtypid::regtype, seqstart,
        seqincrement, seqmax, seqmin, seqcache, seqcycle) FROM pg_sequence
    UNION ALL SELECT 'schema ' || concat_ws('|', nspname, nspowner::regrole,
        (SELECT string_agg(a::text, ',' ORDER BY a::text)
          FROM unnest(coalesce(nspacl, acldefault('n', nspowner))) a))
      FROM pg_namespace WHERE nspname !~ '^pg_(temp|toast)'
    UNION ALL SELECT 'default privileges ' || concat_ws('|', defaclrole::regrole, defaclnamespace,
        defaclobjtype, defaclacl::text) FROM pg_default_acl
    UNION ALL SELECT 'comment ' || concat_ws('|', pg_describe_object(classoid, objoid, objsubid),
        description) FROM pg_description WHERE objoid >= 16384
    UNION ALL SELECT 'publication ' || concat_ws('|', pubname, puballtables, pubinsert, pubupdate,
        (SELECT string_agg(prrelid::regclass::text, ',') FROM pg_publication_rel
          WHERE prpubid = p.oid)) FROM pg_publication p
    UNION ALL SELECT 'statistics ' || concat_ws('|', pg_get_statisticsobjdef(oid), stxstattarget)
      FROM pg_statistic_ext
    UNION ALL SELECT 'cast ' || concat_ws('|', castsource::regtype, casttarget::regtype, castcontext)
      FROM pg_cast WHERE oid >= 16384
    UNION ALL SELECT 'operator ' || oid::regoperator FROM pg_operator WHERE oid >= 16384
    UNION ALL SELECT 'text search ' || concat_ws('|', cfgname,
        (SELECT string_agg(concat(maptokentype, mapdict::regdictionary), ',' ORDER BY maptokentype)
          FROM pg_ts_config_map WHERE mapcfg = c.oid)) FROM pg_ts_config c WHERE oid >= 16384
    UNION ALL SELECT 'dictionary ' || dictname FROM pg_ts_dict WHERE oid >= 16384
    UNION ALL SELECT 'collation ' || collnamespace::regnamespace || '.' || collname FROM pg_collation WHERE oid >= 16384
    UNION ALL SELECT 'event trigger ' || concat_ws('|', evtname, evtenabled) FROM pg_event_trigger
    UNION ALL SELECT 'wrapper ' || fdwname FROM pg_foreign_data_wrapper
    UNION ALL SELECT 'server ' || srvname FROM pg_foreign_server
    UNION ALL SELECT 'mapping ' || srvname || usename FROM pg_user_mappings
    UNION ALL SELECT 'setting ' || concat_ws('|', setrole::regrole, setconfig::text)
      FROM pg_db_role_setting
    UNION ALL SELECT 'role ' || concat_ws('|', rolname, rolcanlogin) FROM pg_roles
      WHERE rolname LIKE 'undo%'
    UNION ALL SELECT 'member ' || concat_ws('|', roleid::regrole, member::regrole, admin_option)
      FROM pg_auth_members WHERE member::regrole::text LIKE 'undo%'
    UNION ALL SELECT 'extension ' || concat_ws('|', extname, extversion) FROM pg_extension
    """
}
