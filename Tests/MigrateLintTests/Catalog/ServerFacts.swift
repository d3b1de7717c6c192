import Postgres
import TestDatabase

extension CatalogFacts {
  /// Reads the catalog of a session's database.
  init(of connection: Connection) async throws {
    var pipeline = Pipeline(
      transaction: TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
    )
    pipeline.append("SET LOCAL search_path = ''")
    let queries = ServerFacts.tables + ServerFacts.others
    let tickets = queries.map { pipeline.append($0) }
    let results = try await connection.run(pipeline)
    facts = []
    for ticket in tickets {
      for row in results[ticket] {
        let (relation, name, values) = try row.decode(as: String.self, String.self, String.self)
        facts.append(Fact(relation: relation, name: name, values: values.components()))
      }
    }
  }
}

extension String {
  /// The parts between ` | `.
  fileprivate func components() -> [String] {
    split(separator: " | ", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The queries of the server's side. Each gives the relation, the name, and the values with ` | `
/// between them.
enum ServerFacts {
  static let tables: [SQL] = [relations, columns, constraints, indexes]

  /// A condition on a row `n` of pg_namespace: the schema is not the system's, or it is the session's
  /// own for temporary objects.
  static let isOfUser: SQL = """
    (n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' OR n.oid = pg_my_temp_schema())
    """

  /// The schema of a row `n` of pg_namespace.
  static let schema: SQL = """
    (CASE WHEN n.oid = pg_my_temp_schema() THEN 'pg_temp' ELSE n.nspname::text END)
    """

  /// A relation with its schema.
  static func name(_ oid: SQL) -> SQL {
    """
    (SELECT CASE WHEN cn.oid = pg_my_temp_schema() THEN 'pg_temp' ELSE cn.nspname::text END
       || '.' || cr.relname
     FROM pg_class cr JOIN pg_namespace cn ON cn.oid = cr.relnamespace WHERE cr.oid = \(oid))
    """
  }

  /// What an extension made is not compared.
  static func isOwn(_ catalog: SQL, _ oid: SQL) -> SQL {
    """
    NOT EXISTS (SELECT FROM pg_depend x
                WHERE x.classid = \(catalog) AND x.objid = \(oid) AND x.deptype = 'e')
    """
  }

  /// The names of the columns whose numbers an array holds, in its order.
  static func names(_ numbers: SQL, of table: SQL) -> SQL {
    """
    coalesce((SELECT string_agg(ca.attname, ',' ORDER BY u.place)
              FROM unnest(\(numbers)) WITH ORDINALITY AS u(number, place)
              JOIN pg_attribute ca ON ca.attrelid = \(table) AND ca.attnum = u.number), '')
    """
  }

  private static let relations: SQL = """
    SELECT \(name("c.oid")), 'relation ' || \(name("c.oid")),
      concat_ws(' | ',
        CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitionedTable' WHEN 'v' THEN 'view'
          WHEN 'm' THEN 'materializedView' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreignTable'
          ELSE 'compositeType' END,
        'parents=' || coalesce((SELECT string_agg(\(name("i.inhparent")), ',' ORDER BY i.inhseqno)
                                FROM pg_inherits i WHERE i.inhrelid = c.oid), ''),
        'partition=' || c.relispartition, 'rls=' || c.relrowsecurity,
        'forced=' || c.relforcerowsecurity,
        'owner=' || coalesce((SELECT \(name("d.refobjid")) || '.' || a.attname
          FROM pg_depend d
          JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND c.relkind = 'S'
            AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')), ''))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND \(isOfUser)
      AND \(isOwn("'pg_class'::regclass", "c.oid"))
    """

  private static let columns: SQL = """
    SELECT \(name("c.oid")),
      'column ' || \(name("c.oid")) || ' '
        || row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum),
      concat_ws(' | ', a.attname, format_type(a.atttypid, a.atttypmod),
        'null=' || NOT a.attnotnull, 'default=' || (a.atthasdef AND a.attgenerated = ''),
        'generated=' || (a.attgenerated <> ''), 'identity=' || (a.attidentity <> ''),
        'local=' || a.attislocal, 'inherited=' || a.attinhcount)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped
      AND \(isOfUser) AND \(isOwn("'pg_class'::regclass", "c.oid"))
    """

  /// Without those that the server adds to the partitions that a foreign key refers to.
  private static let constraints: SQL = """
    SELECT \(name("k.conrelid")), 'constraint ' || \(name("k.conrelid")) || ' ' || k.conname,
      concat_ws(' | ',
        CASE k.contype WHEN 'p' THEN 'primaryKey' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check'
          WHEN 'f' THEN 'foreignKey' ELSE 'exclusion' END,
        CASE WHEN k.contype IN ('c', 'x')
          THEN (SELECT coalesce(string_agg(a.attname, ',' ORDER BY a.attname COLLATE "C"), '')
                FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey))
          ELSE \(names("k.conkey", of: "k.conrelid")) END,
        'to=' || coalesce(\(name("nullif(k.confrelid, 0)")), ''),
        \(names("k.confkey", of: "k.confrelid")),
        'deferrable=' || k.condeferrable, 'deferred=' || k.condeferred,
        'validated=' || k.convalidated,
        'actions=' || translate(k.confdeltype::text || k.confupdtype::text, ' ', ''),
        'local=' || k.conislocal, 'inherited=' || k.coninhcount,
        'heritable=' || (k.contype <> 'c' OR NOT k.connoinherit))
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE k.conrelid <> 0 AND k.contype IN ('p', 'u', 'c', 'f', 'x') AND \(isOfUser)
      AND NOT EXISTS (SELECT FROM pg_constraint p
                      WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
    """

  private static let indexes: SQL = """
    SELECT \(name("i.indrelid")), 'index ' || \(name("c.oid")),
      concat_ws(' | ', \(name("i.indrelid")), m.amname, 'unique=' || i.indisunique,
        (SELECT string_agg(coalesce(nullif(a.attname, ''), '(expr)') || ' ' || option, ','
                           ORDER BY place)
         FROM unnest(i.indkey::int2[], i.indoption::int2[]) WITH ORDINALITY
           AS u(number, option, place)
         LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number
           AND u.number <> 0
         WHERE place <= i.indnkeyatts),
        'include=' || \(names("(i.indkey::int2[])[i.indnkeyatts:]", of: "i.indrelid")),
        'where=' || (i.indpred IS NOT NULL), 'valid=' || i.indisvalid,
        'parent=' || coalesce((SELECT \(name("h.inhparent")) FROM pg_inherits h
                               WHERE h.inhrelid = i.indexrelid), ''),
        'constraint=' || coalesce((SELECT k.conname FROM pg_constraint k
                                   WHERE k.conindid = i.indexrelid
                                     AND k.contype IN ('p', 'u', 'x')), ''))
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am m ON m.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE \(isOfUser) AND \(isOwn("'pg_class'::regclass", "i.indrelid"))
    """
}
