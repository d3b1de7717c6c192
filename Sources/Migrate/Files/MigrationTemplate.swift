/// The pair of files that a new migration begins with.
///
/// Neither holds a statement, so that a pair that nobody filled in is refused rather than applied.
public struct MigrationTemplate: Sendable, Hashable {
  /// Version and name of the new migration.
  public let identifier: MigrationIdentifier
  /// The name of the file that makes the change.
  public let up: MigrationFileName
  /// The name of the file that takes it back.
  public let down: MigrationFileName

  /// Names a new migration so that it is newer than every one that there is; nil when the largest
  /// version there is is the largest possible.
  ///
  /// - Parameters:
  ///   - name: What it does.
  ///   - existing: The versions that there are already.
  ///   - nowMilliseconds: The time since 1970 in milliseconds; the version, unless there is one that
  ///     is not smaller.
  ///   - separator: What the directory's other files have between version and name.
  public init?(
    _ name: MigrationName,
    existing: some Sequence<MigrationVersion>,
    nowMilliseconds: Int64,
    separator: MigrationFileName.Separator = .hyphen
  ) {
    let newest = existing.max() ?? .zero
    guard newest.value < .max,
      let version = MigrationVersion(max(nowMilliseconds, newest.value + 1))
    else { return nil }
    identifier = MigrationIdentifier(version: version, name: name.camelCase)
    up = MigrationFileName(identifier: identifier, separator: separator, half: .up)
    down = MigrationFileName(identifier: identifier, separator: separator, half: .down)
  }

  /// What the `.up.sql` begins with.
  public var upText: String {
    """
    -- \(identifier.name): why this change exists, in one sentence.
    -- Locks: which tables, in which mode, and for how long.


    """
  }

  /// What the `.down.sql` begins with.
  public var downText: String {
    """
    -- Takes \(identifier.name) back: afterwards the catalog is exactly what it was before.
    -- Locks: which tables, in which mode, and for how long.
    -- If nothing can take it back, write no statement but: heartly:irreversible and the reason.


    """
  }
}
