import Postgres

/// What must be known of a table to make rows for it.
struct TableShape {
  struct Column {
    var number: Int32
    /// As SQL names it, in quotes where it needs them.
    var name: String
    /// As SQL names it, with its modifier.
    var type: String
    /// What is underneath domains, and underneath arrays where ``isArray`` is set: the type's plain
    /// name, such as `int4`.
    var base: String
    /// `pg_type.typtype` of ``base``.
    var kind: String
    var isArray: Bool
    var isDomain: Bool
    /// `pg_attribute.atttypmod`, or the domain's; -1 for none.
    var modifier: Int32
    var isNotNull: Bool
    var labels: [String]
    /// How many columns a composite type has.
    var width: Int32
    /// The conditions of its domain.
    var domainChecks: String
    /// Whether the server numbers it: an identity column, or one that a sequence fills.
    var isNumbered: Bool
  }
  struct Check {
    var name: String
    var expression: String
    var columns: [Int32]
  }
  struct ForeignKey {
    var name: String
    var columns: [Int32]
    var parent: Int64
    var parentName: String
    /// The columns' names in the parent, and their numbers.
    var parentColumns: [String]
    var parentNumbers: [Int32]
  }

  var oid: Int64
  var name: String
  /// Those that are given values.
  var columns: [Column] = []
  /// Those that the server numbers, unless told otherwise.
  var numbered: [Column] = []
  var checks: [Check] = []
  /// The columns of each unique index.
  var keys: [[Int32]] = []
  var foreignKeys: [ForeignKey] = []
  var isPartitioned: Bool
  /// What each partition asks of a row; nil where one takes everything.
  var partitions: [String]? = []

  func column(_ number: Int32) -> Column? { columns.first { $0.number == number } }

  /// What a change of makes new rows worth while.
  var signature: String {
    "\(columns.map { "\($0.name) \($0.type) \($0.isNotNull)" }) \(checks.map(\.expression)) \(keys) "
      + "\(foreignKeys.map(\.name))"
  }

  /// Whether no row can be without a row of the parent.
  func isMandatory(_ key: ForeignKey) -> Bool {
    key.columns.allSatisfy { column($0)?.isNotNull == true }
  }
}

// MARK: - Reading

extension TableShape {
  /// The tables that rows can be made for, by their names; partitions are filled through their table.
  static func all(of connection: Connection) async throws -> [TableShape] {
    var pipeline = Pipeline()
    let tickets = [tables, columns, checks, keys, foreignKeys, partitions].map {
      pipeline.append($0)
    }
    let results = try await connection.run(pipeline)
    var shapes: [Int64: TableShape] = [:]
    for row in results[tickets[0]] {
      let (oid, name, kind) = try row.decode(as: Int64.self, String.self, String.self)
      shapes[oid] = TableShape(oid: oid, name: name, isPartitioned: kind == "p")
    }
    for row in results[tickets[1]] {
      let column = try Column(row)
      let oid: Int64 = try row.decode(0)
      if column.isNumbered {
        shapes[oid]?.numbered.append(column)
      } else {
        shapes[oid]?.columns.append(column)
      }
    }
    for row in results[tickets[2]] {
      let (oid, name, expression, columns) = try row.decode(
        as: Int64.self,
        String.self,
        String.self,
        [Int32].self
      )
      shapes[oid]?.checks.append(Check(name: name, expression: expression, columns: columns))
    }
    for row in results[tickets[3]] {
      let (oid, columns) = try row.decode(as: Int64.self, [Int32].self)
      shapes[oid]?.keys.append(columns)
    }
    for row in results[tickets[4]] {
      let (oid, name, columns, parent, parentName, parentColumns, parentNumbers) = try row.decode(
        as: Int64.self,
        String.self,
        [Int32].self,
        Int64.self,
        String.self,
        [String].self,
        [Int32].self
      )
      shapes[oid]?.foreignKeys.append(
        ForeignKey(
          name: name,
          columns: columns,
          parent: parent,
          parentName: parentName,
          parentColumns: parentColumns,
          parentNumbers: parentNumbers
        )
      )
    }
    for row in results[tickets[5]] {
      let (oid, condition) = try row.decode(as: Int64.self, String?.self)
      guard let condition else {
        shapes[oid]?.partitions = nil
        continue
      }
      shapes[oid]?.partitions?.append(condition)
    }
    return shapes.values.sorted { $0.name < $1.name }
  }

  private static let isChosen: SQL = """
    c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
      AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'heartly_migration')
      AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    """

  private static let tables: SQL = """
    SELECT c.oid::int8, c.oid::regclass::text, c.relkind::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE \(isChosen)
    """

