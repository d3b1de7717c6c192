/// Files and history side by side: what is applied, what is pending, and what does not match.
public struct MigrationStatus: Sendable {
  /// One version.
  public struct Row: Sendable, Hashable {
    /// Version and name: the file's, or the history's where there is no file.
    public let identifier: MigrationIdentifier
    /// The files; nil when only the history knows the version.
    public let migration: Migration?
    /// The row of the history; nil when the migration is pending.
    public let entry: HistoryEntry?
    /// How the file differs from what was applied; `.none` for a pending migration.
    public let difference: MigrationChecksum.Difference
    /// What does not match, if anything.
    public let problems: [PlanProblem]

    /// Whether the history knows the migration.
    public var isApplied: Bool { entry != nil }
  }

  /// Every version that files or history know, in ascending order.
  public let rows: [Row]
  /// What squashed migrations stand for in this history, and the history does not show yet.
  public let folds: [Fold]

  /// Compares files with history. Nothing stops it: every problem stands in its row.
  public init(migrations: [Migration], history: [HistoryEntry]) {
    // Both mostly come in order, and sorting then costs one look.
    var files = migrations.sorted { $0.identifier.version < $1.identifier.version }[...]
    let folded = FoldedHistory(
      history.sorted { $0.identifier.version < $1.identifier.version },
      files: files
    )
    folds = folded.folds
    var entries = folded.entries[...]
    let newestFile = files.last?.identifier.version
    let newestApplied = entries.last?.identifier.version
    var rows: [Row] = []
    rows.reserveCapacity(max(files.count, entries.count))
    while let version = Self.earlier(files.first?.identifier, entries.first?.identifier) {
      let ofVersion = entries.prefix { $0.identifier.version == version }
      entries = entries.dropFirst(ofVersion.count)
      let file = files.first.flatMap { $0.identifier.version == version ? $0 : nil }
      files = files.drop { $0.identifier.version == version }
      rows.append(
        Self.row(
          version,
          file,
          ofVersion,
          newestFile: newestFile,
          newestApplied: newestApplied
        )
      )
    }
    for (entry, file, problem) in folded.problems {
      rows.removeAll { $0.identifier == file.identifier }
      rows.append(
        Row(
          identifier: file.identifier,
          migration: file,
          entry: entry,
          difference: .none,
          problems: [problem]
        )
      )
    }
    if !folded.problems.isEmpty { rows.sort { $0.identifier < $1.identifier } }
    self.rows = rows
  }

  /// The migrations that have a row in the history, in ascending order.
  public var applied: [MigrationIdentifier] { rows.filter(\.isApplied).map(\.identifier) }
  /// The migrations that have none.
  public var pending: [MigrationIdentifier] { rows.filter { !$0.isApplied }.map(\.identifier) }
  /// Whether nothing is wrong; there may be pending migrations.
  public var isSound: Bool { rows.allSatisfy(\.problems.isEmpty) }

  private static func earlier(
    _ file: MigrationIdentifier?,
    _ entry: MigrationIdentifier?
  ) -> MigrationVersion? {
    guard let file else { return entry?.version }
    guard let entry else { return file.version }
    return min(file.version, entry.version)
  }

  private static func row(
    _ version: MigrationVersion,
    _ file: Migration?,
    _ entries: ArraySlice<HistoryEntry>,
    newestFile: MigrationVersion?,
    newestApplied: MigrationVersion?
  ) -> Row {
    var problems: [PlanProblem] = []
    var difference = MigrationChecksum.Difference.none
    if entries.count > 1 { problems.append(.duplicateHistory(version, count: entries.count)) }
    switch (file, entries.first) {
    case (let file?, let entry?):
      if file.identifier.name != entry.identifier.name {
        problems.append(.renamed(recorded: entry.identifier, file: file.identifier))
      }
      difference = file.up.difference(from: entry.checksum)
      if difference == .statements {
        problems.append(
          .changed(
            file.identifier,
            file: file.up.source.name,
            recorded: entry.checksum.bytes,
            found: file.up.bytesChecksum
          )
        )
      }
    case (let file?, nil):
      if let newestApplied, version < newestApplied {
        problems.append(.outOfOrder([file.identifier], newestApplied: newestApplied))
      }
    case (nil, let entry?):
      if let newestFile, version < newestFile {
        problems.append(.fileMissing(entry.identifier))
      } else {
        problems.append(.databaseNewer([entry.identifier], newestFile: newestFile))
      }
    case (nil, nil): break
    }
    let identifier =
      file?.identifier ?? entries.first?.identifier
      ?? MigrationIdentifier(version: version, name: "")
    return Row(
      identifier: identifier,
      migration: file,
      entry: entries.first,
      difference: difference,
      problems: problems
    )
  }
}
