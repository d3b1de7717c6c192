public import Postgres

extension Migrator {
  /// Keeps another tool's table current from now on, or no more.
  ///
  /// What the history holds and the table lacks is added, in one transaction with the decision. The
  /// table is made if it is missing.
  ///
  /// - Parameters:
  ///   - mirror: The table; nil ends it, and leaves the table as it is.
  ///   - connection: A session with the server itself, outside a transaction.
  ///   - inspect: Looks at the history with the runner's lock held, to refuse a table that holds what
  ///     the history does not.
  /// - Throws: ``MigrateError``; what `inspect` throws as ``MigrateError/refused(_:)``. Nothing was
  ///   changed then.
  public func keep(
    _ mirror: Mirror?,
    on connection: Connection,
    inspect: ([HistoryEntry]) async throws -> Void = { _ in }
  ) async throws(MigrateError) {
    try await engineErrors { () async throws in
      let greeting = try await Greeting(from: connection)
      try greeting.check(connection)
      try greeting.checkWritable()
      try await locked(connection, { _ in }) { () async throws in
        let greeting = try await Greeting(from: connection)
        try greeting.checkTables()
        var entries: [HistoryEntry] = []
        if greeting.historyExists {
          let content = try await HistoryTable(connection: connection).read()
          if let tampering = content.tampering { throw MigrateError.historyTampered(tampering) }
          entries = content.entries
        }
        guard mirror != nil || greeting.historyExists else { return }
        if mirror != nil { try await refusals { () async throws in try await inspect(entries) } }
        var pipeline = Pipeline(transaction: .migration)
        for sql in SessionSettings.reset { pipeline.append(sql) }
        pipeline.append(SessionSettings.apply(lockTimeout: patience.lockTimeout, isLocal: true))
        if !greeting.historyExists {
          for sql in HistoryTable.creation(schemaExists: greeting.schemaExists) {
            pipeline.append(sql)
          }
        }
        if let mirror {
          for sql in MirrorTable.name(mirror) { pipeline.append(sql) }
          let applied = entries.map(\.identifier).sorted()
          for sql in MirrorTable.add(applied, to: mirror) { pipeline.append(sql) }
        } else {
          pipeline.append(MirrorTable.forgetting)
        }
        _ = try await connection.run(pipeline)
      }
    }
  }
}
