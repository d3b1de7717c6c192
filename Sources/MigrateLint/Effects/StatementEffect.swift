/// What a statement does on PostgreSQL to the relations that exist before it.
public struct StatementEffect: Sendable, Hashable {
  /// What happens to each relation, the strongest lock first.
  public internal(set) var relations: [RelationEffect] = []
  /// What changes in the catalog, or in the rows, in a sentence each.
  public internal(set) var changes: [String] = []
}

/// What a statement does to one relation.
public struct RelationEffect: Sendable, Hashable {
  /// How much of the relation is read or written while the lock is held.
  public enum Work: Int, Sendable, Hashable, Comparable {
    /// The catalog alone, however large the relation is.
    case none
    /// Every row is read.
    case scan
    /// Every row is written anew, with all indexes.
    case rewrite

    /// From nothing to a rewrite.
    public static func < (left: Work, right: Work) -> Bool { left.rawValue < right.rawValue }
  }

  /// The relation's name as SQL writes it, with its schema where that is not `public`.
  public let relation: String
  /// The strongest lock that the statement takes on it and holds to the end of its transaction.
  public internal(set) var lock: LockMode
  /// What is done while it is held.
  public internal(set) var work: Work
  /// Whether existing indexes are built again.
  public internal(set) var rebuildsIndexes: Bool

  let id: RelationID
}
