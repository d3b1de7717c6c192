public import MigrateLint

/// What came of a run.
public struct ExactReport: Sendable, Hashable {
  /// What the server refused, in the order of the files and places.
  public var findings: [Finding] = []
  /// What the statements did that it ran, in the same order; none of the baseline's.
  public var statements: [StatementEffect] = []

  /// Makes an empty report.
  public init() {}
}

/// What one statement did to the relations that were there before its migration. Those that the
/// migration made itself concern nobody else yet, and are left out.
public struct StatementEffect: Sendable, Hashable {
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

/// The modes of locks on tables, from the weakest (PostgreSQL manual, "Table-Level Locks").
public enum LockMode: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Reading.
  case accessShare = "ACCESS SHARE"
  /// `SELECT … FOR UPDATE`.
  case rowShare = "ROW SHARE"
  /// Writing rows.
  case rowExclusive = "ROW EXCLUSIVE"
  /// `VACUUM`, `CREATE INDEX CONCURRENTLY`, `VALIDATE CONSTRAINT`.
  case shareUpdateExclusive = "SHARE UPDATE EXCLUSIVE"
  /// `CREATE INDEX`: nobody writes.
  case share = "SHARE"
  /// A foreign key's or a trigger's making: nobody writes.
  case shareRowExclusive = "SHARE ROW EXCLUSIVE"
  /// `REFRESH MATERIALIZED VIEW CONCURRENTLY`.
  case exclusive = "EXCLUSIVE"
  /// Most forms of `ALTER TABLE`: nobody reads.
  case accessExclusive = "ACCESS EXCLUSIVE"

  /// Reads a mode as `pg_locks` spells it, such as `AccessExclusiveLock`.
  init?(lock name: String) {
    guard name.hasSuffix("Lock") else { return nil }
    let words = name.dropLast(4).reduce(into: "") { text, letter in
      if letter.isUppercase, !text.isEmpty { text += " " }
      text += letter.uppercased()
    }
    self.init(rawValue: words)
  }

  /// Whether the left one is weaker.
  public static func < (left: LockMode, right: LockMode) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
