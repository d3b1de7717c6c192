/// Knows whether the tokens of a statement so far are inside of a routine's `BEGIN ATOMIC … END`.
struct RoutineBody {
  private enum Head { case start, create, createOr, createOrReplace, routine, other }
  private var head = Head.start
  private var previous: Keyword?
  private var previousIsDot = false
  private var depth = 0

  var isOpen: Bool { depth > 0 }

  /// Takes the next token outside of parentheses; `word` is nil for everything but known words.
  mutating func add(_ word: Keyword?, isDot: Bool) {
    switch (head, word) {
    case (.start, .create): head = .create
    case (.create, .or): head = .createOr
    case (.createOr, .replace): head = .createOrReplace
    case (.create, .function), (.create, .procedure), (.createOrReplace, .function),
      (.createOrReplace, .procedure):
      head = .routine
    case (.routine, _): count(word)
    default: head = .other
    }
    previous = word
    previousIsDot = isDot
  }

  private mutating func count(_ word: Keyword?) {
    // `AS end` and `x.case` are names, although the words are reserved elsewhere.
    guard !previousIsDot, previous != .as else { return }
    switch word {
    case .atomic where depth == 0 && previous == .begin: depth = 1
    case .case where depth > 0: depth += 1
    case .end where depth > 0: depth -= 1
    default: break
    }
  }
}
