/// A file that is applied again whenever it changes: functions, views, policies, triggers, rights.
public struct Repeatable: Sendable, Hashable {
  /// The file's name, by which it is recorded.
  public let name: String
  /// The text, and the checksum of its bytes.
  public let file: MigrationFile
  /// The text, cut into statements.
  public let script: MigrationScript
  /// Both checksums.
  public let checksum: MigrationChecksum
  /// Whether it drops what it makes, so that what stands on it goes, too, or is in the way.
  public let drops: Bool
  /// Whether it makes a view, whose columns may become more.
  public let makesView: Bool
  /// The views that are there once it is applied, as far as its text tells for certain.
  let views: [QualifiedName]

  /// The name in the words of messages about migrations; a file of this kind has no version.
  var identifier: MigrationIdentifier { MigrationIdentifier(version: .zero, name: name) }
}

/// What the database knows of a file that is applied again.
public struct RepeatableEntry: Sendable, Hashable {
  /// The file's name.
  public let name: String
  /// Of the text that was applied last.
  public let checksum: MigrationChecksum
  /// When that was.
  public let appliedAt: UTCTimestamp
  /// How long it took.
  public let durationMicroseconds: Int64
  /// The session's role.
  public let appliedBy: String
}

/// In which order files are applied, and which of them stand on which.
///
/// The engine does not read the statements' meaning: who knows the grammar tells it.
public struct RepeatableOrder: Sendable, Hashable {
  /// All files' names; what a file uses stands before it.
  public var names: [String]
  /// For each file the names of the files whose objects it uses.
  public var uses: [String: Set<String>]
  /// What could not be found out, in a sentence each.
  public var notes: [String]

  /// Takes an order. A file that is not among the names comes last.
  public init(names: [String], uses: [String: Set<String>] = [:], notes: [String] = []) {
    self.names = names
    self.uses = uses
    self.notes = notes
  }
}
