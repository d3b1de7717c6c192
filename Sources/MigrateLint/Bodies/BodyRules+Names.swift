// The names of variables, labels, cursors and conditions.
extension BodyRules {
  /// A variable that takes a value, by its first token.
  mutating func check(target token: Int, _ around: Surroundings) {
    guard let first = text.words[token].first, first != "$" else { return }
    let name = text.name(token)
    guard let meaning = around.names[name] else {
      return report(
        .unknownColumn,
        "no variable \(name.quotedIfNeeded) is declared" + hint(name, around),
        at: token
      )
    }
    let isField = token + 1 < text.words.count && text.words[token + 1] == "."
    if meaning.isConstant, !isField {
      report(.wrongKind, "\(name.quotedIfNeeded) is a constant", at: token)
    }
  }

  private func hint(_ name: String, _ around: Surroundings) -> String {
    let names = around.names.filter { !$0.value.isLabel }.keys.sorted()
    let near = Spelling.nearest(to: name, among: names)
    return near.map { ": did you mean \($0.quotedIfNeeded)?" } ?? ""
  }

  /// A list of variables, each with its fields and subscripts.
  mutating func check(targets range: Range<Int>, _ around: Surroundings) {
    let firsts = range.filter { index in
      index == range.lowerBound || text.words[index - 1] == ","
    }
    for token in firsts {
      check(target: token, around)
      let name = text.name(token)
      let isWhole = token + 1 == range.upperBound || text.words[token + 1] == ","
      guard firsts.count > 1, isWhole, around.names[name]?.isRow == true else { continue }
      report(.wrongKind, "\(name.quotedIfNeeded) holds a row, and stands alone", at: token)
    }
  }

  mutating func check(endLabel token: Int, of label: String?) {
    let name = text.name(token)
    guard name != label else { return }
    report(
      .unknownObject,
      label.map { "the label \(name.quotedIfNeeded) ends what \($0.quotedIfNeeded) begins" }
        ?? "the label \(name.quotedIfNeeded) ends what has no label",
      at: token
    )
  }

  mutating func check(conditions tokens: Range<Int>) {
    var isState = false
    for index in tokens where text.words[index] != "or" {
      let word = text.words[index]
      if word == "sqlstate" {
        isState = true
      } else if isState {
        isState = false
        let state = word.filter { $0 != "'" }
        if word.hasPrefix("'"), !Self.isState(state) {
          report(.unknownObject, "'\(state)' is no SQLSTATE", at: index)
        }
      } else {
        let name = text.name(index)
        if name != "others", !ConditionNames.contains(name) { report(condition: name, at: index) }
      }
    }
  }

  static func isState(_ text: String) -> Bool {
    text.utf8.count == 5
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }

  mutating func report(condition name: String, at token: Int) {
    let near = ConditionNames.nearest(to: name).map { ": did you mean \($0)?" } ?? ""
    report(.unknownObject, "no condition is called \(name.quotedIfNeeded)\(near)", at: token)
  }

  // MARK: Cursors

  /// The variable of OPEN, FETCH, MOVE and CLOSE.
  mutating func check(cursor token: Int, _ around: Surroundings) -> Cursor? {
    // What is spelled otherwise, such as `a.b`, is not followed.
    let isPlain = token == 0 || text.words[token - 1] != "."
    guard isPlain, token + 1 >= text.words.count || text.words[token + 1] != "." else { return nil }
    let name = text.name(token)
    guard let meaning = around.names[name] else {
      report(
        .unknownColumn,
        "no cursor \(name.quotedIfNeeded) is declared" + hint(name, around),
        at: token
      )
      return nil
    }
    if meaning.cursor == Cursor.none {
      report(.wrongKind, "\(name.quotedIfNeeded) is no cursor", at: token)
    }
    return meaning.cursor
  }

  mutating func check(arguments given: [Range<Int>]?, of cursor: Cursor, at token: Int) {
    guard case .bound(let wanted) = cursor else { return }
    let count = given?.count ?? 0
    guard count != wanted else { return }
    let name = text.name(token).quotedIfNeeded
    report(
      .columnCount,
      "cursor \(name) takes \(wanted) argument\(wanted == 1 ? "" : "s"), not \(count)",
      at: token
    )
  }
}
