public import MigrateLint

/// What came of a run.
public struct ExactReport: Sendable, Hashable {
  /// What the server refused, in the order of the files and places.
  public var findings: [Finding] = []
  /// What the statements did that it ran, in the same order; none of the baseline's.
  public var statements: [MeasuredEffect] = []

  /// Makes an empty report.
  public init() {}
}

/// What one statement did to the relations that were there before its migration. Those that the
/// migration made itself concern nobody else yet, and are left out.
public struct MeasuredEffect: Sendable, Hashable {
  /// Where the statement begins.
  public var place: Place
  /// The locks that it took and that its migration did not have yet, the strongest of each relation;
  /// nil for a statement that cannot run in a transaction, whose locks are gone when it ends.
  public var locks: [TakenLock]?
  /// The tables and materialized views whose files it wrote anew.
  public var rewritten: [String]
  /// The indexes that it built anew.
  public var rebuilt: [String]
  /// The tables and materialized views that it read from end to end; nil like ``locks``.
  public var scanned: [String]?

  /// Whether it did anything of all this.
  public var isEmpty: Bool {
    locks?.isEmpty != false && rewritten.isEmpty && rebuilt.isEmpty && scanned?.isEmpty != false
  }
}

/// A lock on a relation.
public struct TakenLock: Sendable, Hashable {
  /// The relation as SQL names it, with its schema where that is not `public`.
  public var relation: String
  /// Its mode.
  public var mode: LockMode
}

extension LockMode {
  /// Reads a mode as `pg_locks` spells it, such as `AccessExclusiveLock`.
  init?(lock spelling: String) {
    let found = Self.allCases.first { mode in
      mode.name.split(separator: " ").map(\.capitalized).joined() + "Lock" == spelling
    }
    guard let found else { return nil }
    self = found
  }
}

extension Substring {
  /// The word with its first letter alone in upper case.
  fileprivate var capitalized: String { prefix(1) + dropFirst().lowercased() }
}
