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
    case "loop", "while", "for", "foreach": return [try loop(label)]
    case "null":
      try endOfStatement()
      return []
    case "perform":
      next += 1
      let value = try expression(until: [])
      try expect(";")
      return [.expression(value)]
    case "execute": return [try execute()]
    case "return": return try leave()
    case "exit", "continue":
      next += 1
      if word != "when", word != ";" { next += 1 }
      let condition = accept("when") ? try expression(until: []) : nil
      try expect(";")
      return [.leave(.loop, when: condition)]
    case "raise": return try raise()
    case "assert":
      next += 1
      let value = try expression(until: [])
      try expect(";")
      return [.expression(value)]
    case "open": return try open()
    case "fetch", "move", "close", "commit", "rollback":
      try endOfStatement()
      return [.other]
    case "get" where ["diagnostics", "current", "stacked"].contains(word(1)):
      try endOfStatement()
      return [.other]
    default: return [try sql()]
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

  private mutating func loop(_ label: String?) throws(Unread) -> BodyStatement {
    var fragments: [BodyFragment] = []
    var variables: [BodyVariable] = label.map { [BodyVariable(name: $0, kind: .record)] } ?? []
    switch word {
    case "while":
      next += 1
      fragments.append(try expression(until: ["loop"]))
    case "foreach":
      _ = try tokens(until: ["in"])
      next += 1
      try expect("array")
      fragments.append(try expression(until: ["loop"]))
    case "for": try loopHeader(&fragments, &variables)
    default: break
    }
    try expect("loop")
    let body = try statements()
    try expect("end")
    try expect("loop")
    try endOfStatement()
    return .loop(fragments, variables, body)
  }

  private mutating func loopHeader(
    _ fragments: inout [BodyFragment],
    _ variables: inout [BodyVariable]
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
      if let index = targets.first { variables.append(BodyVariable(name: text.name(index))) }
      return
    }
    for index in targets where text.words[index] != "," && text.words[index] != "." {
      variables.append(BodyVariable(name: text.name(index), kind: .record))
    }
    guard !cursors.contains(text.name(start)) else { return }
    fragments.append(BodyFragment(tokens: start..<next, isExpression: false))
  }

  private mutating func execute() throws(Unread) -> BodyStatement {
    next += 1
    let command = try expression(until: ["into", "using"])
    var (into, using): ([String], [BodyFragment]) = ([], [])
    while word != ";" {
      if accept("into") {
        into = targets(try tokens(until: ["using"]))
      } else {
        next += 1
        using.append(try expression(until: ["into"]))
      }
    }
    try expect(";")
    return .execute(command, into: into, using: using)
  }

  private mutating func leave() throws(Unread) -> [BodyStatement] {
    next += 1
    if accept("query") {
      if accept("execute") {
        next -= 1
        return [try execute()]
      }
      return [try sql()]
    }
    if accept("next") {
      let value = try expression(until: [])
      try expect(";")
      return value.tokens.isEmpty ? [] : [.expression(value)]
    }
    let value = try expression(until: [])
    try expect(";")
    let leave = BodyStatement.leave(.function, when: nil)
    return value.tokens.isEmpty ? [leave] : [.expression(value), leave]
  }

  private mutating func raise() throws(Unread) -> [BodyStatement] {
    next += 1
    let levels = ["debug", "log", "info", "notice", "warning"]
    let isError = !levels.contains(word)
    if !isError || word == "exception" { next += 1 }
    var list: [BodyStatement] = []
    var areOptions = false
    _ = try tokens(until: [",", "using"])
    while word != ";" {
      if word == "using" { areOptions = true }
      next += 1
      if areOptions {
        _ = try tokens(until: ["=", ":="])
        next += 1
      }
      list.append(.expression(try expression(until: [",", "using"])))
    }
    try expect(";")
    return isError ? list + [.leave(.error, when: nil)] : list
  }

  private mutating func open() throws(Unread) -> [BodyStatement] {
    _ = try tokens(until: ["for"])
    guard accept("for") else {
      try expect(";")
      return [.other]
    }
    return word == "execute" ? [try execute()] : [try sql()]
  }
}
