/// What is wrong with a log, and from which entry on.
public struct Finding: Hashable, Sendable {
  /// What was done to the log.
  public enum Kind: String, Sendable, CaseIterable {
    /// An entry's content is not what was sealed.
    case edited
    /// An entry was deleted.
    case removed
    /// The newest entries were deleted.
    case tailCut = "tail-cut"
    /// Entries stand in another order than they were sealed in.
    case reordered
    /// An entry bears an earlier date than it can have.
    case backDated = "back-dated"
    /// An entry bears a later date than it can have.
    case postDated = "post-dated"
    /// Entries were changed and their hashes with them.
    case rehashed = "re-hashed"
    /// The log is an older state of what was signed already.
    case oldBackup = "old-backup"
    /// Nobody who is trusted signed what is there.
    case unsigned
    /// The file is no export, or is damaged.
    case unreadable
  }

  /// What was done.
  public var kind: Kind
  /// The first entry that it was done to, from 0.
  public var index: UInt64?
  /// The table that the entry is a row of, where that is known.
  public var log: String?
  /// The row's id, where that is known.
  public var id: String?
  /// What that was seen by, as a sentence.
  public var reason: String
}

/// What is known of a log after its export was read.
public struct Verdict: Hashable, Sendable {
  /// The log's name.
  public var origin = ""
  /// How many entries were read with their content.
  public var entries: UInt64 = 0
  /// How many are past their retention and gone, while their hashes remain.
  public var archived: UInt64 = 0
  /// How many the export leaves out, which count by their hashes.
  public var omitted: UInt64 = 0
  /// How many entries no checkpoint covers yet.
  public var unsealed: UInt64 = 0
  /// The newest signed checkpoint.
  public var newest: Checkpoint?
  /// What is wrong; nil where the log holds.
  public var finding: Finding?
}
