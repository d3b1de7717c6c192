import Postgres

// What surrounds the tables: rights and settings, comments, and the kinds that are rare.
extension CatalogSnapshot {
  static let rights: [SQL] = [defaultPrivileges, settings]
  static let others: [SQL] = [comments, statistics, extensions, rare]

  private static let defaultPrivileges: SQL = """
    SELECT nullif(n.nspname, '')::text,
      'default privileges of ' || d.defaclrole::regrole || ' on ' || d.defaclobjtype::text || ' in '
        || coalesce(quote_ident(n.nspname), 'any schema'),
      concat_ws(', ', \(privileges("d.defaclacl")))
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
    """

  /// `ALTER DATABASE … SET`, for all roles and for one.
  private static let settings: SQL = """
    SELECT NULL::text,
      'settings of ' || CASE s.setrole WHEN 0 THEN 'all roles' ELSE s.setrole::regrole::text END,
      s.setconfig::text
    FROM pg_db_role_setting s
    JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
    """

  /// On objects that are not the system's, and on the schema public.
  private static let comments: SQL = """
    SELECT coalesce(i.schema, CASE i.type WHEN 'schema' THEN i.name END),
      'comment on ' || i.type || ' ' || i.identity, quote_literal(d.description)
    FROM pg_description d
    CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
    WHERE d.objoid >= 16384
      OR d.classoid = 'pg_namespace'::regclass AND d.objoid = 'public'::regnamespace
    """

  private static let statistics: SQL = """
    SELECT n.nspname::text,
      'statistics ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname),
      concat_ws(', ', pg_get_statisticsobjdef(s.oid), 'owner ' || s.stxowner::regrole,
        'target ' || nullif(to_jsonb(s) ->> 'stxstattarget', '-1'))
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
    WHERE \(isOfUser)
    """

  private static let extensions: SQL = """
    SELECT NULL::text, 'extension ' || quote_ident(e.extname),
      concat_ws(', ', 'version ' || e.extversion, 'schema ' || e.extnamespace::regnamespace)
    FROM pg_extension e
    """

  /// Only their names: a schema that begins to use one of these kinds needs a query for it.
  private static let rare: SQL = """
    SELECT i.schema, i.type || ' ' || i.identity, ''
    FROM (
      SELECT 'pg_cast'::regclass AS class, oid FROM pg_cast
      UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
      UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
      UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
      UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
      UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
      UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
      UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
      UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
      UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
      UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
      UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
      UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
      UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server
      UNION ALL SELECT 'pg_publication'::regclass, oid FROM pg_publication
      UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
      UNION ALL SELECT 'pg_largeobject'::regclass, oid FROM pg_largeobject_metadata
    ) AS o
    CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) AS i
    WHERE o.oid >= 16384
    """
}
