import Postgres

// Tables and what is on them. `concat_ws` leaves out what is NULL, so that only what deviates from
// the ordinary is written. Columns that only some versions of PostgreSQL have are read through
// `to_jsonb`.
extension CatalogSnapshot {
  /// A condition on a row `n` of pg_namespace: the schema is not the system's.
  static let isOfUser: SQL = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"

  /// Privileges in a stable order. Where they were never touched, they are what `kind` of object gives
  /// its owner and PUBLIC by default, for that is the same as to grant it.
  static func privileges(_ acl: SQL, kind: SQL, owner: SQL) -> SQL {
    privileges("COALESCE(\(acl), acldefault(\(kind), \(owner)))")
  }

  /// Privileges in a stable order; NULL where they were never touched.
  static func privileges(_ acl: SQL) -> SQL {
    """
    'privileges ' || (SELECT string_agg(item::text, ' ' ORDER BY item::text)
                      FROM unnest(\(acl)) AS item)
    """
  }

  static let schemas: SQL = """
    SELECT n.nspname::text, 'schema ' || quote_ident(n.nspname),
      concat_ws(', ', 'owner ' || n.nspowner::regrole,
        \(privileges("n.nspacl", kind: "'n'", owner: "n.nspowner")))
    FROM pg_namespace n WHERE \(isOfUser)
    """

  private static let relationKind: SQL =
    #"CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char""#

  /// What a row `c` of pg_class is.
  static let relationWord: SQL = """
    CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
      WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
      ELSE 'composite type' END
    """

  /// Tables, views, sequences: whatever has a row in pg_class and is no index.
  static let relations: SQL = """
    SELECT n.nspname::text,
      \(relationWord) || ' ' || c.oid::regclass,
      concat_ws(', ', 'owner ' || c.relowner::regrole,
        'PARTITION BY ' || pg_get_partkeydef(c.oid),
        (SELECT 'child of ' || string_agg(i.inhparent::regclass::text, ' ' ORDER BY i.inhseqno)
         FROM pg_inherits i WHERE i.inhrelid = c.oid),
        pg_get_expr(c.relpartbound, c.oid),
        CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
        (SELECT concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin,
           s.seqmax, s.seqcache, s.seqcycle)
         FROM pg_sequence s WHERE s.seqrelid = c.oid),
        (SELECT 'owned by ' || d.refobjid::regclass || ' column ' || d.refobjsubid
         FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
           AND c.relkind = 'S' AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')),
        CASE WHEN c.relpersistence <> 'p' THEN 'persistence ' || c.relpersistence::text END,
        CASE WHEN c.relrowsecurity THEN 'row security' END,
        CASE WHEN c.relforcerowsecurity THEN 'row security forced' END,
        CASE WHEN c.relreplident NOT IN ('d', 'n') THEN 'replica identity ' || c.relreplident::text END,
        'access method ' || (SELECT a.amname FROM pg_am a WHERE a.oid = c.relam),
        'tablespace ' || (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace),
        'options ' || c.reloptions::text,
        'toast options '
          || (SELECT t.reloptions::text FROM pg_class t WHERE t.oid = c.reltoastrelid),
        \(privileges("c.relacl", kind: relationKind, owner: "c.relowner")))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND \(isOfUser)
    """

  /// By their order among the columns that were not dropped. From 15.20 on the server marks columns
  /// with a `pg_attver` of its own, which no two tables share and `pg_dump` leaves out.
  static let columns: SQL = """
    SELECT n.nspname::text, 'column ' || c.oid::regclass || '.' || quote_ident(a.attname),
      concat_ws(', ',
        'number ' || row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum),
        format_type(a.atttypid, a.atttypmod),
        'COLLATE ' || nullif(a.attcollation, 0)::regcollation,
        CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        CASE WHEN a.attgenerated <> '' THEN 'GENERATED ' || a.attgenerated::text END,
        'DEFAULT ' || (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                       WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum),
        CASE WHEN a.attidentity <> '' THEN 'IDENTITY ' || a.attidentity::text END,
        CASE WHEN a.attinhcount > 0 THEN 'inherited ' || a.attinhcount END,
        CASE WHEN a.attinhcount > 0 AND a.attislocal THEN 'local too' END,
        'storage ' || a.attstorage::text,
        'compression ' || nullif(to_jsonb(a) ->> 'attcompression', ''),
        'statistics ' || nullif(to_jsonb(a) ->> 'attstattarget', '-1'),
        'options ' || (SELECT string_agg(option, ' ' ORDER BY option)
                       FROM unnest(a.attoptions) AS option WHERE option !~ '^pg_attver='),
        \(privileges("a.attacl")))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped
      AND \(isOfUser)
    """

