/// Rows of the history whose migrations a squashed one has replaced, and the one row that takes their
/// place.
public struct Fold: Sendable, Hashable {
  /// The squashed migration.
  public let migration: Migration
  /// The rows that go, by version.
  public let replaced: [HistoryEntry]
  /// The row that takes their place.
  public let entry: HistoryEntry
}

/// A history as the files of today see it: where a squashed migration has replaced some, the database
/// that has all of them has the squashed one.
struct FoldedHistory {
  private(set) var entries: [HistoryEntry]
  private(set) var folds: [Fold] = []
  /// What keeps a history from being folded, with the row that stands for it.
  private(set) var problems: [(entry: HistoryEntry, file: Migration, problem: PlanProblem)] = []

  /// - Parameters:
  ///   - history: By version.
  ///   - files: By version.
  init(_ history: [HistoryEntry], files: ArraySlice<Migration>) {
    entries = history
    // Where each row has its file, as in nearly every run, no file is looked into.
    guard Self.hasStray(history, files) else { return }
    for file in files {
      let replaced = file.up.replaced
      if !replaced.isEmpty { fold(replaced, into: file) }
    }
    entries.sort { $0.identifier.version < $1.identifier.version }
  }

  /// Whether there is a row without a file of its version and name.
  private static func hasStray(_ history: [HistoryEntry], _ files: ArraySlice<Migration>) -> Bool {
    var files = files
    for entry in history {
      files = files.drop { $0.identifier.version < entry.identifier.version }
      if files.first?.identifier != entry.identifier { return true }
    }
    return false
  }

  private mutating func fold(_ replaced: [ReplacedMigration], into file: Migration) {
    let names = Set(replaced.map(\.identifier))
    let found = entries.filter { names.contains($0.identifier) }
      .sorted { $0.identifier < $1.identifier }
    guard let last = found.last, !entries.contains(where: { $0.identifier == file.identifier })
    else { return }
    entries.removeAll { names.contains($0.identifier) }
    let missing = names.subtracting(found.map(\.identifier)).sorted()
    guard missing.isEmpty, found.count == replaced.count else {
      let problem = PlanProblem.partlySquashed(
        file.identifier,
        applied: found.map(\.identifier),
        missing: missing
      )
      problems.append((last, file, problem))
      return
    }
    for one in replaced {
      guard let entry = found.first(where: { $0.identifier == one.identifier }),
        !one.isRecorded(as: entry)
      else { continue }
      let problem = PlanProblem.squashedFromOther(
        file.identifier,
        one.identifier,
        recorded: entry.checksum.bytes,
        squashed: one.checksum.bytes
      )
      problems.append((last, file, problem))
      return
    }
    guard let checksum = try? file.up.checksum() else { return }
    let entry = HistoryEntry(
      identifier: file.identifier,
      checksum: checksum,
      appliedAt: last.appliedAt,
      durationMicroseconds: found.reduce(0) { $0 + $1.durationMicroseconds },
      toolVersion: last.toolVersion,
      appliedBy: last.appliedBy,
      method: .squashed
    )
    entries.append(entry)
    folds.append(Fold(migration: file, replaced: found, entry: entry))
  }
}
