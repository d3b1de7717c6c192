import Foundation
import Postgres
import PostgresSyntax
import SampleDDL
import TestDatabase
import Testing

@testable import MigrateLint

/// What a statement is said to lock, scan and rewrite, against what PostgreSQL does.
@Suite struct EffectTests {
  static let statements = EffectStatements.all
  static let sequences =
    UInt64(ProcessInfo.processInfo.environment["LINT_EFFECT_SEQUENCES"] ?? "") ?? 60

  /// What the server did to one relation, or is said to do.
  struct Seen: Equatable, CustomStringConvertible {
    var relation: String
    var lock: LockMode
    var work: RelationEffect.Work
    var rebuildsIndexes: Bool

    var description: String {
      "\(relation): \(lock.name), \(work)\(rebuildsIndexes ? ", indexes" : "")"
    }
  }

  @Test func `locks, scans and rewrites are what PostgreSQL does`() async throws {
    let parser = try Parser.load()
    let source = LintSource(path: "0.sql", bytes: Array(EffectStatements.schema.utf8))
    var replay = Replay(catalog: Catalog(), source: source, parser: parser, isStrict: true)
    replay.run()
    #expect(replay.refused.isEmpty)
    let catalog = replay.catalog
    try await withTestConnection { connection in
      try await connection.execute(SQLScript(text: EffectStatements.schema))
      try await connection.execute(SQLScript(text: EffectStatements.rows))
      // In UTC alone a timestamp is stored as its timestamptz is.
      try await connection.execute("SET TimeZone = 'America/New_York'")
      for statement in Self.statements {
        let node = try #require(try parser.parse(statement).statements.first?.node)
        let effect = EffectReader.effect(of: node, on: catalog)
        let said = effect.relations.filter { catalog[$0.id]?.kind.hasColumns == true }.map {
          Seen(
            relation: $0.relation,
            lock: $0.lock,
            work: $0.work,
            rebuildsIndexes: $0.rebuildsIndexes
          )
        }.sorted { $0.relation < $1.relation }
        let measured = try await measure(statement, on: connection)
        #expect(said == measured, "\(statement)")
        #expect(!effect.changes.isEmpty || node.isWithoutChange, "\(statement)")
      }
    }
  }

  @Test func `locks and rewrites of random DDL are what PostgreSQL does`() async throws {
    let parser = try Parser.load()
    try await withTestConnection { connection in
      let oracle = Oracle(parser: parser, connection: connection)
      var compared = 0
      for seed in OracleTests.firstSeed..<OracleTests.firstSeed + Self.sequences {
        try await oracle.reset()
        var generator = RandomDDL(seed: seed)
        var catalog = Catalog()
        for statement in generator.sequence(of: 20).split(separator: "\n").map(String.init) {
          let source = LintSource(path: "a.sql", bytes: Array(statement.utf8))
          var replay = Replay(catalog: catalog, source: source, parser: parser, isStrict: true)
          replay.run()
          defer { catalog = replay.catalog }
          guard let measured = try? await measure(statement, on: connection, ending: "COMMIT"),
            replay.refused.isEmpty
          else {
            try await connection.execute("ROLLBACK")
            continue
          }
          let node = try #require(try parser.parse(statement).statements.first?.node)
          let effect = EffectReader.effect(of: node, on: catalog)
          // Empty tables show no scan.
          let said = effect.relations.filter {
            catalog[$0.id]?.kind.hasColumns == true && $0.id.schema == "public"
          }.map { "\($0.relation) \($0.lock.name) \($0.work == .rewrite)" }
          // A schema is printed where another table hides its own.
          let seen = measured.map {
            "\($0.relation.replacing("public.", with: "")) \($0.lock.name) \($0.work == .rewrite)"
          }
          #expect(Set(said) == Set(seen), "seed \(seed): \(statement)")
          compared += 1
        }
      }
      #expect(compared > 5 * Self.sequences)
    }
  }

  private func measure(
    _ statement: String,
    on connection: Connection,
    ending: SQL = "ROLLBACK"
  ) async throws -> [Seen] {
    try await connection.execute("BEGIN")
    let before = try await storage(connection)
    try await connection.execute(SQLScript(text: statement))
    let locks = try await connection.query(
      """
      SELECT relation::int8, max(CASE mode
          WHEN 'AccessShareLock' THEN 1 WHEN 'RowShareLock' THEN 2 WHEN 'RowExclusiveLock' THEN 3
          WHEN 'ShareUpdateExclusiveLock' THEN 4 WHEN 'ShareLock' THEN 5
          WHEN 'ShareRowExclusiveLock' THEN 6 WHEN 'ExclusiveLock' THEN 7
          WHEN 'AccessExclusiveLock' THEN 8 END)::int8
      FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' GROUP BY relation
      """
    ).map { (try $0.decode(0, as: Int64.self), try $0.decode(1, as: Int64.self)) }
    let after = try await storage(connection)
    try await connection.execute(ending)
    var seen: [Seen] = []
    for (oid, mode) in locks {
      guard let old = before[oid], let lock = LockMode(rawValue: Int(mode)) else { continue }
      let new = after[oid]
      let isMoved = new.map { $0.file != old.file } ?? false
      let isRewritten = isMoved && !statement.hasPrefix("TRUNCATE")
      // A query reads rows as well, under weaker locks.
      let isJudged = lock > .rowExclusive || statement.contains("VALIDATE")
      let isScanned = (new?.read ?? 0) > old.read && isJudged
      let isRebuilt = old.indexes.contains { index, file in
        new?.indexes[index].map { $0 != file } ?? false
      }
      seen.append(
        Seen(
          relation: old.name,
          lock: lock,
          work: isRewritten ? .rewrite : isScanned ? .scan : .none,
          rebuildsIndexes: isRewritten || isRebuilt && !statement.hasPrefix("TRUNCATE")
        )
      )
    }
    return seen.sorted { $0.relation < $1.relation }
  }

  private struct Storage {
    var name: String
    var file: Int64
    var read: Int64
    /// The index's file, by its identifier.
    var indexes: [Int64: Int64]
  }

  private func storage(_ connection: Connection) async throws -> [Int64: Storage] {
    var found: [Int64: Storage] = [:]
    let tables = try await connection.query(
      """
      SELECT c.oid::int8, c.oid::regclass::text, c.relfilenode::int8,
        pg_stat_get_xact_tuples_returned(c.oid)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')
      """
    )
    for row in tables {
      found[try row.decode(0)] = Storage(
        name: try row.decode(1),
        file: try row.decode(2),
        read: try row.decode(3),
        indexes: [:]
      )
    }
    let indexes = try await connection.query(
      """
      SELECT x.indrelid::int8, i.oid::int8, i.relfilenode::int8
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
      """
    )
    for row in indexes {
      found[try row.decode(0)]?.indexes[try row.decode(1)] = try row.decode(2, as: Int64.self)
    }
    return found
  }
}

extension SyntaxNode {
  /// Whether a statement changes neither catalog nor rows.
  fileprivate var isWithoutChange: Bool {
    ["SelectStmt", "LockStmt", "ReindexStmt", "ClusterStmt", "VacuumStmt"].contains(kind)
  }
}