  /// With the state of the triggers by which the server enforces foreign keys.
  static let constraints: SQL = """
    SELECT n.nspname::text,
      'constraint ' || quote_ident(k.conname) || ' on '
        || CASE WHEN k.conrelid <> 0 THEN k.conrelid::regclass::text
             ELSE 'type ' || k.contypid::regtype END,
      concat_ws(', ', pg_get_constraintdef(k.oid),
        CASE WHEN k.condeferrable THEN 'deferrable' END,
        CASE WHEN k.condeferred THEN 'deferred' END,
        CASE WHEN NOT k.convalidated THEN 'not validated' END,
        CASE WHEN k.coninhcount > 0 THEN 'inherited ' || k.coninhcount END,
        CASE WHEN k.coninhcount > 0 AND k.conislocal THEN 'local too' END,
        'child of ' || (SELECT quote_ident(p.conname) FROM pg_constraint p
                        WHERE p.oid = k.conparentid),
        'index ' || nullif(k.conindid, 0)::regclass,
        'triggers ' || (SELECT string_agg(t.tgenabled::text, '' ORDER BY t.tgenabled)
                        FROM pg_trigger t WHERE t.tgconstraint = k.oid))
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE \(isOfUser)
    """

  static let indexes: SQL = """
    SELECT n.nspname::text, 'index ' || c.oid::regclass,
      concat_ws(', ', pg_get_indexdef(c.oid),
        CASE WHEN i.indisvalid THEN 'valid' ELSE 'INVALID' END,
        CASE WHEN NOT i.indisready THEN 'not ready' END,
        CASE WHEN NOT i.indislive THEN 'not live' END,
        CASE WHEN i.indisprimary THEN 'primary' END,
        CASE WHEN NOT i.indimmediate THEN 'checked at the end' END,
        CASE WHEN i.indisclustered THEN 'clustered' END,
        CASE WHEN i.indisreplident THEN 'replica identity' END,
        (SELECT 'child of ' || h.inhparent::regclass FROM pg_inherits h WHERE h.inhrelid = c.oid),
        'owner ' || c.relowner::regrole,
        'tablespace ' || (SELECT t.spcname FROM pg_tablespace t WHERE t.oid = c.reltablespace),
        (SELECT 'statistics ' || string_agg(a.attnum || '=' || (to_jsonb(a) ->> 'attstattarget'), ' '
                                            ORDER BY a.attnum)
         FROM pg_attribute a
         WHERE a.attrelid = c.oid AND (to_jsonb(a) ->> 'attstattarget')::integer >= 0))
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE \(isOfUser)
    """

  /// Neither the row types of tables nor arrays, which come and go with what they are of.
  static let types: SQL = """
    SELECT n.nspname::text, 'type ' || t.oid::regtype,
      concat_ws(', ', 'kind ' || t.typtype::text, 'owner ' || t.typowner::regrole,
        (SELECT 'labels ' || string_agg(quote_literal(e.enumlabel), ' ' ORDER BY e.enumsortorder)
         FROM pg_enum e WHERE e.enumtypid = t.oid),
        'over ' || format_type(nullif(t.typbasetype, 0), t.typtypmod),
        'range over ' || (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r
                          WHERE r.rngtypid = t.oid),
        CASE WHEN t.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || t.typdefault,
        'COLLATE ' || nullif(t.typcollation, 0)::regcollation,
        \(privileges("t.typacl", kind: "'T'", owner: "t.typowner")))
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE \(isOfUser)
      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
      AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
    """
}
