extension BodyParser {
  mutating func statements() throws(Unread) -> [BodyStatement] {
    var list: [BodyStatement] = []
    while !["end", "exception", "elsif", "elseif", "else", "when"].contains(word) {
      guard next < text.words.count else { throw Unread() }
      list += try statement()
    }
    return list
  }

  private mutating func statement() throws(Unread) -> [BodyStatement] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.mostDepth else { throw Unread() }
    let label = try label()
    if word == "declare" || (word == "begin") {
      let block = try block(label)
      try expect(";")
      return [.block(block)]
    }
    if let target = assignmentTarget() {
      let value = try expression(until: [])
      try expect(";")
      return [.assign(target, value)]
    }
    switch word {
    case "if": return [try branch()]
    case "case": return [try choice()]
    case "loop", "while", "for", "foreach": return try loop(label)
    case "null":
      try endOfStatement()
      return []
    case "perform":
      next += 1
      let value = try expression(until: [])
      try expect(";")
      return [.expression(value)]
    case "execute": return try execute()
    case "return": return try leave()
    case "exit", "continue":
      let token = next
      next += 1
      var label: Int?
      if word != "when", word != ";" {
        label = next
        next += 1
      }
      let condition = accept("when") ? try expression(until: []) : nil
      try expect(";")
      let isContinue = text.words[token] == "continue"
      return [
        .note(.exit(token, label: label, isContinue: isContinue)), .leave(.loop, when: condition),
      ]
    case "raise": return try raise()
    case "assert":
      next += 1
      let value = try expression(until: [])
      try expect(";")
      return [.expression(value)]
    case "open": return try open()
    case "fetch", "move": return try fetch()
    case "close":
      next += 1
      let cursor = next
      try endOfStatement()
      return [.note(.cursor(cursor))]
    case "commit", "rollback":
      try endOfStatement()
      return [.note(.transaction)]
    case "get" where ["diagnostics", "current", "stacked"].contains(word(1)):
      return [.note(try diagnostics())]
    default: return try sql()
    }
  }

  /// `name[.field][…] :=`, and the position behind it.
  private mutating func assignmentTarget() -> Int? {
    var index = next
    let words = text.words
    guard words.indices.contains(index), let first = words[index].utf8.first,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "_") || first == UInt8(ascii: "$")
        || first >= 0x80 || (first | 0x20 >= 0x61 && first | 0x20 <= 0x7A)
    else { return nil }
    index += 1
    while words.indices.contains(index) {
      switch words[index] {
      case ":=", "=":
        defer { next = index + 1 }
        return next
      case ".": index += 2
      case "[":
        var depth = 0
        repeat {
          if words[index] == "[" { depth += 1 }
          if words[index] == "]" { depth -= 1 }
          index += 1
        } while depth > 0 && words.indices.contains(index)
      default: return nil
      }
    }
    return nil
  }

  private mutating func branch() throws(Unread) -> BodyStatement {
    var arms: [BodyArm] = []
    repeat {
      next += 1
      let condition = try expression(until: ["then"])
      try expect("then")
      arms.append(BodyArm(condition: condition, isCondition: true, body: try statements()))
    } while word == "elsif" || word == "elseif"
    let otherwise = accept("else") ? try statements() : []
    try expect("end")
    try expect("if")
    try expect(";")
    return .branch(arms, otherwise: otherwise)
  }

  private mutating func choice() throws(Unread) -> BodyStatement {
    next += 1
    var arms: [BodyArm] = []
    if word != "when" {
      let subject = try expression(until: ["when"])
      arms.append(BodyArm(condition: subject, isCondition: false, body: []))
    }
    while accept("when") {
      let condition = try expression(until: ["then"])
      try expect("then")
      arms.append(BodyArm(condition: condition, isCondition: false, body: try statements()))
    }
    let otherwise = accept("else") ? try statements() : nil
    try expect("end")
    try expect("case")
    try expect(";")
    return .branch(arms, otherwise: otherwise)
  }

  private mutating func loop(_ label: String?) throws(Unread) -> [BodyStatement] {
    var fragments: [BodyFragment] = []
    var notes: [BodyStatement] = []
    var variables: [BodyVariable] = label.map { [BodyVariable(name: $0, kind: .label)] } ?? []
    switch word {
    case "while":
      next += 1
      fragments.append(try expression(until: ["loop"]))
    case "foreach":
      next += 1
      notes.append(.note(.element(try tokens(until: ["in", "slice"]))))
      if word == "slice" { _ = try tokens(until: ["in"]) }
      next += 1
      try expect("array")
      fragments.append(try expression(until: ["loop"]))
    case "for": try loopHeader(&fragments, &variables, &notes)
    default: break
    }
    try expect("loop")
    let body = try statements()
    try expect("end")
    try expect("loop")
    if word != ";" { notes.append(.note(.endLabel(next, of: label))) }
    try endOfStatement()
    return notes + [.loop(fragments, variables, body)]
  }

  private mutating func loopHeader(
    _ fragments: inout [BodyFragment],
    _ variables: inout [BodyVariable],
    _ notes: inout [BodyStatement]
  ) throws(Unread) {
    next += 1
    let targets = try tokens(until: ["in"])
    try expect("in")
    let start = next
    if word == "execute" {
      next += 1
      for index in targets where text.words[index] != "," {
        variables.append(BodyVariable(name: text.name(index), kind: .record))
      }
      notes.append(.note(.rows(targets, cursor: nil, arguments: nil)))
      fragments.append(try expression(until: ["loop", "using"]))
      if accept("using") { fragments.append(try expression(until: ["loop"])) }
      return
    }
    _ = accept("reverse")
    let lower = try expression(until: ["..", "loop"])
    if accept("..") {
      fragments.append(lower)
      fragments.append(try expression(until: ["by", "loop"]))
      if accept("by") { fragments.append(try expression(until: ["loop"])) }
      if let index = targets.first {
        variables.append(BodyVariable(name: text.name(index), kind: .counter))
      }
      return
    }
    for index in targets where text.words[index] != "," && text.words[index] != "." {
      variables.append(BodyVariable(name: text.name(index), kind: .record))
    }
    let isCursor = cursors.contains(text.name(start))
    let isNamed = isCursor || next == start + 1
    notes.append(
      .note(
        .rows(
          targets,
          cursor: isNamed ? start : nil,
          arguments: isCursor ? arguments(start + 1..<next) : nil
        )
      )
    )
    guard !isCursor else { return }
    fragments.append(BodyFragment(tokens: start..<next, isExpression: false))
  }

  private mutating func execute() throws(Unread) -> [BodyStatement] {
    next += 1
    let command = try expression(until: ["into", "using"])
    var (into, using): ([String], [BodyFragment]) = ([], [])
    var notes: [BodyStatement] = []
    while word != ";" {
      if accept("into") {
        _ = accept("strict")
        let range = try tokens(until: ["using"])
        into = targets(range)
        notes.append(.note(.into(range)))
      } else {
        next += 1
        using.append(try expression(until: ["into"]))
      }
    }
    try expect(";")
    return notes + [.execute(command, into: into, using: using)]
  }

  private mutating func leave() throws(Unread) -> [BodyStatement] {
    let token = next
    next += 1
    func note(_ form: BodyNote.Returned, _ value: Range<Int>) -> BodyStatement {
      .note(.returns(token, form, value: value))
    }
    if accept("query") {
      if word == "execute" { return [note(.query, next..<next)] + (try execute()) }
      let query = try query()
      return [note(.query, query.tokens), .expression(query)]
    }
    if accept("next") {
      let value = try expression(until: [])
      try expect(";")
      let note = note(.next, value.tokens)
      return value.tokens.isEmpty ? [note] : [note, .expression(value)]
    }
    let value = try expression(until: [])
    try expect(";")
    let rest: [BodyStatement] = [note(.plain, value.tokens), .leave(.function, when: nil)]
    return value.tokens.isEmpty ? rest : [.expression(value)] + rest
  }

  /// A query that something else takes the rows of.
  private mutating func query() throws(Unread) -> BodyFragment {
    let range = try tokens(until: [])
    try expect(";")
    return BodyFragment(tokens: range, isExpression: false)
  }

  private mutating func raise() throws(Unread) -> [BodyStatement] {
    var raised = BodyNote.Raised(token: next)
    next += 1
    let levels = ["debug", "log", "info", "notice", "warning"]
    let isError = !levels.contains(word)
    if !isError || word == "exception" { next += 1 }
    var list: [BodyStatement] = []
    var areOptions = false
    let head = try tokens(until: [",", "using"])
    if let first = head.first {
      let word = text.words[first]
      if ["'", "$"].contains(word.first) || word.lowercased().hasPrefix("e'") {
        raised.format = first
      } else if word != "sqlstate", head.count == 1 {
        raised.condition = first
      }
    }
    while word != ";" {
      if word == "using" { areOptions = true }
      next += 1
      if areOptions {
        raised.options.append(next)
        _ = try tokens(until: ["=", ":="])
        next += 1
      } else {
        raised.arguments += 1
      }
      list.append(.expression(try expression(until: [",", "using"])))
    }
    try expect(";")
    list.insert(.note(.raise(raised)), at: 0)
    return isError ? list + [.leave(.error, when: nil)] : list
  }

  // MARK: Cursors and diagnostics

  private mutating func open() throws(Unread) -> [BodyStatement] {
    next += 1
    let cursor = next
    let start = next + 1
    let head = try tokens(until: ["for"])
    let isFor = word == "for"
    let given = isFor ? nil : arguments(start..<max(head.upperBound, start))
    let note = BodyStatement.note(.open(cursor: cursor, arguments: given, isFor: isFor))
    guard accept("for") else {
      try expect(";")
      return [note]
    }
    return word == "execute" ? [note] + (try execute()) : [note, .expression(try query())]
  }

  /// What stands in parentheses, cut at its commas; nil without parentheses.
  private func arguments(_ range: Range<Int>) -> [Range<Int>]? {
    guard range.count >= 2, text.words[range.lowerBound] == "(" else { return nil }
    var (parts, depth): ([Range<Int>], Int) = ([], 0)
    var start = range.lowerBound + 1
    for index in range.dropFirst().dropLast() {
      switch text.words[index] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "," where depth == 0:
        parts.append(start..<index)
        start = index + 1
      default: break
      }
    }
    return start < range.upperBound - 1 ? parts + [start..<range.upperBound - 1] : parts
  }

  /// FETCH and MOVE: `[direction [FROM | IN]] cursor [INTO targets]`.
  private mutating func fetch() throws(Unread) -> [BodyStatement] {
    let head = try tokens(until: ["into"])
    guard let last = head.last, last > head.lowerBound else { throw Unread() }
    var notes: [BodyStatement] = [.note(.cursor(last))]
    if accept("into") { notes.append(.note(.into(try tokens(until: [])))) }
    try expect(";")
    return notes
  }

  private mutating func diagnostics() throws(Unread) -> BodyNote {
    next += 1
    let isStacked = word == "stacked"
    if !accept("current") { _ = accept("stacked") }
    try expect("diagnostics")
    var items: [(target: Int, item: Int)] = []
    while word != ";" {
      let target = next
      _ = try tokens(until: ["=", ":=", ","])
      guard word != ",", word != ";" else { throw Unread() }
      next += 1
      items.append((target, next))
      _ = try tokens(until: [","])
      if !accept(",") { break }
    }
    try expect(";")
    return .diagnostics(isStacked: isStacked, items)
  }
}
