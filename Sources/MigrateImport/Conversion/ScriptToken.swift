/// One token of a TypeScript or JavaScript text, as far as classes of migrations need them.
struct ScriptToken {
  enum Kind: Equatable {
    /// A word.
    case word(String)
    /// A string or a template without `${…}`, with its value.
    case text(String)
    /// A template with `${…}`.
    case interpolated
    /// Any other character.
    case sign(Character)
  }

  let kind: Kind
  /// The line at which it begins, from 1.
  let line: Int

  func isSign(_ sign: Character) -> Bool { kind == .sign(sign) }
  func isWord(_ word: String) -> Bool { kind == .word(word) }
  var word: String? { if case .word(let word) = kind { word } else { nil } }
  var text: String? { if case .text(let text) = kind { text } else { nil } }
}

/// Cuts a text into tokens; comments and blanks are passed over.
struct ScriptScanner {
  private let characters: [Character]
  private var index = 0
  private var line = 1

  init(_ text: String) { characters = Array(text) }

  /// All tokens. What is never closed ends at the text's end.
  static func tokens(of text: String) -> [ScriptToken] {
    var scanner = ScriptScanner(text)
    var tokens: [ScriptToken] = []
    while let token = scanner.next() { tokens.append(token) }
    return tokens
  }

  private var current: Character? { index < characters.count ? characters[index] : nil }
  private var following: Character? {
    index + 1 < characters.count ? characters[index + 1] : nil
  }

  private mutating func advance() {
    if current?.isNewline == true { line += 1 }
    index += 1
  }

  private mutating func next() -> ScriptToken? {
    skipBlanks()
    guard let first = current else { return nil }
    let start = line
    switch first {
    case "'", "\"": return ScriptToken(kind: .text(quoted(first)), line: start)
    case "`": return ScriptToken(kind: template(), line: start)
    case _ where first.isLetter || first.isNumber || first == "_" || first == "$":
      var word = ""
      while let part = current, part.isLetter || part.isNumber || part == "_" || part == "$" {
        word.append(part)
        advance()
      }
      return ScriptToken(kind: .word(word), line: start)
    default:
      advance()
      return ScriptToken(kind: .sign(first), line: start)
    }
  }

  private mutating func skipBlanks() {
    while let first = current {
      if first.isWhitespace {
        advance()
      } else if first == "/", following == "/" {
        while let part = current, !part.isNewline { _ = part; advance() }
      } else if first == "/", following == "*" {
        while current != nil, !(current == "*" && following == "/") { advance() }
        advance()
        advance()
      } else {
        return
      }
    }
  }

  private mutating func quoted(_ end: Character) -> String {
    advance()
    var text = ""
    while let part = current, part != end {
      if part == "\\" { text += escape() } else { text.append(part); advance() }
    }
    advance()
    return text
  }

  /// The braces of `${…}` may hold templates again; only their end matters.
  private mutating func template() -> ScriptToken.Kind {
    advance()
    var text = ""
    var isInterpolated = false
    while let part = current, part != "`" {
      if part == "\\" {
        text += escape()
      } else if part == "$", following == "{" {
        isInterpolated = true
        advance()
        skipBraces()
      } else {
        text.append(part == "\r\n" ? "\n" : part)
        advance()
      }
    }
    advance()
    return isInterpolated ? .interpolated : .text(text)
  }

  private mutating func skipBraces() {
    var depth = 0
    while current != nil {
      guard let token = next() else { return }
      if token.isSign("{") { depth += 1 }
      if token.isSign("}") { depth -= 1 }
      if depth == 0 { return }
    }
  }

  /// What a backslash and what follows stand for (ECMAScript, "String Literals").
  private mutating func escape() -> String {
    advance()
    guard let first = current else { return "" }
    advance()
    switch first {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "v": return "\u{B}"
    case "0": return "\0"
    case "x": return scalar(digits: 2)
    case "u" where current == "{":
      advance()
      var digits = ""
      while let part = current, part != "}" { digits.append(part); advance() }
      advance()
      return Self.scalar(digits)
    case "u": return scalar(digits: 4)
    case _ where first.isNewline: return ""
    default: return String(first)
    }
  }

  private mutating func scalar(digits count: Int) -> String {
    var digits = ""
    while digits.count < count, let part = current, part.isHexDigit {
      digits.append(part); advance()
    }
    return Self.scalar(digits)
  }

  private static func scalar(_ digits: String) -> String {
    UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? "\u{FFFD}"
  }
}
