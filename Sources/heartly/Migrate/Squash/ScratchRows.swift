import Postgres

/// The rows of all tables of a database, and where its sequences stand: enough to tell whether two
/// databases hold the same.
struct ScratchRows: Equatable {
  /// By table, its rows in some stable order, as a sum; and by sequence, its state.
  private(set) var sums: [String: String] = [:]
  /// How many rows there are.
  private(set) var count: Int64 = 0
  /// How many tables have any.
  private(set) var tables = 0

  /// Reads them. The engine's own schema does not count.
  init(of connection: Connection) async throws {
    let names = try await connection.query(
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), c.relkind = 'S'
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'S') AND n.nspname !~ '^pg_'
        AND n.nspname NOT IN ('information_schema', 'heartly_migration')
      """
    ).map { try $0.decode(as: String.self, Bool.self) }
    for (name, isSequence) in names {
      let question =
        isSequence
        ? "SELECT 0::bigint, last_value::text || is_called::text FROM \(name)"
        : "SELECT count(*), pg_catalog.md5(pg_catalog.string_agg(t::text, E'\\n' ORDER BY t::text)) "
          + "FROM ONLY \(name) AS t"
      guard let row = try await connection.execute(SQLScript(text: question)).first?.first else {
        continue
      }
      let (rows, sum) = try row.decode(as: Int64.self, String?.self)
      sums[name] = sum ?? ""
      count += rows
      if rows > 0 { tables += 1 }
    }
  }

  /// The tables and sequences in which two databases differ.
  func differences(from other: ScratchRows) -> [String] {
    Set(sums.keys).union(other.sums.keys).filter { sums[$0] != other.sums[$0] }.sorted()
  }
}
