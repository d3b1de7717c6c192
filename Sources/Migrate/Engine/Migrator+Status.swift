public import Postgres

extension Migrator {
  /// Compares files and history without judging them. Takes no lock and changes nothing.
  public func status(of connection: Connection) async throws(MigrateError) -> MigrationStatus {
    try await examine(connection).status
  }

  /// Compares files and history, and looks for what would keep the engine from running: a history
  /// that was tampered with, a migration that is half applied. Takes no lock and changes nothing.
  public func examine(
    _ connection: Connection,
    files: Files? = nil
  ) async throws(MigrateError) -> Examination {
    let migrations = try migrations(of: files ?? self.files(), for: .head)
    let repeatables = try loadRepeatables()
    return try await engineErrors { () async throws in
      let greeting = try await Greeting(from: connection)
      var found = try await compare(migrations, greeting, connection)
      if !repeatables.isEmpty || greeting.repeatableExists {
        let exists = greeting.repeatableExists
        found.repeatables = try await repeatablePlan(
          repeatables,
          tableExists: exists,
          on: connection
        )
      }
      return found
    }
  }

  private func compare(
    _ migrations: [Migration],
    _ greeting: Greeting,
    _ connection: Connection
  ) async throws -> Examination {
    let table = HistoryTable(connection: connection)
    guard greeting.tables.contains("history") else {
      try greeting.checkTables()
      return Examination(
        status: MigrationStatus(migrations: migrations, history: []),
        problems: []
      )
    }
    do {
      try greeting.checkTables()
      let content = try await table.read()
      return Examination(
        status: MigrationStatus(migrations: migrations, history: content.entries),
        problems: [
          content.tampering.map { .historyTampered($0) }, content.halfApplied(unless: nil),
        ].compactMap { $0 }
      )
    } catch let error as MigrateError {
      // The list is what helps to find out what happened.
      let entries = try await table.entries()
      return Examination(
        status: MigrationStatus(migrations: migrations, history: entries),
        problems: [error]
      )
    }
  }

  /// What ``examine(_:)`` found.
  public struct Examination: Sendable {
    /// Files and history side by side.
    public var status: MigrationStatus
    /// What keeps the engine from running, besides the problems of single migrations.
    public var problems: [MigrateError]
    /// The files that are applied again whenever they change; nil where there never were any.
    public var repeatables: RepeatablePlan?
  }

  /// Accepts the history as it stands, after somebody has changed it by hand for good reasons.
  ///
  /// - Returns: The number of rows accepted; `nil` where no migration was ever applied.
  public func repair(_ connection: Connection) async throws(MigrateError) -> Int? {
    try await engineErrors { () async throws in
      let table = HistoryTable(connection: connection)
      let greeting = try await Greeting(from: connection)
      guard greeting.processID == connection.backendProcessID else { throw MigrateError.pooler }
      guard !greeting.tables.isEmpty else { return nil }
      guard greeting.tables.contains("history") else {
        throw MigrateError.historyTampered(.tablesMissing(greeting.missingTables))
      }
      try greeting.checkWritable()
      return try await locked(connection, { _ in }) { () async throws in
        let entries = try await table.entries()
        try await table.accept(entries, missing: greeting.missingTables)
        return entries.count
      }
    }
  }
}
