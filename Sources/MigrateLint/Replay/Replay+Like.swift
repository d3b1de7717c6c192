import PostgresSyntax

/// What LIKE … INCLUDING asks for; the raw values are those of PostgreSQL's `TableLikeOption`.
private struct LikeOptions: OptionSet {
  let rawValue: Int
  static let comments = LikeOptions(rawValue: 1)
  static let constraints = LikeOptions(rawValue: 1 << 2)
  static let defaults = LikeOptions(rawValue: 1 << 3)
  static let generated = LikeOptions(rawValue: 1 << 4)
  static let identity = LikeOptions(rawValue: 1 << 5)
  static let indexes = LikeOptions(rawValue: 1 << 6)
  static let statistics = LikeOptions(rawValue: 1 << 7)
}

// CREATE TABLE … (LIKE …).
extension Replay {
  /// Copies the columns, and notes what is to be copied once the table is there.
  mutating func copy(
    _ like: SyntaxNode,
    into table: inout Relation,
    _ id: RelationID,
    _ later: inout [(source: RelationID, options: Int)]
  ) {
    guard let relation = like["relation"], let (source, entry) = find(relation) else {
      table.isOpen = true
      return
    }
    guard entry.kind.hasColumns else {
      return report(.wrongKind, "\(source) is a \(entry.kind.word)", at: relation.location)
    }
    table.isOpen = table.isOpen || entry.isOpen
    let options = LikeOptions(rawValue: like.int("options") ?? 0)
    for column in entry.columns {
      guard table.column(column.name) == nil else {
        report(
          .nameTaken,
          "there is a column \(column.name.quotedIfNeeded) already",
          at: relation.location
        )
        continue
      }
      table.columns.append(copied(column, options, id))
    }
    if options.contains(.constraints) {
      for (name, check) in entry.constraints where check.kind == .check {
        var copy = check
        copy.inheritance = Inheritance()
        copy.isValidated = true
        if !options.contains(.comments) { copy.comment = nil }
        table.constraints[name] = copy
      }
    }
    later.append((source, options.rawValue))
  }

  private mutating func copied(
    _ column: Column,
    _ options: LikeOptions,
    _ id: RelationID
  ) -> Column {
    var copy = Column(name: column.name, type: column.type, isNotNull: column.isNotNull)
    if options.contains(column.isGenerated ? .generated : .defaults) {
      copy.expression = column.expression
      copy.isGenerated = column.isGenerated
      copy.reads = column.reads
      copy.sequences = column.sequences
    }
    if options.contains(.comments) { copy.comment = column.comment }
    if options.contains(.identity), column.isIdentity {
      copy.isIdentity = true
      _ = makeSequence(of: column.name, id)
    }
    return copy
  }

  /// Copies indexes with their keys, and statistics, under chosen names.
  mutating func copyIndexes(_ source: RelationID, _ rawOptions: Int, to id: RelationID) {
    let options = LikeOptions(rawValue: rawOptions)
    guard let entry = catalog[source] else { return }
    let indexes = options.contains(.indexes) ? catalog.dependents(of: source) : []
    for (_, relation) in indexes {
      guard var index = relation.index, index.table == source else { continue }
      var constraint = index.constraint.flatMap { entry.constraints[$0] }
      let name = chosenName(of: index, constraint?.kind, on: id)
      (index.table, index.parent, index.isOnlyParent) = (id, nil, false)
      index.constraint = constraint == nil ? nil : name
      makeIndex(name, index, id)
      if options.contains(.comments) {
        catalog[RelationID(schema: id.schema, name: name)]?.comment = relation.comment
      } else {
        constraint?.comment = nil
      }
      constraint?.inheritance = Inheritance()
      if let constraint {
        catalog[id]?.constraints[name] = constraint
        guard constraint.kind == .primaryKey, var table = catalog[id] else { continue }
        for column in constraint.columns { change(column, of: &table) { $0.isNotNull = true } }
        catalog[id] = table
      }
    }
    guard options.contains(.statistics) else { return }
    for (_, columns) in entry.statistics {
      let names = entry.columns.map(\.name).filter(columns.contains)
      let name = statisticsName(names, id)
      catalog[id]?.statistics[name] = columns
    }
  }
}
