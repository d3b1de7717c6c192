/// The clauses behind the head, of which some mean something else in a batch than in the whole.
extension BatchStatementReader {
  /// A pair of parentheses that is open, or the statement itself.
  private struct Level {
    /// Whether a query or the statement stands in it, so that FROM begins a list of tables.
    var isQuery: Bool
    /// Whether what comes next is in a list of tables.
    var isInFrom = false
    /// Whether it is inside of a query of its own, whose aggregates are its own.
    var isInner: Bool
  }

  /// Goes through the clauses. What stands before `tableReadUntil` has been found to be the table
  /// that the batches go through.
  mutating func walk(tableReadUntil: Int = 0) throws(Refused) {
    var levels = [Level(isQuery: true, isInner: false)]
    var isConflict = false
    while index < tokens.count {
      defer { index += 1 }
      if isPunctuation("(", at: index) {
        let isQuery = ["select", "with", "table", "values"].contains(word(at: index + 1) ?? "")
        let outer = levels[levels.count - 1]
        levels.append(
          Level(
            isQuery: isQuery,
            // A join in parentheses.
            isInFrom: !isQuery && outer.isInFrom && startsItem(at: index),
            isInner: outer.isInner || isQuery
          )
        )
        if let name = identifier(at: index - 1), isInsert, !outer.isInner { calls.append(name) }
        try checkItem(levels, at: index + 1, tableReadUntil)
        continue
      }
      if isPunctuation(")", at: index) {
        guard levels.count > 1 else { throw refuse(.unreadable(expected: "no `)`")) }
        levels.removeLast()
        continue
      }
      if isPunctuation(",", at: index) {
        try checkItem(levels, at: index + 1, tableReadUntil)
        continue
      }
      guard let word = clauseWord(at: index) else { continue }
      try follow(word, &levels)
      if levels.count == 1, !isConflict { try checkClause(word, &isConflict) }
      if word == "over", isInsert, !levels[levels.count - 1].isInner {
        throw refuse(.aggregate("a window function"))
      }
      let opensItem = ["from", "using", "join", "table", "only", "lateral"].contains(word)
      if opensItem { try checkItem(levels, at: index + 1, tableReadUntil) }
    }
    guard levels.count == 1 else { throw refuse(.unreadable(expected: "`)`")) }
  }

  /// Keeps in mind whether a list of tables is open.
  private func follow(_ word: String, _ levels: inout [Level]) throws(Refused) {
    let last = levels.count - 1
    switch word {
    case "from", "using":
      if levels[last].isQuery { levels[last].isInFrom = true }
    case "table": levels[last].isInFrom = levels[last].isQuery
    case "where", "group", "having", "window", "order", "limit", "offset", "fetch", "union",
      "intersect", "except", "select", "returning", "set":
      if levels[last].isQuery { levels[last].isInFrom = false }
    default: break
    }
  }

  /// Refuses what would mean something else for a part than for the whole.
  private mutating func checkClause(_ word: String, _ isConflict: inout Bool) throws(Refused) {
    switch word {
    case "where":
      guard whereEnd == nil else { throw refuse(.unreadable(expected: "one WHERE")) }
      if self.word(at: index + 1) == "current", self.word(at: index + 2) == "of" {
        throw refuse(.clause("WHERE CURRENT OF"))
      }
      whereEnd = tokens[index].range.upperBound
    case "returning", "limit", "offset", "fetch", "order", "group", "having", "window", "union",
      "intersect", "except":
      throw refuse(.clause(word.uppercased()))
    case "for" where isInsert: throw refuse(.clause("FOR UPDATE"))
    case "distinct" where isInsert: throw refuse(.clause("DISTINCT"))
    case "tablesample" where isInsert: throw refuse(.clause("TABLESAMPLE"))
    case "right" where isInsert, "full" where isInsert:
      guard ["join", "outer"].contains(self.word(at: index + 1) ?? "") else { return }
      throw refuse(.clause("\(word.uppercased()) JOIN"))
    case "on" where isInsert && self.word(at: index + 1) == "conflict":
      isConflict = true
      conditionEnd = tokens[index - 1].range.upperBound
    default: return
    }
  }

  /// Refuses the table that is changed in a list of tables.
  private func checkItem(
    _ levels: [Level],
    at position: Int,
    _ tableReadUntil: Int
  ) throws(Refused) {
    guard levels[levels.count - 1].isInFrom, position >= tableReadUntil else { return }
    var reader = self
    reader.index = position
    while reader.take("only") || reader.take("lateral") {}
    guard let name = reader.qualifiedName(), !reader.isPunctuation("(", at: reader.index) else {
      return
    }
    guard name.isSame(as: target) else { return }
    throw Refused(
      problem: .readsItself("\(target)"),
      offset: tokens[position].range.lowerBound
    )
  }

  /// Whether a table of a list may begin with the parenthesis.
  private func startsItem(at position: Int) -> Bool {
    guard position > 0 else { return false }
    if isPunctuation(",", at: position - 1) || isPunctuation("(", at: position - 1) { return true }
    return ["from", "join", "using", "lateral"].contains(word(at: position - 1) ?? "")
  }
}
