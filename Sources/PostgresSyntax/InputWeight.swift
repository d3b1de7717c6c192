/// What a text will cost the parser, from one cheap pass over it.
///
/// libpg_query cannot be stopped, and it ends the process where it runs out of stack or where its
/// answer would exceed PostgreSQL's largest allocation of 1 GiB. So the worst is bounded before:
///
/// - **Depth.** The writer of the tree recurses, 130 bytes of stack a level (Debian's build of
///   15-4.0.0). No level comes without a token, and only set operations go on behind a comma; so
///   the tokens since the last comma, summed over the open brackets, bound the depth.
/// - **Size of the answer.** A type's name that is read twice (`DROP FUNCTION f(bit)`) costs 395
///   bytes of JSON, the most that a token was found to cost; a string's byte costs up to six.
/// - **Time.** The scanner reads a run of operator characters anew for each of its characters: 200,000
///   nested comment marks without a space between them take a minute.
struct InputWeight: Equatable {
  var deepestLevel = 0
  var answerBytes = 0
  var longestOperatorRun = 0

  static let maximumBytes = 16 << 20
  /// 50,000 levels take 6.5 MB of the parser's stack of 64 MiB: a build of the library whose
  /// frames are nine times larger is still safe.
  static let maximumLevel = 50_000
  static let maximumAnswerBytes = 960_000_000
  static let maximumOperatorRun = 1_000

  init(of text: UnsafeBufferPointer<UInt8>) {
    answerBytes = 6 * text.count + 64
    var levels = BracketLevels()
    var lexer = Lexer(text)
    while let lexeme = lexer.next() {
      switch lexeme.kind {
      case .word:
        answerBytes += 400
        levels.add(1, survivesComma: Self.isSetOperation(text[lexeme.range]))
      case .quoted:
        answerBytes += 200
        levels.add(1)
      case .number:
        answerBytes += 160
        levels.add(1)
      case .operators:
        answerBytes += 160 * lexeme.range.count
        levels.add(lexeme.range.count)
      case .mark:
        answerBytes += 80
        levels.mark(text[lexeme.range.lowerBound])
      }
    }
    deepestLevel = levels.deepest
    longestOperatorRun = lexer.longestRun
  }

  /// Why the parser must not get the text; nil when it may.
  var refusal: String? {
    if deepestLevel > Self.maximumLevel {
      "the statement may nest deeper than \(Self.maximumLevel) levels"
    } else if longestOperatorRun > Self.maximumOperatorRun {
      "more than \(Self.maximumOperatorRun) operator characters in a row"
    } else if answerBytes > Self.maximumAnswerBytes {
      "the text has more tokens than can be parsed at once; split it into several files"
    } else {
      nil
    }
  }

  private static func isSetOperation(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    word.equalsIgnoringCase("union") || word.equalsIgnoringCase("except")
      || word.equalsIgnoringCase("intersect")
  }
}

/// Counts the tokens of the elements that are open at a point: one element per open bracket.
private struct BracketLevels {
  private struct Level {
    var tokens = 0
    var setOperations = 0
  }

  private(set) var deepest = 0
  private var open = [Level()]
  private var sum = 0

  mutating func add(_ tokens: Int, survivesComma: Bool = false) {
    open[open.count - 1].tokens += tokens
    if survivesComma { open[open.count - 1].setOperations += tokens }
    sum += tokens
    deepest = max(deepest, sum)
  }

  mutating func mark(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["):
      add(1)
      open.append(Level())
    case UInt8(ascii: ")"), UInt8(ascii: "]"):
      guard open.count > 1 else { return }
      sum -= open.removeLast().tokens
    case UInt8(ascii: ","):
      keep(open[open.count - 1].setOperations)
    case UInt8(ascii: ";"):
      open[open.count - 1].setOperations = 0
      keep(0)
    default:
      add(1)
    }
  }

  private mutating func keep(_ tokens: Int) {
    sum -= open[open.count - 1].tokens - tokens
    open[open.count - 1].tokens = tokens
  }
}

extension Collection<UInt8> {
  /// Whether these are the ASCII letters of a word in lower case, in whatever case they stand here.
  func equalsIgnoringCase(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { letters in
      zip(self, letters).allSatisfy { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }
    }
  }
}
