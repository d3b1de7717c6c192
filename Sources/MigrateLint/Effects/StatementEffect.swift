/// What a statement does on PostgreSQL to the relations that exist before it.
public struct StatementEffect: Sendable, Hashable {
  /// What happens to each relation, the strongest lock first.
  public internal(set) var relations: [RelationEffect] = []
  /// What changes in the catalog, or in the rows, in a sentence each.
  public internal(set) var changes: [String] = []
  /// Whether its time depends on more than the relations' size: it runs a query, changes rows, or runs
  /// code that is not analysed.
  public internal(set) var takesUnknownTime = false
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
  /// How many indexes are built that were not there before.
  public internal(set) var newIndexes = 0
  /// The file that made the relation: its path, as the analyser was given it.
  public let madeIn: String
  /// What it was called before the first of the files that are explained, where they rename it.
  public internal(set) var earlierName: QualifiedRelation?

  let id: RelationID
  /// Where in the file the statement stands that made it.
  let madeAt: Int

  /// Schema and name, without quotes.
  public var name: QualifiedRelation { QualifiedRelation(schema: id.schema, name: id.name) }
}

/// A relation's schema and name as the catalog holds them, without quotes.
public struct QualifiedRelation: Sendable, Hashable {
  /// The schema.
  public let schema: String
  /// The name in it.
  public let name: String

  /// Joins the two.
  public init(schema: String, name: String) {
    self.schema = schema
    self.name = name
  }

  /// Both names in quotes, as SQL reads them whatever they hold.
  public var sql: String {
    [schema, name].map { part in
      let halves = part.split(separator: "\"", omittingEmptySubsequences: false)
      return "\"" + halves.joined(separator: "\"\"") + "\""
    }.joined(separator: ".")
  }
}
