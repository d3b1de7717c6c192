// Where the statements may stand, and what they take.
extension BodyRules {
  mutating func check(_ note: BodyNote, _ around: Surroundings) {
    switch note {
    case .exit(let token, let label, let isContinue):
      check(exit: token, label, isContinue, around)
    case .returns(let token, let form, let value): check(returned: token, form, value)
    case .raise(let raised): check(raised)
    case .open(let cursor, let arguments, let isFor):
      guard let kind = check(cursor: cursor, around), kind != .none else { return }
      switch kind {
      case .bound where isFor:
        report(
          .notAllowedHere,
          "the cursor \(text.name(cursor).quotedIfNeeded) has its query already",
          at: cursor
        )
      case .unbound where !isFor:
        report(
          .notAllowedHere,
          "the cursor \(text.name(cursor).quotedIfNeeded) has no query: OPEN needs FOR",
          at: cursor
        )
      default: check(arguments: arguments, of: kind, at: cursor)
      }
    case .cursor(let token): _ = check(cursor: token, around)
    case .into(let targets), .element(let targets): check(targets: targets, around)
    case .rows(let targets, let cursor, let arguments):
      check(rows: targets, cursor, arguments, around)
    case .diagnostics(let isStacked, let items):
      for (target, item) in items {
        check(target: target, around)
        check(item: item, isStacked)
      }
    case .endLabel(let token, let label): check(endLabel: token, of: label)
    case .transaction: break
    }
  }

  private mutating func check(
    exit token: Int,
    _ label: Int?,
    _ isContinue: Bool,
    _ around: Surroundings
  ) {
    let word = isContinue ? "CONTINUE" : "EXIT"
    guard let label else {
      guard !around.isInLoop else { return }
      return report(.notAllowedHere, "\(word) stands outside of every loop", at: token)
    }
    let name = text.name(label)
    guard let isLoop = around.labels[name] else {
      let near = Spelling.nearest(to: name, among: around.labels.keys.sorted())
      let hint = near.map { ": did you mean \($0.quotedIfNeeded)?" } ?? ""
      return report(
        .unknownObject,
        "nothing around is labelled \(name.quotedIfNeeded)\(hint)",
        at: label
      )
    }
    guard isContinue, !isLoop else { return }
    report(.notAllowedHere, "\(name.quotedIfNeeded) labels no loop to continue", at: label)
  }

  private mutating func check(
    returned token: Int,
    _ returned: BodyNote.Returned,
    _ value: Range<Int>
  ) {
    switch returned {
    case .next, .query:
      guard form.result == .rows else {
        let word = returned == .next ? "NEXT" : "QUERY"
        return report(
          .notAllowedHere,
          "RETURN \(word) stands in a routine that returns no set",
          at: token
        )
      }
      guard returned == .next else { return }
      if form.hasOutputs, !value.isEmpty {
        report(
          .notAllowedHere,
          "RETURN NEXT takes no value where the columns are variables",
          at: value.lowerBound
        )
      } else if !form.hasOutputs, value.isEmpty {
        report(.notAllowedHere, "RETURN NEXT needs a value", at: token)
      }
    case .plain:
      switch form.result {
      case .value, .trigger:
        guard value.isEmpty else { return }
        report(.notAllowedHere, "RETURN needs a value", at: token)
      case .nothing, .rows, .outputs, .eventTrigger:
        guard !value.isEmpty else { return }
        report(.notAllowedHere, "RETURN takes no value here: \(reason)", at: value.lowerBound)
      }
    }
  }

  private var reason: String {
    switch form.result {
    case .rows: "rows are returned by RETURN NEXT and RETURN QUERY"
    case .outputs: "the parameters that come out hold it"
    default: "the routine returns nothing"
    }
  }

  private mutating func check(_ raised: BodyNote.Raised) {
    if let condition = raised.condition {
      let name = text.name(condition)
      if !ConditionNames.contains(name) { report(condition: name, at: condition) }
    }
    if let format = raised.format {
      let places = Self.places(in: text.words[format])
      if places != raised.arguments {
        report(
          .columnCount,
          "RAISE has \(raised.arguments) value\(raised.arguments == 1 ? "" : "s") for "
            + "\(places) place\(places == 1 ? "" : "s") of its format",
          at: format
        )
      }
    }
    for option in raised.options where !Self.raiseOptions.contains(text.words[option]) {
      report(.invalidOption, "RAISE has no option \(text.words[option])", at: option)
    }
  }

  private static let raiseOptions: Set = [
    "errcode", "message", "detail", "hint", "column", "constraint", "datatype", "table", "schema",
  ]

  /// How many values a format takes.
  private static func places(in format: String) -> Int {
    var count = 0
    var bytes = format.utf8[...]
    while let place = bytes.firstIndex(of: UInt8(ascii: "%")) {
      let next = bytes.index(after: place)
      if next < bytes.endIndex, bytes[next] == UInt8(ascii: "%") {
        bytes = bytes[bytes.index(after: next)...]
      } else {
        count += 1
        bytes = bytes[next...]
      }
    }
    return count
  }

  private mutating func check(
    rows targets: Range<Int>,
    _ cursor: Int?,
    _ arguments: [Range<Int>]?,
    _ around: Surroundings
  ) {
    if let cursor, let kind = around.names[text.name(cursor)]?.cursor {
      switch kind {
      case .bound: return check(arguments: arguments, of: kind, at: cursor)
      case .unbound:
        return report(
          .wrongKind,
          "FOR needs a cursor that was declared with its query, which "
            + "\(text.name(cursor).quotedIfNeeded) was not",
          at: cursor
        )
      case .none: break
      }
    }
    check(targets: targets, around)
  }

  private mutating func check(item token: Int, _ isStacked: Bool) {
    guard token < text.words.count else { return }
    let word = text.words[token]
    let isOfError = Self.errorItems.contains(word)
    guard isOfError || Self.plainItems.contains(word) else {
      return report(.unknownObject, "GET DIAGNOSTICS has no item \(word)", at: token)
    }
    guard isOfError != isStacked else { return }
    report(
      .notAllowedHere,
      "\(word) belongs to GET \(isStacked ? "CURRENT" : "STACKED") DIAGNOSTICS",
      at: token
    )
  }

  private static let plainItems: Set = ["row_count", "pg_context"]
  private static let errorItems: Set = [
    "returned_sqlstate", "column_name", "constraint_name", "pg_datatype_name", "message_text",
    "table_name", "schema_name", "pg_exception_detail", "pg_exception_hint",
    "pg_exception_context",
  ]
}
