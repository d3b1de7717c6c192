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
      let version = connection.serverVersion / 10_000
      var roles: [MigrationIdentifier: String] = [:]
      for row in applied {
        // What was only recorded was made by somebody else.
        let wasRun = [.transaction, .statements].contains(row.entry?.method)
        roles[row.identifier] = wasRun ? row.entry?.appliedBy : owner
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

extension ScratchServer {
  fileprivate func majorVersion() async throws -> Int {
    let connection = try await Self.connect(to: target)
    defer { connection.close() }
    return connection.serverVersion / 10_000
  }
}
