import Postgres

extension ServerFacts {
  static let others: [SQL] = [policies, triggers, types, functions, schemas, extensions, comments]

  private static let policies: SQL = """
    SELECT \(name("p.polrelid")), 'policy ' || \(name("p.polrelid")) || ' ' || p.polname,
      concat_ws(' | ',
        CASE p.polcmd WHEN '*' THEN 'all' WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert'
          WHEN 'w' THEN 'update' ELSE 'delete' END,
        'permissive=' || p.polpermissive,
        'roles=' || CASE WHEN p.polroles = '{0}' THEN 'public'
                         ELSE cardinality(p.polroles)::text END,
        'using=' || (p.polqual IS NOT NULL), 'check=' || (p.polwithcheck IS NOT NULL))
    FROM pg_policy p
    """

  private static let triggers: SQL = """
    SELECT \(name("t.tgrelid")), 'trigger ' || \(name("t.tgrelid")) || ' ' || t.tgname,
      concat_ws(' | ', (SELECT p.proname FROM pg_proc p WHERE p.oid = t.tgfoid),
        CASE WHEN t.tgtype & 64 > 0 THEN 'insteadOf' WHEN t.tgtype & 2 > 0 THEN 'before'
          ELSE 'after' END,
        'row=' || (t.tgtype & 1 > 0), 'events=' || (t.tgtype & 60),
        \(names("t.tgattr::int2[]", of: "t.tgrelid")), 'when=' || (t.tgqual IS NOT NULL),
        'cloned=' || (t.tgparentid <> 0))
    FROM pg_trigger t WHERE NOT t.tgisinternal OR t.tgparentid <> 0 AND t.tgconstraint = 0
    """

  /// Neither the row types of relations, nor arrays and multiranges, which come with another type.
  private static let types: SQL = """
    SELECT '', 'type ' || \(schema) || '.' || t.typname,
      concat_ws(' | ',
        CASE t.typtype WHEN 'e' THEN 'enumeration' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range'
          ELSE 'base' END,
        coalesce((SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
                  FROM pg_enum e WHERE e.enumtypid = t.oid), ''),
        coalesce(format_type(nullif(t.typbasetype, 0), t.typtypmod), ''))
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE \(isOfUser) AND t.typtype IN ('e', 'd', 'r', 'b') AND t.typrelid = 0
      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
      AND \(isOwn("'pg_type'::regclass", "t.oid"))
    """

  /// The types of a function's arguments by their short names, as DROP FUNCTION finds it.
  private static let arguments: SQL = """
    '(' || coalesce((SELECT string_agg(coalesce(e.typname || '[]', t.typname), ',' ORDER BY u.place)
                     FROM unnest(p.proargtypes) WITH ORDINALITY AS u(type, place)
                     JOIN pg_type t ON t.oid = u.type
                     LEFT JOIN pg_type e ON e.typarray = t.oid), '') || ')'
    """

  private static let functions: SQL = """
    SELECT '', 'function ' || \(schema) || '.' || p.proname || \(arguments),
      concat_ws(' | ', 'defaults=' || p.pronargdefaults)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE \(isOfUser) AND p.prokind IN ('f', 'p') AND \(isOwn("'pg_proc'::regclass", "p.oid"))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                        AND d.objid = p.oid AND d.deptype = 'i')
    """

  private static let schemas: SQL = """
    SELECT '', 'schema ' || n.nspname, '' FROM pg_namespace n
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    """

  private static let extensions: SQL = """
    SELECT '', 'extension ' || e.extname, '' FROM pg_extension e
    """

  private static let comments: SQL = """
    SELECT coalesce(\(name("c.oid")), ''),
      'comment on ' || coalesce(
        'constraint ' || \(name("k.conrelid")) || ' ' || k.conname,
        'trigger ' || \(name("t.tgrelid")) || ' ' || t.tgname,
        'policy ' || \(name("p.polrelid")) || ' ' || p.polname,
        CASE WHEN c.relkind IN ('i', 'I') THEN 'index ' ELSE 'relation ' END || \(name("c.oid"))
          || coalesce('.' || a.attname, ''),
        'schema ' || s.nspname, 'type ' || y.oid::regtype, 'function ' || (
          SELECT \(schema) || '.' || p.proname || \(arguments)
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = f.oid)),
      d.description
    FROM pg_description d
    LEFT JOIN pg_constraint k ON d.classoid = 'pg_constraint'::regclass AND k.oid = d.objoid
      AND k.conrelid <> 0
    LEFT JOIN pg_trigger t ON d.classoid = 'pg_trigger'::regclass AND t.oid = d.objoid
    LEFT JOIN pg_policy p ON d.classoid = 'pg_policy'::regclass AND p.oid = d.objoid
    LEFT JOIN pg_namespace s ON d.classoid = 'pg_namespace'::regclass AND s.oid = d.objoid
    LEFT JOIN pg_type y ON d.classoid = 'pg_type'::regclass AND y.oid = d.objoid
    LEFT JOIN pg_proc f ON d.classoid = 'pg_proc'::regclass AND f.oid = d.objoid
    LEFT JOIN pg_class c
      ON c.oid = CASE WHEN d.classoid = 'pg_class'::regclass THEN d.objoid
                   ELSE coalesce(k.conrelid, t.tgrelid, p.polrelid) END
    LEFT JOIN pg_attribute a ON d.classoid = 'pg_class'::regclass AND a.attrelid = d.objoid
      AND a.attnum = d.objsubid AND d.objsubid > 0
    WHERE d.objoid >= 16384 AND d.description NOT LIKE 'standard public schema'
      AND coalesce(k.oid, t.oid, p.oid, s.oid, y.oid, f.oid, c.oid) IS NOT NULL
      AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = d.classoid AND x.objid = d.objoid
                        AND x.deptype = 'e')
    """
}
