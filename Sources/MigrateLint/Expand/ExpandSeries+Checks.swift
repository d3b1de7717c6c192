/// What a request must say, and what a column must be.
extension ExpandSeries {
  static func check(_ request: ExpandRequest, _ facts: ColumnFacts) throws(ExpandRefusal) {
    let column = facts.quoted
    switch request.change {
    case .rename, .type:
      guard request.to.count == 1 else {
        throw ExpandRefusal("--to names the one column that takes the place of \(column)")
      }
    case .split:
      guard request.to.count > 1, request.using.count == request.to.count, request.back != nil
      else {
        throw ExpandRefusal(
          "a split needs --to for each new column, --using for what each of them holds, and --back for "
            + "what \(column) holds"
        )
      }
    case .notNull: break
    }
    if request.change == .type, request.types.count != 1 {
      throw ExpandRefusal("--type says which type the new column has")
    }
    if request.change == .rename, !(request.types.isEmpty && request.using.isEmpty) {
      throw ExpandRefusal(
        "a renamed column keeps its type and its values: use `type` to change them"
      )
    }
    guard request.types.isEmpty || request.types.count == request.to.count else {
      throw ExpandRefusal("--type stands once for each --to, or not at all")
    }
    guard request.using.count <= request.to.count, Set(request.to).count == request.to.count else {
      throw ExpandRefusal("--using stands once for each --to, and each --to names another column")
    }
    for name in request.to where facts.columnNames.contains(name) {
      throw ExpandRefusal("\(facts.table) has a column \(name.quotedIfNeeded) already")
    }
    var obstacles = facts.obstacles
    if !facts.column.isNotNull, facts.column.expression != nil {
      obstacles.append(
        "it may be NULL and has a default: of a row that gives neither column nobody could tell whether "
          + "the code meant NULL"
      )
    }
    if request.change == .split, !(facts.keys.isEmpty && facts.foreignKeys.isEmpty) {
      obstacles.append("indexes or keys are over it: what they become is yours to decide")
    }
    if request.change == .split, facts.column.isNotNull {
      obstacles.append(
        "it is NOT NULL: which of the new columns may be NULL is yours to decide (drop its NOT NULL first)"
      )
    }
    if facts.isPartitioned, !facts.keys.isEmpty {
      obstacles.append(
        "the table is partitioned, and its indexes cannot be built concurrently at once"
      )
    }
    if facts.column.expression != nil, facts.column.written == nil {
      obstacles.append("the text of its default is not known")
    }
    try refuse(obstacles, facts)
  }

  static func checkNotNull(_ request: ExpandRequest, _ facts: ColumnFacts) throws(ExpandRefusal) {
    guard request.to.isEmpty, request.using.isEmpty, request.types.isEmpty, request.back == nil
    else {
      throw ExpandRefusal(
        "not-null makes no new column: it takes --fill and no --to, --type, --using or --back"
      )
    }
    guard !facts.column.isNotNull else {
      throw ExpandRefusal("\(facts.table).\(facts.quoted) is NOT NULL already")
    }
    var obstacles: [String] = []
    if facts.column.isGenerated { obstacles.append("it is generated") }
    if facts.column.expression != nil, facts.column.written == nil, request.fill != nil {
      obstacles.append("the text of its default is not known")
    }
    try refuse(obstacles, facts)
  }

  private static func refuse(
    _ obstacles: [String],
    _ facts: ColumnFacts
  ) throws(ExpandRefusal) {
    guard !obstacles.isEmpty else { return }
    throw ExpandRefusal(
      "\(facts.table).\(facts.quoted) cannot be treated so:\n"
        + obstacles.map { "  \($0)" }.joined(separator: "\n")
    )
  }
}
