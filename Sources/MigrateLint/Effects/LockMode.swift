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

  /// Whether one session waits for another that holds the mode on the same relation (PostgreSQL
  /// manual, table 13.2).
  public func conflicts(with other: LockMode) -> Bool {
    let (weak, strong) = (min(self, other), max(self, other))
    return switch weak {
    case .accessShare: strong == .accessExclusive
    case .rowShare: strong >= .exclusive
    case .rowExclusive: strong >= .share
    // Two readers of all rows, such as two builds of an index, let each other be.
    case .share: strong != .share
    case .shareUpdateExclusive, .shareRowExclusive, .exclusive, .accessExclusive: true
    }
  }

  /// The mode as `pg_locks` calls it, such as `AccessExclusiveLock`; nil for what is none.
  public init?(catalogName: String) {
    let mode = Self.allCases.first { mode in
      mode.name.split(separator: " ").map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined()
        + "Lock" == catalogName
    }
    guard let mode else { return nil }
    self = mode
  }

  /// From the weakest to the strongest.
  public static func < (left: LockMode, right: LockMode) -> Bool { left.rawValue < right.rawValue }
}
