import Postgres
import Testing

/// A rule for all tables of the platform, as a query for what breaks it. Each row of the answer is a
/// sentence about one object.
struct Convention: Sendable, CustomTestStringConvertible {
  var name: String
  var violations: SQL

  var testDescription: String { name }

  static let all: [Convention] = [
    constraintNames, indexNames, nameLengths, tenantFirstInKey, referencesCarryTenant,
    referencesAreDeferred, referencesAreIndexed, indexesAreValid, timesHaveZones, textIsUnlimited,
  ]

  /// `PK_<table>` and `FK_`, `UQ_`, `CHK_<table>_<what>`. What a partition has from its parent is
  /// named by the parent or by the server.
  static let constraintNames = Convention(
    name: "constraints are named after their kind and table",
    violations: """
      SELECT format('constraint %I on %s', k.conname, k.conrelid::regclass)
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      WHERE k.connamespace = 'public'::regnamespace AND k.conislocal
        AND k.contype IN ('p', 'f', 'u', 'c', 'x') AND CASE k.contype
          WHEN 'p' THEN k.conname <> 'PK_' || c.relname
          WHEN 'f' THEN NOT starts_with(k.conname, 'FK_' || c.relname || '_')
          WHEN 'c' THEN NOT starts_with(k.conname, 'CHK_' || c.relname || '_')
          ELSE NOT starts_with(k.conname, 'UQ_' || c.relname || '_') END
      """
  )

  /// `UQ_<table>_<what>` where the index is unique, `IDX_<table>_<what>` else, and the constraint's
  /// name where it has one.
  static let indexNames = Convention(
    name: "indexes are named after their kind and table",
    violations: """
      SELECT format('index %I on %s', x.relname, i.indrelid::regclass)
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
      WHERE x.relnamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid)
        AND NOT \(isNamedByServer)
        AND NOT starts_with(
          x.relname, CASE WHEN i.indisunique THEN 'UQ_' ELSE 'IDX_' END || c.relname || '_')
      """
  )

  /// An index `x` of a partition `c` that was made because the parent has one: the server makes its
  /// name of the partition's and the columns' and an ending.
  private static let isNamedByServer: SQL = """
    (x.relispartition AND starts_with(x.relname, c.relname || '_')
      AND x.relname ~ '_(idx|key|pkey)[0-9]*$')
    """

  /// 50 characters at most, which leaves room for suffixes under PostgreSQL's limit of 63 bytes.
  static let nameLengths = Convention(
    name: "names have 50 characters at most",
    violations: """
      SELECT format('%s %s: %s characters', kind, name, char_length(name)) FROM (
        SELECT 'relation' AS kind, x.relname::text AS name
        FROM pg_class x LEFT JOIN pg_index i ON i.indexrelid = x.oid
        LEFT JOIN pg_class c ON c.oid = i.indrelid
        WHERE x.relnamespace = 'public'::regnamespace AND (i.indexrelid IS NULL OR NOT \(isNamedByServer))
        UNION ALL SELECT 'constraint', conname FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conislocal
        UNION ALL SELECT 'column', a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
        UNION ALL SELECT 'function', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 'type', typname FROM pg_type
        WHERE typnamespace = 'public'::regnamespace AND typelem = 0
        UNION ALL SELECT 'trigger', tgname FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'policy', polname FROM pg_policy
      ) AS named
      WHERE char_length(name) > 50
      """
  )

  /// A table with "tenantId" has a primary key, which begins with it, and a tenant in each row.
  static let tenantFirstInKey = Convention(
    name: "keys begin with the tenant",
    violations: """
      SELECT format('table %s', a.attrelid::regclass)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND a.attname = 'tenantId'
        AND NOT (a.attnotnull AND EXISTS (
          SELECT FROM pg_constraint k
          WHERE k.conrelid = c.oid AND k.contype = 'p' AND k.conkey[1] = a.attnum))
      """
  )

  /// Between two tables with "tenantId", both sides' stand for each other; to tenant itself leads
  /// "tenantId" and nothing else.
  static let referencesCarryTenant = Convention(
    name: "references carry the tenant",
    violations: """
      SELECT format('constraint %I on %s', k.conname, k.conrelid::regclass)
      FROM pg_constraint k
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = 'tenantId'
      LEFT JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attname = 'tenantId'
      WHERE k.contype = 'f' AND CASE
        WHEN k.confrelid = 'tenant'::regclass THEN k.conkey <> ARRAY[a.attnum]
        WHEN b.attnum IS NOT NULL THEN NOT EXISTS (
          SELECT FROM unnest(k.conkey, k.confkey) AS pair (own, other)
          WHERE pair.own = a.attnum AND pair.other = b.attnum)
        ELSE false END
      """
  )

  /// NO ACTION, DEFERRABLE INITIALLY DEFERRED, and enforced for all rows.
  static let referencesAreDeferred = Convention(
    name: "references are checked at commit and delete nothing",
    violations: """
      SELECT format('constraint %I on %s', conname, conrelid::regclass) FROM pg_constraint
      WHERE contype = 'f' AND NOT (confdeltype = 'a' AND confupdtype = 'a' AND condeferrable
        AND condeferred AND convalidated)
      """
  )

  /// A whole index begins with the key's columns, in any order: else deleting what is referred to
  /// reads the table that refers, once for each row.
  static let referencesAreIndexed = Convention(
    name: "references are indexed",
    violations: """
      SELECT format('constraint %I on %s', k.conname, k.conrelid::regclass)
      FROM pg_constraint k
      WHERE k.contype = 'f' AND NOT EXISTS (
        SELECT FROM pg_index i
        WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL
          AND i.indnkeyatts >= cardinality(k.conkey)
          AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
      """
  )

  static let indexesAreValid = Convention(
    name: "indexes are valid",
    violations: """
      SELECT format('index %s', indexrelid::regclass) FROM pg_index
      WHERE NOT (indisvalid AND indisready AND indislive)
      """
  )

  /// `timestamptz`, never a time without a zone.
  static let timesHaveZones = Convention(
    name: "times have zones",
    violations: """
      SELECT format('column %s.%I', a.attrelid::regclass, a.attname)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
        AND a.atttypid IN ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)
      """
  )

  /// Lengths and words are CHECKs on `text`: no `varchar`, `char` or ENUM.
  static let textIsUnlimited = Convention(
    name: "text has no other type",
    violations: """
      SELECT format('column %s.%I', a.attrelid::regclass, a.attname)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
        AND (t.oid IN ('varchar'::regtype, 'bpchar'::regtype) OR t.typtype = 'e')
      """
  )
}
