import MigrateLint
public import Postgres

/// The relations of a database and the locks that the session has on them, at one moment.
public struct CatalogState: Sendable {
  /// A table, an index, or whatever else has a row in `pg_class`.
  public struct RelationState: Sendable {
    /// As SQL names it, with its schema where that is not `public`.
    public var name: String
    /// `pg_class.relkind`.
    public var kind: String
    /// Another number means that the contents were written anew; 0 where there is no file.
    public var file: Int64
    /// How often this transaction has read it from end to end; for an index, how often it used it.
    public var scans: Int64

    var isTable: Bool { kind == "r" || kind == "m" }
    var isIndex: Bool { kind == "i" }
  }

  /// By their `oid`.
  public private(set) var relations: [Int64: RelationState] = [:]
  /// The strongest lock on each.
  private(set) var locks: [Int64: LockMode] = [:]

  /// All relations that are not PostgreSQL's own, and no temporary ones.
  static let relations: SQL = """
    SELECT c.oid::int8,
           CASE WHEN n.nspname = 'public' THEN '' ELSE quote_ident(n.nspname) || '.' END
             || quote_ident(c.relname),
           c.relkind::text, c.relfilenode::int8, pg_stat_get_xact_numscans(c.oid)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_'
    """

  static let locks: SQL = """
    SELECT l.relation::int8, l.mode
    FROM pg_catalog.pg_locks l
    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
      AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    """

  init(relations rows: Rows, locks lockRows: Rows) throws(RowError) {
    for row in rows {
      let (oid, name, kind, file, scans) = try row.decode(
        as: Int64.self,
        String.self,
        String.self,
        Int64.self,
        Int64.self
      )
      relations[oid] = RelationState(name: name, kind: kind, file: file, scans: scans)
    }
    for row in lockRows {
      let (oid, name) = try row.decode(as: Int64.self, String.self)
      guard let mode = LockMode(lock: name) else { continue }
      locks[oid] = max(mode, locks[oid] ?? mode)
    }
  }
}

extension CatalogState {
  /// Reads it in one round trip.
  public init(of connection: Connection) async throws {
    var pipeline = Pipeline()
    let relations = pipeline.append(Self.relations)
    let locks = pipeline.append(Self.locks)
    let results = try await connection.run(pipeline)
    try self.init(relations: results[relations], locks: results[locks])
  }

  /// The tables and materialized views of an earlier moment whose files were written anew since. So
  /// are those that TRUNCATE has emptied, although nothing is copied.
  public func rewritten(since before: CatalogState) -> [String] {
    relations.filter { oid, now in
      now.isTable && before.relations[oid].map { $0.file != now.file && $0.file != 0 } == true
    }.map(\.value.name).sorted()
  }

  /// Makes sense of locks that were read somewhere else, by the relations' `oid` and the modes' names
  /// in `pg_locks`: the strongest of each relation that is known here. What every query takes on the
  /// indexes of its tables is left out.
  public func named(_ locks: [(oid: Int64, mode: String)]) -> [TakenLock] {
    var strongest: [Int64: LockMode] = [:]
    for (oid, spelling) in locks {
      guard let relation = relations[oid], let mode = LockMode(lock: spelling) else { continue }
      if relation.isIndex, mode == .accessShare { continue }
      strongest[oid] = max(mode, strongest[oid] ?? mode)
    }
    return strongest.compactMap { oid, mode in
      relations[oid].map { TakenLock(relation: $0.name, mode: mode) }
    }.sorted { $0.relation < $1.relation }
  }

  /// What a statement did between two moments to the relations in `known`.
  func effect(
    since before: CatalogState,
    on known: CatalogState,
    at place: Place,
    isMeasurable: Bool
  ) -> MeasuredEffect {
    let tables = relations.filter { known.relations[$0.key] != nil && $0.value.isTable }
    return MeasuredEffect(
      place: place,
      locks: isMeasurable ? newLocks(since: before, on: known) : nil,
      rewritten: tables.filter { oid, now in
        before.relations[oid].map { $0.file != now.file && $0.file != 0 } == true
      }.map(\.value.name).sorted(),
      rebuilt: rebuilt(since: before, on: known),
      scanned: isMeasurable
        ? tables.filter { oid, now in now.scans > before.relations[oid]?.scans ?? 0 }
          .map(\.value.name).sorted()
        : nil
    )
  }

  private func newLocks(since before: CatalogState, on known: CatalogState) -> [TakenLock] {
    locks.compactMap { oid, mode in
      // What was dropped has its name only before.
      guard let relation = known.relations[oid] else { return nil }
      if let held = before.locks[oid], held >= mode { return nil }
      // Every query looks at all indexes of its tables.
      if relation.isIndex, mode == .accessShare { return nil }
      return TakenLock(relation: (before.relations[oid] ?? relation).name, mode: mode)
    }.sorted { $0.relation < $1.relation }
  }

  /// `ALTER COLUMN … TYPE` makes an index of the same name instead of the old one, which keeps the
  /// file where nothing had to be built.
  public func rebuilt(since before: CatalogState, on known: CatalogState) -> [String] {
    let old = Dictionary(
      before.relations.filter { known.relations[$0.key] != nil && $0.value.isIndex }
        .map { ($0.value.name, $0.value.file) },
      uniquingKeysWith: { first, _ in first }
    )
    return relations.values.filter { now in
      now.isIndex && old[now.name].map { $0 != now.file } == true
    }.map(\.name).sorted()
  }
}
