public import LiveCatalog
public import Migrate
public import Postgres

/// Takes a database over that something else has migrated: what is applied already is recorded, once it
/// is known that the database is what the files make.
public struct Adoption: Sendable {
  /// Where it is known from what is applied.
  public enum Source: Sendable {
    /// Another tool's table, under its usual name or another one.
    case tool(ForeignTool, table: String?)
    /// Nothing records it: every file up to the version is.
    case baseline(MigrationVersion)
  }

  /// Makes the catalog that the files make, with `owner` as the role that runs them. Slow: it starts a
  /// server.
  public typealias Expectation =
    @Sendable (_ applied: [Migration], _ owner: String) async throws -> CatalogSnapshot

  /// Where it is known from what is applied.
  public let source: Source
  /// What the names do not tell.
  public var map = MigrationMap()
  /// Whether a database that is not what the files make is recorded all the same. Default: no.
  public var acceptsDifferences = false
  /// Makes the catalog to compare with.
  public let expectation: Expectation

  /// Makes an adoption; touches nothing.
  public init(from source: Source, expecting expectation: @escaping Expectation) {
    self.source = source
    self.expectation = expectation
  }

  /// What it came to.
  public struct Outcome: Sendable {
    /// What was recorded now, by version.
    public var recorded: [MigrationIdentifier] = []
    /// What the source says is applied, by version.
    public var applied: [MigrationIdentifier] = []
    /// What differs and was accepted.
    public var differences: [CatalogChange] = []
    /// What was passed over, and why.
    public var notes: [String] = []
  }

  /// Compares, and records what is not recorded yet, in one transaction under the runner's lock. Where
  /// everything is recorded already, nothing is compared.
  ///
  /// - Throws: ``MigrateError``; as ``MigrateError/refused(_:)`` an ``AdoptionError``, or what the
  ///   expectation throws. Nothing was written then.
  public func perform(
    _ migrator: Migrator,
    on connection: Connection,
    observer: (MigrationEvent) -> Void = { _ in }
  ) async throws(MigrateError) -> Outcome {
    var outcome = Outcome()
    outcome.recorded = try await migrator.record(as: method, on: connection, observer: observer) {
      files,
      history in
      try await decide(files, history, on: connection, &outcome)
    }
    return outcome
  }

  private var method: HistoryEntry.Method {
    switch source {
    case .tool: .adopted
    case .baseline: .baseline
    }
  }

  private func decide(
    _ files: [Migration],
    _ history: [HistoryEntry],
    on connection: Connection,
    _ outcome: inout Outcome
  ) async throws -> [Migration] {
    let applied: [Migration]
    var table: BookkeepingTable?
    switch source {
    case .tool(let tool, let name):
      let found = try await BookkeepingTable(of: tool, named: name, on: connection)
      let bookkeeping = try Bookkeeping(tool, rows: found.rows)
      outcome.notes = bookkeeping.notes
      applied = try AdoptionMatch(bookkeeping, migrations: files, map: map).applied
      table = found
    case .baseline(let version):
      guard files.contains(where: { $0.identifier.version == version }) else {
        throw AdoptionError.unknownVersion(version)
      }
      applied = files.filter { $0.identifier.version <= version }
    }
    outcome.applied = applied.map(\.identifier)
    let known = Set(history.map(\.identifier.version))
    guard !applied.allSatisfy({ known.contains($0.identifier.version) }) else { return applied }
    let versions = known.union(applied.map(\.identifier.version))
    let differences = try await differences(
      from: files.filter { versions.contains($0.identifier.version) },
      table,
      on: connection
    )
    guard differences.isEmpty || acceptsDifferences else {
      throw AdoptionError.differences(differences)
    }
    outcome.differences = differences
    return applied
  }

  /// What the database has otherwise than the files make it.
  private func differences(
    from migrations: [Migration],
    _ table: BookkeepingTable?,
    on connection: Connection
  ) async throws -> [CatalogChange] {
    let owner =
      if let table {
        table.owner
      } else {
        try await connection.query("SELECT current_user::text").only().decode(0, as: String.self)
      }
    let expected = try await expectation(migrations, owner)
    let live = try await CatalogSnapshot(of: connection).outside(schema: "heartly_migration")
    let changes = try await ForeignOwners(on: connection)
      .withoutDifferencesOfOwner(live.changes(since: expected))
    return table?.withoutOwn(changes) ?? changes
  }
}
