public import Postgres

/// Tells whether two databases hold the same rows, in both directions.
///
/// A row counts by the SHA-256 of its text, so that no row leaves the server, and equal rows by their number. What
/// lies in the engine's own schema is left out, and so are generated names of temporary objects.
public struct RowEquality: Sendable, Hashable {
  /// A table whose rows differ.
  public struct Difference: Sendable, Hashable {
    /// The table, as SQL writes it.
    public var table: String
    /// How many rows are in the first database only; a changed row is one in each.
    public var onlyInFirst: Int64
    /// How many are in the second only.
    public var onlyInSecond: Int64

    /// Makes a difference.
    public init(table: String, onlyInFirst: Int64, onlyInSecond: Int64) {
      self.table = table
      self.onlyInFirst = onlyInFirst
      self.onlyInSecond = onlyInSecond
    }
  }

  /// The differences in the order of the tables' names; empty where all rows are equal.
  public let differences: [Difference]

  /// Compares two databases of the same tables.
  ///
  /// - Parameters:
  ///   - first: A session in one of them, outside a transaction, whose role sees every row.
  ///   - second: A session in the other.
  /// - Throws: `PostgresError`, and ``MigrateError`` where the tables are not the same.
  public init(between first: Connection, and second: Connection) async throws {
    let tables = try await Self.tables(first)
    let others = try await Self.tables(second)
    var differences: [Difference] = []
    for table in Set(tables).union(others).sorted() {
      guard tables.contains(table), others.contains(table) else {
        let isFirst = tables.contains(table)
        let rows = try await Self.rows(of: table, on: isFirst ? first : second)
        let count = rows.values.reduce(0, +)
        differences.append(
          Difference(
            table: table,
            onlyInFirst: isFirst ? count : 0,
            onlyInSecond: isFirst ? 0 : count
          )
        )
        continue
      }
      let sum = try await Self.sum(of: table, on: first)
      guard try await Self.sum(of: table, on: second) != sum else { continue }
      let (left, right) = try await (
        Self.rows(of: table, on: first), Self.rows(of: table, on: second)
      )
      differences.append(
        Difference(
          table: table,
          onlyInFirst: Self.surplus(of: left, over: right),
          onlyInSecond: Self.surplus(of: right, over: left)
        )
      )
    }
    self.differences = differences
  }

  private static func surplus(of rows: [String: Int64], over others: [String: Int64]) -> Int64 {
    rows.reduce(0) { $0 + max(0, $1.value - (others[$1.key] ?? 0)) }
  }

  /// The tables that hold rows themselves, as the server quotes them.
  private static func tables(_ connection: Connection) async throws -> [String] {
    try await connection.query(
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname <> 'heartly_migration'
        AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
      ORDER BY 1
      """
    ).map { try $0.decode(0) }
  }

  private static let hash =
    "pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(t::text, 'UTF8')), 'hex')"

  private static func sum(of table: String, on connection: Connection) async throws -> String? {
    let answer = try await connection.execute(
      SQLScript(
        text: """
          SELECT pg_catalog.md5(pg_catalog.string_agg(h, '' ORDER BY h COLLATE "C"))
          FROM (SELECT \(hash) AS h FROM ONLY \(table) AS t) AS hashes
          """
      )
    )
    return try answer.last?.only().decode(0, as: String?.self)
  }

  private static func rows(
    of table: String,
    on connection: Connection
  ) async throws -> [String: Int64] {
    let answer = try await connection.execute(
      SQLScript(text: "SELECT \(hash), pg_catalog.count(*) FROM ONLY \(table) AS t GROUP BY 1")
    )
    var rows: [String: Int64] = [:]
    for row in answer.last.map(Array.init) ?? [] {
      let (hash, count) = try row.decode(as: String.self, Int64.self)
      rows[hash] = count
    }
    return rows
  }
}

extension RowEquality.Difference: CustomStringConvertible {
  /// How the table's rows differ, in one line.
  public var description: String {
    "\(table): \(onlyInFirst) rows are in the first database only, \(onlyInSecond) in the second only"
  }
}

extension Migrator {
  /// Proves that statements in batches come to the same rows as run whole: applies the goal to two
  /// databases that are alike, to one in small batches and to the other whole, and compares all rows.
  ///
  /// What differs between two runs in any case, such as `now()`, shows as a difference.
  ///
  /// - Parameters:
  ///   - goal: What both are brought to.
  ///   - size: How many rows a batch passes over. Default 3: a table of a few rows has several then.
  ///   - batched: A session in one database, outside a transaction.
  ///   - whole: A session in the other, such as a clone of the same template.
  /// - Returns: The comparison, whose first database is the one in batches.
  /// - Throws: ``MigrateError`` where a run fails, and `PostgresError` where the comparison does.
  public func compareBatches(
    _ goal: Plan.Goal = .head,
    size: Int = 3,
    batched: Connection,
    whole: Connection
  ) async throws -> RowEquality {
    var (one, other) = (self, self)
    one.batches = .ofSize(size)
    other.batches = .whole
    try await one.apply(goal, to: batched)
    try await other.apply(goal, to: whole)
    return try await RowEquality(between: batched, and: whole)
  }
}
