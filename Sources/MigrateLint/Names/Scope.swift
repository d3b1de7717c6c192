/// What the names in an expression or query can mean.
struct Scope {
  /// A relation in FROM, or the table that an expression belongs to.
  struct Entry {
    /// The alias, or the relation's own name.
    var name: String
    var schema: String?
    var relation: RelationID?
    var columns: [String]
    /// Whether there may be columns that are not known.
    var isOpen = false
    /// Where FROM names it.
    var offset: Int?
    /// Whether its name is an alias, or no relation's.
    var isNamedHere = true
  }

  var entries: [Entry] = []
  /// Output names that ORDER BY and GROUP BY may use.
  var outputs: Set<String> = []
  /// Names of common table expressions with their columns; nil where those are not known.
  var common: [String: [String]?] = [:]
  /// Those of them that give no rows, because they change some and have no RETURNING.
  var silent: Set<String> = []

  /// What only a qualified name can mean, such as `excluded`.
  var qualified: [Entry] = []
  /// Variables, records, labels and parameters of a routine; an unqualified name may mean one, and a
  /// qualified one a field.
  var variables: [String: Entry] = [:]
  /// Whether every name that an expression without FROM may use is known, as in a routine.
  var isRoutine = false
  /// Whether it is a query's, so that every name without FROM is known as well.
  var isQuery = false
  /// Whether a JOIN … USING merges columns.
  var joinsUsing = false

  var isOpen: Bool { entries.contains(where: \.isOpen) }

  /// A table's own columns, as a CHECK or an index sees them.
  static func table(_ id: RelationID, _ relation: Relation) -> Scope {
    Scope(entries: [
      Entry(
        name: id.name,
        schema: id.schema,
        relation: id,
        columns: relation.columns.map(\.name),
        isOpen: relation.isOpen
      )
    ])
  }
}

/// The columns that every table has besides its own.
enum SystemColumns {
  static let names: Set<String> = ["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"]
}
