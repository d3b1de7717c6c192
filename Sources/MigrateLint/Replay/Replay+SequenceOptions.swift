import PostgresSyntax

extension Replay {
  /// Reports options of a sequence that contradict each other.
  mutating func checkOptions(ofSequence node: SyntaxNode) -> Bool {
    let options = node.list("options")
    var seen: Set<String> = []
    for option in options {
      guard let name = option.string("defname"), !seen.insert(name).inserted else { continue }
      report(.invalidOption, "the option \(name) comes twice", at: option.location)
      return false
    }
    func option(_ name: String) -> SyntaxNode? { options.first { $0.string("defname") == name } }
    let type = option("as")?["arg"]?.list("names").last?.stringValue
    if let type, !["int2", "int4", "int8"].contains(type) {
      report(
        .invalidOption,
        "a sequence is of type smallint, integer or bigint",
        at: option("as")?.location
      )
      return false
    }
    if let owner = option("owned_by"), owner["arg"]?.elements.count == 1,
      owner["arg"]?.elements.first?.stringValue != "none"
    {
      report(.invalidOption, "OWNED BY names a table and a column, or NONE", at: owner.location)
      return false
    }
    return checkNumbers(node, option)
  }

  private mutating func checkNumbers(
    _ node: SyntaxNode,
    _ option: (String) -> SyntaxNode?
  ) -> Bool {
    func value(_ name: String) -> Int? { option(name).flatMap { number($0) } }
    if let increment = option("increment"), number(increment) == 0 {
      report(.invalidOption, "a sequence's INCREMENT cannot be 0", at: increment.location)
      return false
    }
    if let cache = option("cache"), let count = number(cache), count < 1 {
      report(.invalidOption, "a sequence's CACHE must be greater than 0", at: cache.location)
      return false
    }
    // What ALTER SEQUENCE does not say stays as it is, which is not kept.
    let isNew = !node.is("AlterSeqStmt")
    let rises = (value("increment") ?? 1) > 0
    let least = value("minvalue") ?? (isNew && rises && option("minvalue") == nil ? 1 : nil)
    let most = value("maxvalue") ?? (isNew && !rises && option("maxvalue") == nil ? -1 : nil)
    if let least, let most, least >= most {
      let place = (option("minvalue") ?? option("maxvalue"))?.location
      report(.invalidOption, "MINVALUE must be less than MAXVALUE", at: place)
      return false
    }
    guard let start = option("start"), let first = number(start) else { return true }
    if let least, first < least {
      report(.invalidOption, "START cannot be less than MINVALUE", at: start.location)
      return false
    }
    if let most, first > most {
      report(.invalidOption, "START cannot be greater than MAXVALUE", at: start.location)
      return false
    }
    return true
  }

  /// The number behind an option, whose sign the tree leaves out.
  private func number(_ option: SyntaxNode) -> Int? {
    guard option["arg"]?.intValue != nil, let location = option.location else { return nil }
    let following = text.tokens.drop { $0.lowerBound <= location }.prefix(4)
    var sign = 1
    for token in following {
      let word = String(decoding: source.bytes[token], as: UTF8.self)
      if word == "-" { sign = -1 }
      if word.first?.isNumber == true { return Int(word).map { sign * $0 } }
      if word.hasPrefix("-"), let number = Int(word) { return number }
    }
    return nil
  }
}
