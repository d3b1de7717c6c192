public import Postgres

extension Migrator {
  /// Records migrations as applied that are applied already, and runs nothing.
  ///
  /// The rows are written in one transaction, or none is. What the history holds already is left as it
  /// is, so that it may be called again.
  ///
  /// - Parameters:
  ///   - method: How they came to be applied: ``HistoryEntry/Method/adopted`` or `baseline`.
  ///   - connection: A session with the server itself, outside a transaction.
  ///   - observer: Told of a wait for another runner.
  ///   - choose: Says which ones, of all files and what the history holds; asked with the runner's lock
  ///     held.
  /// - Returns: What was written, by version.
  /// - Throws: ``MigrateError``; what `choose` throws as ``MigrateError/refused(_:)``. Nothing was
  ///   written then.
  public func record(
    as method: HistoryEntry.Method,
    on connection: Connection,
    observer: (MigrationEvent) -> Void = { _ in },
    choosing choose: (_ files: [Migration], _ history: [HistoryEntry]) async throws -> [Migration]
  ) async throws(MigrateError) -> [MigrationIdentifier] {
    let migrations = try load(for: .downSteps(1))
    return try await engineErrors { () async throws in
      let greeting = try await Greeting(from: connection)
      try greeting.check(connection)
      try greeting.checkWritable()
      return try await locked(connection, observer) { () async throws in
        let greeting = try await Greeting(from: connection)
        try greeting.checkTables()
        let table = HistoryTable(connection: connection)
        let content = greeting.historyExists ? try await table.read() : HistoryTable.Content()
        try checkSound(migrations, content)
        var chosen: [Migration] = []
        try await refusals { () async throws in
          chosen = try await choose(migrations, content.entries)
        }
        let known = Set(content.entries.map(\.identifier.version))
        let new = chosen.filter { !known.contains($0.identifier.version) }
        if !new.isEmpty {
          try await write(new, as: method, to: connection, greeting: greeting, content: content)
        }
        return new.map(\.identifier)
      }
    }
  }

  /// Refuses a history that the files do not go with. That a file came in late is no obstacle here.
  private func checkSound(_ migrations: [Migration], _ content: HistoryTable.Content) throws {
    if let tampering = content.tampering { throw MigrateError.historyTampered(tampering) }
    if let error = content.halfApplied(unless: nil) { throw error }
    let status = MigrationStatus(migrations: migrations, history: content.entries)
    let problems = status.rows.filter(\.isApplied).flatMap(\.problems)
    guard problems.isEmpty else { throw PlanError(problems: problems) }
  }

  private func write(
    _ migrations: [Migration],
    as method: HistoryEntry.Method,
    to connection: Connection,
    greeting: Greeting,
    content: HistoryTable.Content
  ) async throws {
    var pipeline = Pipeline(transaction: .migration)
    for sql in SessionSettings.reset { pipeline.append(sql) }
    pipeline.append(SessionSettings.apply(lockTimeout: patience.lockTimeout, isLocal: true))
    if !greeting.historyExists {
      for sql in HistoryTable.creation(schemaExists: greeting.schemaExists) { pipeline.append(sql) }
    }
    var digest = content.recorded
    var rows: [SQL] = []
    for migration in migrations {
      let checksum: MigrationChecksum
      do {
        checksum = try migration.up.checksum()
      } catch {
        let place = migration.up.source.location(atByte: error.byteOffset)
        throw MigrateError.script(.unterminated(error.construct, place))
      }
      digest.add(migration.identifier.version, checksum)
      rows.append(
        HistoryTable.insertFound(migration, checksum: checksum, method, toolVersion: toolVersion)
      )
    }
    let fence = pipeline.count
    pipeline.append(HistoryTable.advance(from: content.recorded, to: digest))
    for row in rows { pipeline.append(row) }
    guard let refusal = try await connection.refusal(of: pipeline) else { return }
    guard refusal.pipelineIndex == fence, refusal.sqlState == HistoryTable.fenceState,
      let first = migrations.first
    else { throw PostgresError.server(refusal) }
    throw MigrateError.historyChanged(first.identifier)
  }
}
