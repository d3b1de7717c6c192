import MigrateLint
import Postgres

/// Relations as a database knows them: how many rows, how large.
struct TargetTables {
  struct Table {
    var objectID: Int64
    /// What the statistics say; nil where the table was never analysed.
    var rows: Int64?
    /// With indexes and what is stored apart.
    var bytes: Int64
    /// Without indexes.
    var heapBytes: Int64
    var indexes: Int
    /// Whether the role may read it, and nobody keeps readers out now.
    var isReadable: Bool
    /// Whether it is an ordinary table.
    var isPlain: Bool
    /// Whether it has rows of its own, as a view has none.
    var isStored: Bool
  }

  private var tables: [QualifiedRelation: Table] = [:]

  subscript(name: QualifiedRelation) -> Table? { tables[name] }

  var all: [(name: QualifiedRelation, table: Table)] {
    tables.map { ($0.key, $0.value) }
      .sorted { ($0.name.schema, $0.name.name) < ($1.name.schema, $1.name.name) }
  }

  /// Looks relations up. Sizes are asked of the files, which takes ACCESS SHARE for a moment; where
  /// somebody keeps that away, what the last VACUUM or ANALYZE counted is taken instead.
  init(_ names: Set<QualifiedRelation>, on connection: Connection) async throws(PostgresError) {
    guard !names.isEmpty else { return }
    do {
      try await read(names, on: connection, sizes: Self.sizesOfFiles)
    } catch  where error.sqlState == .lockNotAvailable {
      try await read(names, on: connection, sizes: Self.sizesCounted)
    }
  }

  private mutating func read(
    _ names: Set<QualifiedRelation>,
    on connection: Connection,
    sizes: SQL
  ) async throws(PostgresError) {
    let names = Array(names)
    var pipeline = Pipeline(transaction: TransactionOptions(isReadOnly: true))
    pipeline.append("SELECT pg_catalog.set_config('lock_timeout', '100', true)")
    let ticket = pipeline.append(
      """
      SELECT w.number, c.oid::bigint,
             CASE WHEN c.reltuples >= 0 AND c.relkind IN ('r', 'm', 'p') THEN c.reltuples::bigint END,
             s.total, s.heap,
             (SELECT count(*) FROM pg_catalog.pg_index AS i WHERE i.indrelid = c.oid)::integer,
             pg_catalog.has_table_privilege(c.oid, 'SELECT') AND NOT s.is_locked,
             c.relkind = 'r', c.relkind NOT IN ('v', 'f', 'c')
      FROM unnest(\(names.map(\.schema)), \(names.map(\.name)))
        WITH ORDINALITY AS w (schema, name, number)
      JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
      JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.name
      CROSS JOIN LATERAL \(sizes) AS s
      """
    )
    let rows = try await connection.run(pipeline)[ticket]
    tables = [:]
    for row in rows {
      do {
        let (number, id, count, bytes, heap, indexes, isReadable, isPlain, isStored) =
          try row.decode(
            as: Int64.self,
            Int64.self,
            Int64?.self,
            Int64.self,
            Int64.self,
            Int32.self,
            Bool.self,
            Bool.self,
            Bool.self
          )
        tables[names[Int(number) - 1]] = Table(
          objectID: id,
          rows: count,
          bytes: bytes,
          heapBytes: heap,
          indexes: Int(indexes),
          isReadable: isReadable,
          isPlain: isPlain,
          isStored: isStored
        )
      } catch {
        throw .misuse("pg_class: \(error)")
      }
    }
  }

  /// Whether somebody keeps even ACCESS SHARE away, and whether the relation has a file.
  private static let isLocked: SQL = """
    EXISTS (SELECT FROM pg_catalog.pg_locks AS l
      WHERE l.locktype = 'relation' AND l.relation = c.oid AND l.mode = 'AccessExclusiveLock'
        AND l.database = (SELECT oid FROM pg_catalog.pg_database
          WHERE datname = pg_catalog.current_database()))
    """

  private static let counted: SQL = """
    SELECT sum(r.relpages)::bigint * pg_catalog.current_setting('block_size')::bigint
    FROM pg_catalog.pg_class AS r
    WHERE r.oid IN (c.oid, c.reltoastrelid)
    """

  private static let sizesCounted: SQL = """
    (SELECT heap.size + coalesce((
         SELECT sum(x.relpages)::bigint * pg_catalog.current_setting('block_size')::bigint
         FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
         WHERE i.indrelid = c.oid), 0) AS total,
       heap.size AS heap, \(isLocked) AS is_locked
     FROM (\(counted)) AS heap (size))
    """

  /// Of a partitioned table, its partitions together.
  private static let sizesOfFiles: SQL = """
    (SELECT coalesce(CASE
         WHEN locked.yes THEN (\(counted))
         WHEN c.relkind = 'p' THEN (
           SELECT sum(pg_catalog.pg_total_relation_size(t.relid))::bigint
           FROM pg_catalog.pg_partition_tree(c.oid::regclass) AS t WHERE t.isleaf)
         ELSE pg_catalog.pg_total_relation_size(c.oid) END, 0) AS total,
       coalesce(CASE
         WHEN locked.yes THEN (\(counted))
         WHEN c.relkind = 'p' THEN 0
         ELSE pg_catalog.pg_table_size(c.oid) END, 0) AS heap,
       locked.yes AS is_locked
     FROM (SELECT \(isLocked)) AS locked (yes))
    """
}