  /// Without generated ones.
  private static let columns: SQL = """
    WITH RECURSIVE domain (oid, base, modifier, checks, is_not_null) AS (
      SELECT t.oid, t.typbasetype, t.typtypmod, \(domainChecks), t.typnotnull
      FROM pg_type t WHERE t.typtype = 'd'
      UNION ALL
      SELECT d.oid, t.typbasetype, greatest(d.modifier, t.typtypmod), d.checks || \(domainChecks),
        d.is_not_null OR t.typnotnull
      FROM domain d JOIN pg_type t ON t.oid = d.base AND t.typtype = 'd')
    SELECT a.attrelid::int8, a.attnum::int4, quote_ident(a.attname),
      format_type(a.atttypid, a.atttypmod), coalesce(e.typname, b.typname)::text,
      coalesce(e.typtype, b.typtype)::text, e.oid IS NOT NULL, d.oid IS NOT NULL,
      greatest(a.atttypmod, d.modifier), a.attnotnull OR coalesce(d.is_not_null, false),
      ARRAY(SELECT l.enumlabel::text FROM pg_enum l
            WHERE l.enumtypid = coalesce(e.oid, b.oid) ORDER BY l.enumsortorder),
      (SELECT count(*)::int4 FROM pg_attribute x
       WHERE x.attrelid = coalesce(e.typrelid, b.typrelid) AND x.attnum > 0 AND NOT x.attisdropped),
      coalesce(d.checks, ''),
      a.attidentity <> '' OR EXISTS (
        SELECT FROM pg_attrdef f WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum
          AND pg_get_expr(f.adbin, f.adrelid) ~ 'nextval\\(')
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN domain d ON d.oid = a.atttypid
      AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = d.base AND t.typtype = 'd')
    JOIN pg_type b ON b.oid = coalesce(d.base, a.atttypid)
    LEFT JOIN pg_type e ON e.oid = b.typelem AND b.typcategory = 'A'
    WHERE \(isChosen) AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = ''
    ORDER BY a.attrelid, a.attnum
    """

  private static let domainChecks: SQL = """
    coalesce((SELECT string_agg(pg_get_constraintdef(k.oid), ' ') FROM pg_constraint k
              WHERE k.contypid = t.oid AND k.contype = 'c'), '')
    """

  private static let checks: SQL = """
    SELECT k.conrelid::int8, k.conname::text, pg_get_expr(k.conbin, k.conrelid),
      coalesce(k.conkey, '{}')::int4[]
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'c' AND \(isChosen)
    ORDER BY k.conrelid, k.conname
    """

  /// An index over an expression asks for the columns in it.
  private static let keys: SQL = """
    SELECT i.indrelid::int8, ARRAY(
      SELECT DISTINCT d.refobjsubid::int4 FROM pg_depend d
      WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid AND d.refobjsubid > 0
        AND (d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
          OR d.classid = 'pg_constraint'::regclass AND d.objid IN (
            SELECT k.oid FROM pg_constraint k WHERE k.conindid = i.indexrelid
              AND k.conrelid = i.indrelid))
      ORDER BY 1)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE (i.indisunique OR i.indisexclusion) AND \(isChosen)
    ORDER BY i.indrelid, i.indexrelid
    """

  private static let foreignKeys: SQL = """
    SELECT k.conrelid::int8, k.conname::text, k.conkey::int4[], k.confrelid::int8,
      k.confrelid::regclass::text,
      ARRAY(SELECT quote_ident(a.attname) FROM unnest(k.confkey) WITH ORDINALITY AS f (number, place)
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = f.number
            ORDER BY f.place),
      k.confkey::int4[]
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND k.conparentid = 0 AND \(isChosen)
    ORDER BY k.conrelid, cardinality(k.conkey) DESC, k.conname
    """

  /// The leaves of each partitioned table.
  private static let partitions: SQL = """
    SELECT c.oid::int8, pg_get_partition_constraintdef(p.relid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL pg_partition_tree(c.oid) AS p
    WHERE c.relkind = 'p' AND p.isleaf AND p.relid <> c.oid AND \(isChosen)
    ORDER BY c.oid, p.relid::regclass::text
    """
}

extension TableShape.Column {
  fileprivate init(_ row: Row) throws(RowError) {
    number = try row.decode(1)
    name = try row.decode(2)
    type = try row.decode(3)
    base = try row.decode(4)
    kind = try row.decode(5)
    isArray = try row.decode(6)
    isDomain = try row.decode(7)
    modifier = try row.decode(8)
    isNotNull = try row.decode(9)
    labels = try row.decode(10)
    width = try row.decode(11)
    domainChecks = try row.decode(12)
    isNumbered = try row.decode(13)
  }
}
