import MigrateLint
import Postgres

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How fast a server reads and sorts now, as far as it can be measured without writing.
struct Throughput: Encodable {
  /// What was read for it: a table of the plan, or one of the catalog's.
  var table: String
  /// Of tables, as they lie in the cache or on the disk.
  var readBytesPerSecond: Double
  /// Of small keys, in memory.
  var sortRowsPerSecond: Double

  /// A rewrite reads each page and writes it to the new file and to the log. Writing cannot be measured
  /// by a command that writes nothing.
  static let readsPerRewrite = 4.0

  private static let mostBytes: Int64 = 16 << 20
  private static let sortedRows = 100_000

  // MARK: The estimate

  /// How long a statement works on a relation, in seconds.
  func seconds(
    for work: RelationEffect.Work,
    rebuildsIndexes: Bool,
    newIndexes: Int,
    isConcurrent: Bool,
    on table: TargetTables.Table
  ) -> Double {
    let read = Double(table.heapBytes) / readBytesPerSecond
    let index = read + Double(table.rows ?? 0) / sortRowsPerSecond
    var seconds =
      switch work {
      case .none: 0.0
      // What builds an index reads the rows for that.
      case .scan: newIndexes > 0 ? 0 : read
      case .rewrite: read * Self.readsPerRewrite
      }
    let rebuilt = work == .rewrite || rebuildsIndexes ? table.indexes : 0
    seconds += Double(rebuilt + newIndexes) * index
    // The CONCURRENTLY forms read the table twice.
    return isConcurrent ? seconds * 2 : seconds
  }

  // MARK: The measurement

  /// Reads up to 16 MB, of the largest of the given tables that the role may read or else of the
  /// catalog, and sorts numbers. A statement that takes longer than half a second is given up.
  ///
  /// - Returns: Nil where the server did not let it be measured.
  static func measure(_ tables: TargetTables, on connection: Connection) async throws
    -> Throughput?
  {
    let largest = tables.all.filter { $0.table.isPlain && $0.table.isReadable }
      .max { $0.table.heapBytes < $1.table.heapBytes }
    guard let sorted = try await explained(sort, on: connection), sorted.milliseconds > 0 else {
      return nil
    }
    var read: Measured?
    var name = "pg_catalog.pg_proc"
    if let (table, facts) = largest, facts.heapBytes >= 1 << 20 {
      read = try await explained(reading(table, facts), on: connection)
      if read != nil { name = table.sql }
    }
    if read == nil { read = try await explained(readingCatalog, on: connection) }
    guard let read, read.bytes > 0, read.milliseconds > 0 else { return nil }
    return Throughput(
      table: name,
      readBytesPerSecond: Double(read.bytes) / read.milliseconds * 1000,
      sortRowsPerSecond: Double(sortedRows) / sorted.milliseconds * 1000
    )
  }

  private static let sort = SQLScript(
    text: explain + "SELECT g FROM generate_series(1, \(sortedRows)) AS g ORDER BY hashint4(g)"
  )

  private static let readingCatalog = SQLScript(
    text: explain + "SELECT count(*) FROM pg_catalog.pg_proc"
  )

  /// Reads the first pages of a table, and nothing of what is in them.
  private static func reading(_ name: QualifiedRelation, _ table: TargetTables.Table) -> SQLScript {
    let part = min(1, Double(mostBytes) / Double(table.heapBytes))
    let rows = max(1000, Int64(Double(max(0, table.rows ?? 0)) * part))
    return SQLScript(
      text: explain
        + "SELECT count(*) FROM (SELECT 1 FROM ONLY \(name.sql) LIMIT \(rows)) AS part"
    )
  }

  private static let explain = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) "

  /// The time and the pages of a statement, as the server itself counts them; nil where it refuses it or
  /// takes too long.
  private static func explained(
    _ statement: SQLScript,
    on connection: Connection
  ) async throws -> Measured? {
    var pipeline = Pipeline(transaction: TransactionOptions(isReadOnly: true))
    // Policies would be asked row by row, and may call functions that fail.
    pipeline.append(
      """
      SELECT set_config('statement_timeout', '500', true), set_config('lock_timeout', '50', true),
        set_config('row_security', 'off', true), set_config('enable_indexscan', 'off', true),
        set_config('enable_indexonlyscan', 'off', true),
        set_config('enable_bitmapscan', 'off', true), set_config('jit', 'off', true),
        set_config('max_parallel_workers_per_gather', '0', true)
      """
    )
    let size = pipeline.append("SELECT current_setting('block_size')::bigint")
    let ticket = pipeline.append(statement)
    do {
      let results = try await connection.run(pipeline)
      let plan: String = try results[ticket].only().decode(0)
      let blockSize: Int64 = try results[size].only().decode(0)
      let documents = try JSONDecoder().decode([Explained].self, from: Data(plan.utf8))
      return documents.first.map { Measured($0, blockSize: blockSize) }
    } catch PostgresError.server {
      return nil
    } catch is DecodingError {
      return nil
    }
  }

  private struct Measured {
    var milliseconds: Double
    var bytes: Int64

    init(_ plan: Explained, blockSize: Int64) {
      milliseconds = plan.time
      bytes = (plan.plan.hits + plan.plan.reads) * blockSize
    }
  }

  /// What EXPLAIN says, as far as it is needed.
  private struct Explained: Decodable {
    struct Node: Decodable {
      var hits: Int64
      var reads: Int64
      enum CodingKeys: String, CodingKey {
        case hits = "Shared Hit Blocks"
        case reads = "Shared Read Blocks"
      }
    }
    var plan: Node
    var time: Double
    enum CodingKeys: String, CodingKey {
      case plan = "Plan"
      case time = "Execution Time"
    }
  }
}
