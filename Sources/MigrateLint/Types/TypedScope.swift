/// A column of a relation, query or function with its type; nil where that is not known.
struct TypedColumn: Equatable, Sendable {
  var name: String
  var type: DataType?
}

/// What the names in an expression can mean, with their types.
struct TypedScope {
  /// A relation in FROM, or the table that an expression belongs to.
  struct Entry {
    /// The alias, or the relation's own name.
    var name: String
    var relation: RelationID?
    var columns: [TypedColumn]
    /// Whether there may be columns that are not known.
    var isOpen = false
    /// Whether only a qualified name can mean its columns, such as `excluded`.
    var isQualified = false
  }

  var entries: [Entry] = []
  /// The columns of common table expressions; nil where those are not known.
  var common: [String: [TypedColumn]?] = [:]
  /// Whether a JOIN … USING merges columns.
  var joinsUsing = false
  /// Whether any name may mean something that is not known here, as in a routine with variables.
  var isOpen = false

  /// What a name without a qualifier means here.
  enum Meaning {
    case type(DataType?)
    /// It may be something else, further out.
    case notHere
  }

  func meaning(of name: String) -> Meaning {
    let reached = entries.filter { !$0.isQualified }
    let found = reached.flatMap { entry in entry.columns.filter { $0.name == name } }
    if found.count == 1, !reached.contains(where: \.isOpen) { return .type(found[0].type) }
    // Two are one column of a JOIN … USING, or an ambiguity.
    guard found.isEmpty, !isOpen, !reached.contains(where: \.isOpen),
      !entries.contains(where: { $0.name == name })
    else { return .type(nil) }
    return .notHere
  }
}
