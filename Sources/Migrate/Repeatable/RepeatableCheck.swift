/// Looks whether a file can be applied again and again: what it makes it replaces, or drops before.
struct RepeatableCheck {
  private let script: MigrationScript
  /// What was dropped so far, by kind and name as they are written, folded.
  private var dropped: Set<String> = []
  private(set) var drops = false
  private(set) var makesView = false
  private var madeViews: [QualifiedName] = []
  /// Whether a SET may say in which schema a view without one is made.
  private var sets = false

  /// The views that the file leaves; none where that is not certain.
  var views: [QualifiedName] { sets ? [] : madeViews }

  /// What is made anew each time, and not altered step by step.
  private static let kinds: [[String]] = [
    ["function"], ["procedure"], ["routine"], ["aggregate"], ["view"], ["materialized", "view"],
    ["trigger"], ["event", "trigger"], ["policy"], ["rule"], ["type"], ["domain"], ["operator"],
    ["cast"],
  ]

  /// What stands on a table, so that its name is `name ON table`.
  private static let onTables: Set = ["trigger", "policy", "rule"]

  init(_ script: MigrationScript) { self.script = script }

  /// - Throws: The first thing that speaks against it.
  mutating func run() throws(RepeatableDirectoryError.Problem) {
    if let directive = script.directives.first(where: { $0.kind == .noTransaction }) {
      throw .noTransaction(directive.location)
    }
    for statement in script.statements {
      if case .outside(let outside) = statement.transactionality {
        throw .outside(command: outside.command, statement.start)
      }
      try check(statement)
    }
  }

  private mutating func check(
    _ statement: SQLStatement
  ) throws(RepeatableDirectoryError.Problem) {
    var reader = StatementReader(script.source.bytes, in: statement.range)
    let first = reader.word()
    sets = sets || first == "set"
    switch first {
    case "create": try checkCreate(reader, statement)
    case "drop": try checkDrop(reader, statement)
    case "alter": try checkAlter(reader, statement)
    case "grant", "revoke", "comment", "security", "do", "set", "reset", "refresh": break
    default:
      throw .belongsInMigration(command: (first ?? "this").uppercased(), statement.start)
    }
  }

  private mutating func checkCreate(
    _ reader: StatementReader,
    _ statement: SQLStatement
  ) throws(RepeatableDirectoryError.Problem) {
    var reader = reader
    let replaces = reader.take(.or, .replace)
    if reader.peek(["recursive"]) { _ = reader.word() }
    if reader.peek(["constraint", "trigger"]) { _ = reader.word() }
    let start = reader
    guard let kind = reader.kind(of: Self.kinds) else {
      if isIndexOfDropped(start) { return }
      throw .belongsInMigration(command: "CREATE \(start.shownWord)", statement.start)
    }
    _ = reader.take(.if, .not, .exists)
    makesView = makesView || kind.hasSuffix("view")
    var next = reader
    if kind.hasSuffix("view"), let name = next.qualifiedName() { madeViews.append(name) }
    guard !replaces else { return }
    let object = object(kind, &reader)
    guard !dropped.contains(object) else { return }
    let shown = object.split(separator: " ").map(String.init)
    let words = kind.split(separator: " ").count
    throw .createsOnce(
      object: (shown.prefix(words).map { $0.uppercased() } + ["IF", "EXISTS"]
        + shown.dropFirst(words)).joined(separator: " "),
      statement.start
    )
  }

  /// Whether an index is on a materialized view that was dropped before, with its indexes.
  private func isIndexOfDropped(_ reader: StatementReader) -> Bool {
    var reader = reader
    _ = reader.take(.unique)
    guard reader.take(.index) else { return false }
    while !reader.isAtEnd, reader.keyword != .on { reader.advance() }
    guard reader.take(.on) else { return false }
    _ = reader.take(.only)
    return reader.qualifiedName().map { dropped.contains("materialized view \($0.shown)") } ?? false
  }

