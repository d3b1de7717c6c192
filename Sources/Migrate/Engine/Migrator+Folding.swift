internal import Postgres

extension Migrator {
  /// Lets squashed migrations take the place of those that they have replaced, in one transaction. It is
  /// done once for a database: afterwards its history is that of a new one.
  func fold(
    _ folds: [Fold],
    in content: inout HistoryTable.Content,
    on connection: Connection
  ) async throws {
    guard let first = folds.first else { return }
    var next = content
    var rows: [SQL] = []
    for fold in folds {
      for old in fold.replaced {
        next.recorded.remove(old.identifier.version, old.checksum)
        rows.append(HistoryTable.delete(old.identifier.version))
      }
      next.recorded.add(fold.entry.identifier.version, fold.entry.checksum)
      rows.append(HistoryTable.insert(fold.entry, toolVersion: toolVersion))
      let gone = Set(fold.replaced.map(\.identifier))
      next.entries.removeAll { gone.contains($0.identifier) }
      next.entries.append(fold.entry)
    }
    var pipeline = Pipeline(transaction: .migration)
    for sql in SessionSettings.reset { pipeline.append(sql) }
    pipeline.append(SessionSettings.apply(lockTimeout: patience.lockTimeout, isLocal: true))
    let fence = pipeline.count
    pipeline.append(HistoryTable.advance(from: content.recorded, to: next.recorded))
    for row in rows { pipeline.append(row) }
    if let refusal = try await connection.refusal(of: pipeline) {
      guard refusal.pipelineIndex == fence, refusal.sqlState == HistoryTable.fenceState else {
        throw PostgresError.server(refusal)
      }
      throw MigrateError.historyChanged(first.migration.identifier)
    }
    content = next
  }
}
