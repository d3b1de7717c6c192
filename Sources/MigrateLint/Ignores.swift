import PostgresSyntax

/// The comments of a file by which it asks for silence: `-- heartly:ignore CODE reason` for the
/// statement that it stands in or before, `-- heartly:ignore-file CODE reason` for the whole file.
/// Several codes are separated by commas.
struct Ignores {
  let source: LintSource
  private var comments: [Comment] = []

  private struct Comment {
    var codes: [Rule]
    var unknown: [String]
    var reason: String
    /// Where it stands.
    var offset: Int
    /// Where it counts.
    var reach: Range<Int>
  }

  /// `parsed` is what the parser says of `SplitFile.text(of: source)`.
  init(_ source: LintSource, _ parsed: Result<ParsedText, SyntaxError>, parser: Parser) {
    self.source = source
    let directives = Self.directives(of: source, parsed, parser: parser)
    guard !directives.isEmpty else { return }
    let statements = parser.split(source.bytes)
    for directive in directives {
      let reach: Range<Int>
      switch directive.name {
      case "ignore-file": reach = 0..<source.bytes.count + 1
      case "ignore":
        reach =
          statements.first { $0.upperBound > directive.offset }
          ?? directive.offset..<directive.offset
      default: continue
      }
      let list = directive.argument.prefix { !$0.isWhitespace }
      let reason = directive.argument.dropFirst(list.count).drop(while: \.isWhitespace)
      let codes = list.split(separator: ",").map(String.init)
      comments.append(
        Comment(
          codes: codes.compactMap(Rule.init(rawValue:)),
          unknown: codes.filter { Rule(rawValue: $0) == nil },
          reason: String(reason),
          offset: directive.offset,
          reach: reach
        )
      )
    }
  }

  /// The findings that are left, with those about the comments themselves. A comment about a rule
  /// that is off is no use, and no mistake.
  func applied(to findings: [Finding], isOn: (Rule) -> Bool) -> [Finding] {
    var isUsed = Array(repeating: false, count: comments.count)
    var left: [Finding] = []
    for finding in findings {
      let silencing = comments.indices.filter { index in
        let comment = comments[index]
        return !comment.reason.isEmpty && comment.codes.contains(finding.rule)
          && comment.reach.contains(finding.place.offset)
      }
      for index in silencing { isUsed[index] = true }
      if silencing.isEmpty { left.append(finding) }
    }
    for (comment, isUsed) in zip(comments, isUsed) {
      let isNeedless = isUsed || !comment.codes.allSatisfy(isOn)
      if let problem = problem(of: comment, isUsed: isNeedless) { left.append(problem) }
    }
    return left
  }

  private func problem(of comment: Comment, isUsed: Bool) -> Finding? {
    let place = source.place(at: comment.offset)
    if let unknown = comment.unknown.first {
      return Finding(.invalidIgnore, "there is no rule \(unknown) to ignore", at: place)
    }
    if comment.codes.isEmpty {
      return Finding(.invalidIgnore, "heartly:ignore names no rule", at: place)
    }
    if comment.reason.isEmpty {
      return Finding(
        .invalidIgnore,
        "heartly:ignore asks for a reason: -- heartly:ignore \(comment.codes[0].rawValue) why",
        at: place
      )
    }
    guard !isUsed else { return nil }
    let codes = comment.codes.map(\.rawValue).joined(separator: ", ")
    return Finding(.unusedIgnore, "nothing here is a \(codes)", at: place)
  }

  // MARK: Comments

  /// Whether a `down` says that there is no way back.
  static func isIrreversible(
    _ source: LintSource,
    _ parsed: Result<ParsedText, SyntaxError>,
    parser: Parser
  ) -> Bool {
    directives(of: source, parsed, parser: parser).contains { $0.name == "irreversible" }
  }

  private static let prefix: StaticString = "heartly:"

  /// Every `-- heartly:` comment of a file, with the byte at which it begins.
  static func directives(
    of source: LintSource,
    _ parsed: Result<ParsedText, SyntaxError>?,
    parser: Parser
  ) -> [(name: String, argument: String, offset: Int)] {
    guard source.contains(prefix),
      // What the grammar refuses may have comments.
      let tokens = (try? parsed?.get().tokens) ?? (try? parser.scan(source.bytes))
    else { return [] }
    return tokens.compactMap { token in
      guard token.kind == .comment else { return nil }
      let text = String(decoding: source.bytes[token.range], as: UTF8.self)
        .drop { $0 == "-" }.drop(while: \.isWhitespace)
      guard text.hasPrefix("\(prefix)") else { return nil }
      let body = text.dropFirst(prefix.utf8CodeUnitCount)
      let name = body.prefix { !$0.isWhitespace }
      var argument = body.dropFirst(name.count).drop(while: \.isWhitespace)
      while argument.last?.isWhitespace == true { argument.removeLast() }
      return (String(name), String(argument), token.range.lowerBound)
    }
  }
}
