/// PostgreSQL's locks on a relation, from the weakest (PostgreSQL manual, 13.3.1).
public enum LockMode: Int, Sendable, Hashable, CaseIterable, Comparable {
  /// Reads.
  case accessShare = 1
  /// Locks rows.
  case rowShare
  /// Changes rows.
  case rowExclusive
  /// VACUUM, VALIDATE CONSTRAINT and the CONCURRENTLY forms: rows are read and written meanwhile.
  case shareUpdateExclusive
  /// CREATE INDEX: rows are read, and no longer written.
  case share
  /// Foreign keys and triggers: rows are read, and no longer written.
  case shareRowExclusive
  /// REFRESH MATERIALIZED VIEW CONCURRENTLY: rows are read.
  case exclusive
  /// Nobody reads or writes.
  case accessExclusive

  /// The mode as SQL writes it, such as `ACCESS EXCLUSIVE`.
  public var name: String {
    switch self {
    case .accessShare: "ACCESS SHARE"
    case .rowShare: "ROW SHARE"
    case .rowExclusive: "ROW EXCLUSIVE"
    case .shareUpdateExclusive: "SHARE UPDATE EXCLUSIVE"
    case .share: "SHARE"
    case .shareRowExclusive: "SHARE ROW EXCLUSIVE"
    case .exclusive: "EXCLUSIVE"
    case .accessExclusive: "ACCESS EXCLUSIVE"
    }
  }

  /// Whether INSERT, UPDATE and DELETE wait while it is held.
  public var holdsUpWrites: Bool { self >= .share }

  /// Whether SELECT waits while it is held.
  public var holdsUpReads: Bool { self == .accessExclusive }

  /// From the weakest to the strongest.
  public static func < (left: LockMode, right: LockMode) -> Bool { left.rawValue < right.rawValue }
}
