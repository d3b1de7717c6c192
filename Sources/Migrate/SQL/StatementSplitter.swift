/// Walks a text's tokens once and collects its statements and directives.
struct StatementSplitter {
  private let source: SQLSource
  private let half: MigrationScript.Half
  /// Whether a directive that the engine would refuse is passed over.
  private let isLenient: Bool
  private var scanner: SQLScanner
  private var counter: LocationCounter
  private(set) var statements: [SQLStatement] = []
  private(set) var directives: [Directive] = []

  /// Where the extent of the statement at hand begins: behind the semicolon before it.
  private var extentStart = 0
  private var start: SourceLocation?
  private var last: SQLToken?
  private var parentheses = 0
  private var routine = RoutineBody()
  private var copy = CopyStream()
  /// What was asked for the statement that comes next.
  private var batch: (directive: BatchDirective, location: SourceLocation)?

  init(_ source: SQLSource, half: MigrationScript.Half, isLenient: Bool = false) {
    self.source = source
    self.half = half
    self.isLenient = isLenient
    scanner = SQLScanner(source.bytes, in: source.start..<source.bytes.count)
    counter = LocationCounter(source)
  }

  mutating func run() throws(MigrationScriptError) {
    while let token = try nextToken() {
      switch token.kind {
      case .whitespace, .blockComment: continue
      case .lineComment:
        do {
          try addDirective(token)
        } catch  where isLenient {
          continue
        }
      case .punctuation where token.is(UInt8(ascii: ";"), in: source.bytes) && isOutermost:
        try finishStatement(through: token)
      default:
        try check(token)
        add(token)
      }
    }
    try finishStatement(through: nil)
    if let batch, !isLenient { throw Self.misplacedBatch(batch.location) }
  }

  private var isOutermost: Bool { parentheses == 0 && !routine.isOpen }

  private func bytes(_ token: SQLToken) -> ArraySlice<UInt8> { source.bytes[token.range] }

  private mutating func nextToken() throws(MigrationScriptError) -> SQLToken? {
    do {
      return try scanner.next()
    } catch {
      throw .unterminated(error.construct, source.location(atByte: error.byteOffset))
    }
  }

  /// The place of a token; asked for in the order of the text only.
  private mutating func location(of token: SQLToken) -> SourceLocation {
    let offset = token.range.lowerBound
    let (line, column) = counter.advance(to: offset)
    return SourceLocation(file: source.name, line: line, column: column, byteOffset: offset)
  }

  /// Takes a token into the statement at hand.
  private mutating func add(_ token: SQLToken) {
    if start == nil { start = location(of: token) }
    if token.kind == .punctuation {
      switch source.bytes[token.range.lowerBound] {
      case UInt8(ascii: "("): parentheses += 1
      case UInt8(ascii: ")"): parentheses = max(0, parentheses - 1)
      default: break
      }
    }
    if parentheses == 0 {
      let word = token.kind == .word ? Keyword(bytes(token)) : nil
      routine.add(word, isDot: token.is(UInt8(ascii: "."), in: source.bytes))
      copy.add(word)
    }
    last = token
  }

  private mutating func finishStatement(through semicolon: SQLToken?) throws(MigrationScriptError) {
    defer {
      start = nil
      last = nil
      parentheses = 0
      routine = RoutineBody()
      copy = CopyStream()
    }
    guard let start, let last else { return }
    if copy.isStream { throw .copyStream(start) }
    let range = start.byteOffset..<last.range.upperBound
    let batch = try takeBatch(of: range)
    let extentEnd = semicolon?.range.upperBound ?? range.upperBound
    statements.append(
      SQLStatement(
        number: statements.count + 1,
        range: range,
        extent: extentStart..<extentEnd,
        start: start,
        transactionality: Transactionality(of: source.bytes, in: range),
        batch: batch
      )
    )
    extentStart = extentEnd
  }

  /// Refuses what is never SQL, with a better reason than the server's "syntax error".
  private func check(_ token: SQLToken) throws(MigrationScriptError) {
    let start = token.range.lowerBound
    if token.kind == .other {
      let next = token.range.upperBound < source.bytes.count ? source.bytes[start + 1] : 0
      switch (source.bytes[start], next) {
      case (.backslash, _): throw .metaCommand(source.location(atByte: start))
      case (UInt8(ascii: "{"), UInt8(ascii: "{")), (.dollar, UInt8(ascii: "{")):
        throw .placeholder(source.location(atByte: start))
      default: break
      }
    } else if token.kind == .word, bytes(token).starts(with: SQLSource.byteOrderMark) {
      throw .byteOrderMarkInside(source.location(atByte: start))
    }
  }
}

// MARK: - Directives

extension StatementSplitter {
  private mutating func addDirective(_ comment: SQLToken) throws(MigrationScriptError) {
    guard let (name, argument) = Directive.parse(source.text(comment.range)) else { return }
    let place = location(of: comment)
    let kind: Directive.Kind
    switch name {
    case "no-transaction":
      guard statements.isEmpty, start == nil else {
        throw .misplacedDirective(
          name: name,
          rule: "it stands before the first statement",
          place
        )
      }
      kind = .noTransaction
    case "irreversible":
      guard half == .down else {
        throw .misplacedDirective(name: name, rule: "it stands in the .down.sql", place)
      }
      guard !argument.isEmpty else { throw .reasonMissing(directive: name, place) }
      kind = .irreversible(reason: argument)
    case "ignore", "ignore-file": kind = .ignore(argument)
    case "batch":
      guard start == nil, batch == nil else { throw Self.misplacedBatch(place) }
      let directive = try readBatch(comment)
      batch = (directive, place)
      kind = .batch(directive)
    case "replaces":
      guard half == .up, statements.isEmpty, start == nil,
        let replaced = ReplacedMigration(parsing: argument)
      else {
        throw .misplacedDirective(
          name: name,
          rule:
            "`migrate squash` writes it before the first statement of the .up.sql, with a version, "
            + "a name and two checksums",
          place
        )
      }
      kind = .replaces(replaced)
    default: throw .unknownDirective(name: name, place)
    }
    directives.append(Directive(kind: kind, location: place))
  }

  private static func misplacedBatch(_ place: SourceLocation) -> MigrationScriptError {
    .misplacedDirective(name: "batch", rule: "it stands once, before its statement", place)
  }

  private func readBatch(_ comment: SQLToken) throws(MigrationScriptError) -> BatchDirective {
    let bytes = source.bytes[comment.range]
    // Only dashes, blanks and the name stand before the options.
    let start =
      (bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.startIndex) + 1 + "batch".utf8.count
    do {
      return try BatchDirective(bytes[start...])
    } catch {
      throw .invalidBatch(error.problem, source.location(atByte: start + error.offset))
    }
  }

  private mutating func takeBatch(
    of range: Range<Int>
  ) throws(MigrationScriptError) -> BatchStatement? {
    guard let asked = batch.take() else { return nil }
    do {
      return try BatchStatementReader.read(Array(source.bytes[range]), asked.directive)
    } catch {
      if isLenient { return nil }
      throw .notBatchable(
        error.problem,
        source.location(atByte: range.lowerBound + error.offset)
      )
    }
  }
}
