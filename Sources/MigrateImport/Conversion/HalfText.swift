internal import Migrate

/// The text of one half of a pair, and what is wrong with it where it stood.
struct HalfText {
  private(set) var text = ""
  private(set) var problems: [ConversionProblem] = []
  /// Whether there is no statement in it.
  private(set) var isEmpty = false

  /// A half that says why there is no way back.
  init(irreversible reason: String) { text = "-- heartly:irreversible \(reason)\n" }

  init(_ half: ForeignMigration.Half, _ kind: MigrationScript.Half) {
    var lines = half.lines.trimmed
    if !half.isOutside { lines = lines.withoutOwnTransaction(file: half.file).trimmed }
    let list = StatementList(SQLSource(name: half.file, text: lines.joined))
    isEmpty = list.statements.isEmpty && list.problem == nil
    if isEmpty {
      if kind == .up {
        refuse(half.file, half.lines.first?.number, "there is no SQL statement in it")
      }
      return
    }
    if half.isOutside {
      lines.insert(TracedLine(text: "-- heartly:no-transaction", number: 1), at: 0)
    }
    text = lines.joined
    do {
      _ = try MigrationScript(SQLSource(name: half.file, text: text), half: kind)
    } catch {
      let line = error.location.flatMap { place in
        lines.indices.contains(place.line - 1) ? lines[place.line - 1].number : nil
      }
      refuse(half.file, line, error.reason)
    }
  }

  private mutating func refuse(_ file: String, _ line: Int?, _ reason: String) {
    problems.append(ConversionProblem(file: file, line: line, reason: reason))
  }
}

extension [TracedLine] {
  /// Without blank lines at either end.
  fileprivate var trimmed: [TracedLine] {
    var lines = self[...]
    while lines.first?.isBlank == true { lines.removeFirst() }
    while lines.last?.isBlank == true { lines.removeLast() }
    return Array(lines)
  }

  fileprivate var joined: String { map { $0.text + "\n" }.joined() }

  /// Without a BEGIN at the beginning and its COMMIT at the end, which many write around the whole: the
  /// engine's own transaction does the same. Any other statement of the kind stays, to be refused.
  fileprivate func withoutOwnTransaction(file: String) -> [TracedLine] {
    let text = joined
    let source = SQLSource(name: file, text: text)
    let list = StatementList(source)
    let controls = list.statements.filter {
      if case .control = $0.transactionality { true } else { false }
    }
    guard controls.count == 2, let first = list.statements.first, let last = list.statements.last,
      controls == [first, last], list.problem == nil,
      ["begin", "begin transaction", "begin work", "start transaction"]
        .contains(source.words(of: first)),
      ["commit", "commit transaction", "commit work", "end"].contains(source.words(of: last))
    else { return self }
    var bytes = source.bytes
    for statement in [first, last] {
      for index in statement.range.lowerBound..<statement.extent.upperBound where bytes[index] != 10
      {
        bytes[index] = 32
      }
    }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return zip(self, lines).map { old, new in
      let text = String(new)
      return TracedLine(text: text.allSatisfy(\.isWhitespace) ? "" : text, number: old.number)
    }
  }
}

extension SQLSource {
  fileprivate func words(of statement: SQLStatement) -> String {
    text(statement.range).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