  private mutating func checkDrop(
    _ reader: StatementReader,
    _ statement: SQLStatement
  ) throws(RepeatableDirectoryError.Problem) {
    var reader = reader
    let word = reader.shownWord
    guard let kind = reader.kind(of: Self.kinds) else {
      throw .belongsInMigration(command: "DROP \(word)", statement.start)
    }
    guard reader.take(.if, .exists) else {
      throw .dropsOnce(command: "DROP \(kind.uppercased())", statement.start)
    }
    drops = true
    if !kind.hasSuffix("view"), reader.holds("cascade") {
      throw .cascades(command: "DROP \(kind.uppercased())", statement.start)
    }
    var next = reader
    if kind.hasSuffix("view"), let names = next.qualifiedNames() {
      madeViews.removeAll(where: names.contains)
    }
    repeat {
      dropped.insert(object(kind, &reader))
      reader.skipParentheses()
    } while reader.take(",")
  }

  private func object(_ kind: String, _ reader: inout StatementReader) -> String {
    guard kind != "cast", let name = reader.qualifiedName() else { return kind }
    guard Self.onTables.contains(kind) else { return "\(kind) \(name.shown)" }
    // A trigger's events come before its table.
    while !reader.isAtEnd, reader.keyword != .on { reader.advance() }
    guard reader.take(.on) || reader.take(.to), let table = reader.qualifiedName() else {
      return "\(kind) \(name.shown)"
    }
    return "\(kind) \(name.shown) ON \(table.shown)"
  }

  private func checkAlter(
    _ reader: StatementReader,
    _ statement: SQLStatement
  ) throws(RepeatableDirectoryError.Problem) {
    var reader = reader
    if reader.peek(["default", "privileges"]) { return }
    let word = reader.shownWord
    if reader.kind(of: Self.kinds) != nil {
      // A name is new only once.
      guard reader.holds("rename") else { return }
      throw .belongsInMigration(command: "ALTER … RENAME", statement.start)
    }
    guard reader.take(.table) else {
      throw .belongsInMigration(command: "ALTER \(word)", statement.start)
    }
    _ = reader.take(.if, .exists)
    _ = reader.take(.only)
    _ = reader.qualifiedName()
    let switches: Set = ["enable", "disable", "force", "no"]
    guard let next = reader.word(), switches.contains(next) else {
      throw .belongsInMigration(command: "ALTER TABLE", statement.start)
    }
  }
}

extension StatementReader {
  /// Takes a word that is no quoted name, in lower case.
  mutating func word() -> String? {
    guard let word = peekedWord else { return nil }
    advance()
    return word
  }

  /// The word in view as a message shows it.
  var shownWord: String { peekedWord?.uppercased() ?? "…" }

  /// Whether these words come next.
  func peek(_ words: [String]) -> Bool {
    var reader = self
    return words.allSatisfy { reader.word() == $0 }
  }

  /// Whether a word comes later in the statement.
  func holds(_ word: String) -> Bool {
    var reader = self
    while !reader.isAtEnd {
      if reader.peekedWord == word { return true }
      reader.advance()
    }
    return false
  }

  /// Takes the first of several sequences of words that comes next, joined by blanks.
  mutating func kind(of kinds: [[String]]) -> String? {
    guard let kind = kinds.first(where: peek) else { return nil }
    for _ in kind { _ = word() }
    return kind.joined(separator: " ")
  }

  /// Passes over `( … )` if it comes next.
  mutating func skipParentheses() {
    guard take("(") else { return }
    var depth = 1
    while depth > 0, !isAtEnd {
      if take("(") {
        depth += 1
      } else if take(")") {
        depth -= 1
      } else {
        advance()
      }
    }
  }
}

extension QualifiedName {
  /// The name without quotes, to compare with others.
  fileprivate var shown: String { (schema.map { $0 + "." } ?? "") + name }
}
