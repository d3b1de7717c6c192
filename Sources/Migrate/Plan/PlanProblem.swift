/// Why files and history do not allow what is asked for.
public enum PlanProblem: Error, Sendable, Hashable {
  /// The file of an applied migration holds other statements than were applied.
  case changed(MigrationIdentifier, file: String, recorded: Checksum, found: Checksum)
  /// The history knows versions above the newest file's: other, newer files made the database.
  case databaseNewer([MigrationIdentifier], newestFile: MigrationVersion?)
  /// The history knows a version that has no file, although there are newer files.
  case fileMissing(MigrationIdentifier)
  /// Files that are not applied, though a newer migration is.
  case outOfOrder([MigrationIdentifier], newestApplied: MigrationVersion)
  /// History and file give one version different names.
  case renamed(recorded: MigrationIdentifier, file: MigrationIdentifier)
  /// The history holds a version more than once.
  case duplicateHistory(MigrationVersion, count: Int)
  /// No file has the version that is the goal.
  case unknownTarget(MigrationVersion)
  /// The goal of a rollback is a version that is not applied.
  case targetNotApplied(MigrationIdentifier)
  /// A migration that would be rolled back cannot be.
  case irreversible(MigrationIdentifier, reason: String)
  /// The `down` file of a migration that would be rolled back cannot be run.
  case unusableDown(MigrationIdentifier, MigrationScriptError)
  /// Some of the migrations that a squashed one has replaced are applied, and others are not.
  case partlySquashed(
    MigrationIdentifier,
    applied: [MigrationIdentifier],
    missing: [MigrationIdentifier]
  )
  /// A migration was applied from another file than the one that was squashed.
  case squashedFromOther(
    MigrationIdentifier,
    MigrationIdentifier,
    recorded: Checksum,
    squashed: Checksum
  )
  /// A number of steps that is not at least 1.
  case invalidSteps(Int)
}

extension PlanProblem: CustomStringConvertible {
  /// What is wrong and the way out.
  public var description: String {
    switch self {
    case .changed(let migration, let file, let recorded, let found):
      "\(migration) was changed after it was applied: its file \(file.printable) has checksum "
        + "\(found.abbreviated), applied was \(recorded.abbreviated), and not only comments or "
        + "blanks differ; restore the file and put the change into a new migration"
    case .databaseNewer(let migrations, let newest):
      "the database is newer than the files: it has \(Self.list(migrations)), but the newest file "
        + "is \(newest.map { "version \($0)" } ?? "none"); use the files of the program that "
        + "applied them"
    case .fileMissing(let migration):
      "\(migration) is applied, but its file is gone; restore \(migration.fileStem.printable).up.sql "
        + "and .down.sql"
    case .outOfOrder(let migrations, let newest):
      "\(Self.list(migrations)) would run out of order: version \(newest) is applied already. Either "
        + "the file came in late (give it a new version, or allow it with --allow-out-of-order), or "
        + "its row of the history is gone (restore the row)"
    case .renamed(let recorded, let file):
      "version \(recorded.version) was applied as \(recorded), but its file is named \(file); "
        + "rename the file back, or give the new migration a version of its own"
    case .duplicateHistory(let version, let count):
      "the history holds version \(version) \(count) times; delete the rows that are wrong"
    case .unknownTarget(let version):
      "no migration has version \(version); `status` lists them"
    case .targetNotApplied(let migration):
      "\(migration) is not applied, so nothing can be rolled back to it; `status` lists what is"
    case .irreversible(let migration, let reason):
      "\(migration) cannot be rolled back: \(reason.printable)"
    case .unusableDown(let migration, let error):
      "\(migration) cannot be rolled back: \(error)"
    case .partlySquashed(let squashed, let applied, let missing):
      "\(squashed) has replaced \(applied.count + missing.count) migrations, of which this database has "
        + "only \(applied.count): \(Self.list(missing)) is missing; run `migrate up` with the files "
        + "that were replaced first"
    case .squashedFromOther(let squashed, let migration, let recorded, let found):
      "\(migration) was applied from another file (checksum \(recorded.abbreviated)) than the one that "
        + "\(squashed) was made of (\(found.abbreviated)); this database is not what it makes"
    case .invalidSteps(let steps):
      "\(steps) is no number of migrations; it must be at least 1"
    }
  }

  private static func list(_ migrations: [MigrationIdentifier]) -> String {
    let shown = migrations.prefix(10).map(\.description).joined(separator: ", ")
    return migrations.count > 10 ? "\(shown) and \(migrations.count - 10) more" : shown
  }
}

/// Everything that stands in a plan's way; nothing was changed.
public struct PlanError: Error, Sendable, Hashable {
  /// The problems, never none, in the order of the versions.
  public let problems: [PlanProblem]
}

extension PlanError: CustomStringConvertible {
  /// One line for each problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
