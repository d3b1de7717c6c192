import LiveCatalog
public import Migrate
public import MigrateExact
public import Postgres

/// Compares a database with what its applied migrations make on a scratch server.
public struct DriftCheck: Sendable {
  /// Where the migrations run.
  public var server: ExactServer
  /// What may differ.
  public var ignores: [DriftIgnore] = []

  /// Describes a comparison; touches nothing.
  public init(server: ExactServer) {
    self.server = server
  }

  /// Reads the database's catalog and compares it. Objects of extensions do not count, nor large
  /// objects, which are data.
  ///
  /// Each migration runs as a role of the name that applied it, so that owners and rights are the same.
  ///
  /// - Parameters:
  ///   - connection: A session of a role that may read the catalog. Nothing is changed.
  ///   - status: What is applied to it, compared with the files.
  /// - Returns: What differs.
  /// - Throws: ``ProofError``; ``ProofError/filesMissing(_:)`` where a file is gone of what is applied.
  public func drift(
    of connection: Connection,
    status: MigrationStatus
  ) async throws(ProofError) -> DriftReport {
    let applied = status.rows.filter(\.isApplied)
    let missing = applied.filter { $0.migration == nil }.map(\.identifier)
    guard missing.isEmpty else { throw .filesMissing(missing) }
    do {
      let live = try await CatalogSnapshot(of: connection)
      let owner = try await Self.commonOwner(in: connection)
      let actor = try await Self.historyOwner(in: connection)
      let first = applied.compactMap(\.entry).filter(\.wasRun)
        .min { $0.appliedAt.microseconds < $1.appliedAt.microseconds }
      let version = connection.serverVersion / 10_000
      var roles: [MigrationIdentifier: String] = [:]
      for entry in applied.compactMap(\.entry) {
        let role = entry.wasRun ? entry.appliedBy : owner
        // Whoever signs in may act as another role from the beginning, as the first run shows.
        roles[entry.identifier] = role == first?.appliedBy ? actor ?? role : role
      }
      let migrations = applied.compactMap(\.migration)
      let (made, scratchVersion) = try await server.withServer { [roles] server in
        let catalog = try await server.catalog(madeBy: migrations) { roles[$0] }
        return (catalog, try await server.majorVersion())
      }
      let changes = live.withoutEngine.withoutExtensionMembers
        .changes(since: made.withoutExtensionMembers)
        .filter { !$0.object.hasPrefix("large object ") }
      var report = DriftReport(changes, ignoring: ignores)
      if version != scratchVersion { report.otherVersion = (version, scratchVersion) }
      return report
    } catch {
      throw ProofError(error)
    }
  }

  /// As whom the first migration ran, which made the engine's tables.
  private static func historyOwner(in connection: Connection) async throws -> String? {
    let rows = try await connection.query(
      """
      SELECT pg_catalog.pg_get_userbyid(c.relowner)::text
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = 'heartly_migration' AND c.relname = 'history'
      """
    )
    return try rows.first?.decode(0)
  }

  /// Whom most tables belong to; nil where there is none.
  private static func commonOwner(in connection: Connection) async throws -> String? {
    let rows = try await connection.query(
      """
      SELECT r.rolname::text
      FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_roles AS r ON r.oid = c.relowner
      WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname !~ '^pg_'
        AND n.nspname NOT IN ('information_schema', 'heartly_migration')
      GROUP BY r.rolname ORDER BY count(*) DESC, r.rolname LIMIT 1
      """
    )
    return try rows.first?.decode(0)
  }
}

extension HistoryEntry {
  /// Whether the engine has run it, and not only recorded what somebody else had made.
  fileprivate var wasRun: Bool { [.transaction, .statements].contains(method) }
}

extension ScratchServer {
  fileprivate func majorVersion() async throws -> Int {
    let connection = try await Self.connect(to: target)
    defer { connection.close() }
    return connection.serverVersion / 10_000
  }
}
