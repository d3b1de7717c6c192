/// Whether PostgreSQL takes a text for a regular expression (PostgreSQL manual, 9.7.3): advanced
/// regular expressions, as `~` and the `regexp_` functions read them.
struct RegexSyntax {
  enum Verdict: Equatable {
    case valid
    case invalid(String)
    /// Something that is not followed here, such as the basic or expanded syntax.
    case unsure
  }

  /// What ends the reading early.
  enum Stop: Error {
    case invalid(String)
    case unsure
  }

  private let text: [Unicode.Scalar]
  private var next = 0
  /// The groups that were opened, and those that are closed and may be referred to.
  private var opened = 0
  private var closed: Set<Int> = []
  private var depth = 0

  static func verdict(on pattern: String) -> Verdict {
    var syntax = RegexSyntax(pattern)
    do {
      return try syntax.whole() ? .valid : .unsure
    } catch {
      return switch error {
      case .invalid(let why): .invalid(why)
      case .unsure: .unsure
      }
    }
  }

  private init(_ pattern: String) { text = Array(pattern.unicodeScalars) }

  // MARK: Characters

  private var current: Unicode.Scalar? { text.indices.contains(next) ? text[next] : nil }

  private func has(_ word: String) -> Bool { text[next...].starts(with: word.unicodeScalars) }

  private mutating func accept(_ word: String) -> Bool {
    guard has(word) else { return false }
    next += word.unicodeScalars.count
    return true
  }

  private static let badOperand = Stop.invalid("a quantifier has nothing to repeat")
  private static let badEscape = Stop.invalid("an escape sequence is not known")
  private static let badRange = Stop.invalid("a range of characters is not one")
  private static let badGroup = Stop.invalid("the parentheses are not balanced")
  private static let badBracket = Stop.invalid("the brackets [] are not balanced")

  // MARK: Structure

  private mutating func whole() throws(Stop) -> Bool {
    if accept("***=") { return true }
    if !accept("***:"), has("***") { throw Self.badOperand }
    if has("(?"), text.indices.contains(next + 2), Self.isLetter(text[next + 2]) {
      next += 2
      while let option = current, Self.isLetter(option) {
        next += 1
        switch option {
        case "c", "i", "m", "n", "p", "s", "t", "w": break
        case "b", "e", "q", "x": throw .unsure
        default: throw .invalid("an embedded option is not known")
        }
      }
      guard accept(")") else { throw .invalid("an embedded option is not known") }
    }
    try alternatives(isLookaround: false)
    // A closing parenthesis that nothing opened.
    guard current == nil else { throw Self.badGroup }
    return true
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && scalar.properties.isAlphabetic
  }

  private mutating func alternatives(isLookaround: Bool) throws(Stop) {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw .unsure }
    while let scalar = current, scalar != ")" {
      if scalar == "|" { next += 1 } else { try atom(isLookaround: isLookaround) }
    }
  }

  /// One atom with its quantifier, or one constraint, which has none.
  private mutating func atom(isLookaround: Bool) throws(Stop) {
    guard let scalar = current else { return }
    next += 1
    switch scalar {
    case "*", "+", "?": throw Self.badOperand
    case "{" where current.map(Self.isDigit) == true: throw Self.badOperand
    case "^", "$": return
    case "(": if try !group(isLookaround: isLookaround) { return }
    case "[":
      if accept("[:<:]]") || accept("[:>:]]") { return }
      try bracket()
    case "\\": if try !escape(isLookaround: isLookaround) { return }
    default: break
    }
    try quantifier()
  }

  /// - Returns: Whether a quantifier may follow.
  private mutating func group(isLookaround: Bool) throws(Stop) -> Bool {
    // A comment is nothing: a quantifier behind it repeats what stands before it.
    if has("?#") { throw .unsure }
    let isConstraint = accept("?=") || accept("?!") || accept("?<=") || accept("?<!")
    var number: Int?
    if !isConstraint, !accept("?:") {
      guard current != "?" else { throw Self.badOperand }
      if !isLookaround {
        opened += 1
        number = opened
      }
    }
    try alternatives(isLookaround: isLookaround || isConstraint)
    guard accept(")") else { throw Self.badGroup }
    if let number { closed.insert(number) }
    return !isConstraint
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private mutating func quantifier() throws(Stop) {
    guard let scalar = current else { return }
    switch scalar {
    case "*", "+", "?": next += 1
    case "{":
      guard text.indices.contains(next + 1), Self.isDigit(text[next + 1]) else { return }
      next += 1
      try bound()
    default: return
    }
    _ = accept("?")
  }

  private mutating func bound() throws(Stop) {
    let least = try count()
    if accept(",") {
      if let scalar = current, Self.isDigit(scalar) {
        let most = try count()
        if least > most { throw Self.badCount }
      }
    }
    guard current != nil else { throw .invalid("the braces {} are not balanced") }
    guard accept("}") else { throw Self.badCount }
  }

  private static let badCount = Stop.invalid("a repetition count is not one from 0 to 255")

  private mutating func count() throws(Stop) -> Int {
    var number = 0
    while let scalar = current, Self.isDigit(scalar), number < 255 {
      number = number * 10 + Int(scalar.value - 48)
      next += 1
    }
    let isLonger = current.map(Self.isDigit) == true
    guard !isLonger, number <= 255 else { throw Self.badCount }
    return number
  }

  // MARK: Escapes

  /// - Returns: Whether a quantifier may follow.
  private mutating func escape(isLookaround: Bool) throws(Stop) -> Bool {
    guard let scalar = current else { throw Self.badEscape }
    switch scalar {
    case "A", "Z", "m", "M", "y", "Y":
      next += 1
      return false
    case "1"..."9":
      if try reference(isLookaround: isLookaround) { return true }
      _ = try character()
    default: _ = try character()
    }
    return true
  }

  /// `\1`; with more digits than there are groups it is a character's octal number.
  private mutating func reference(isLookaround: Bool) throws(Stop) -> Bool {
    var end = next
    var number = 0
    while text.indices.contains(end), Self.isDigit(text[end]), number < 100_000 {
      number = number * 10 + Int(text[end].value - 48)
      end += 1
    }
    guard end == next + 1 || number <= opened else { return false }
    next = end
    guard !isLookaround, closed.contains(number) else {
      throw .invalid("the group \(number) does not exist there")
    }
    return true
  }

  /// What an escape means, where it is one character; nil for a class of them.
  private mutating func character() throws(Stop) -> UInt32? {
    guard let scalar = current else { throw Self.badEscape }
    next += 1
    switch scalar {
    case "a": return 7
    case "b": return 8
    case "B": return 92
    case "e": return 27
    case "f": return 12
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "v": return 11
    case "d", "D", "s", "S", "w", "W": return nil
    case "c":
      guard let control = current else { throw Self.badEscape }
      next += 1
      return control.value & 0x1F
    case "u": return try number(16, 4...4)
    case "U": return try number(16, 8...8)
    case "x": return try number(16, 1...255)
    case "0"..."9":
      next -= 1
      return try number(8, 1...3)
    default:
      if Self.isLetter(scalar) { throw Self.badEscape }
      return scalar.value
    }
  }

  private mutating func number(_ base: Int, _ digits: ClosedRange<Int>) throws(Stop) -> UInt32 {
    var value: UInt64 = 0
    var count = 0
    while count < digits.upperBound, let scalar = current, scalar.isASCII,
      let digit = Character(scalar).hexDigitValue, digit < base
    {
      value = value * UInt64(base) + UInt64(digit)
      guard value <= 0x7FFF_FFFE else { throw count < 8 ? Self.badEscape : .unsure }
      count += 1
      next += 1
    }
    guard count >= digits.lowerBound else { throw Self.badEscape }
    return UInt32(value)
  }

  // MARK: Brackets

  private static let classes: Set<String> = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space",
    "upper", "word", "xdigit",
  ]

  /// What follows `[`.
  private mutating func bracket() throws(Stop) {
    _ = accept("^")
    var isFirst = true
    while true {
      guard let scalar = current else { throw Self.badBracket }
      if scalar == "]", !isFirst {
        next += 1
        return
      }
      let start = try element(isFirst: isFirst, isEnd: false)
      isFirst = false
      guard current == "-", text.indices.contains(next + 1), text[next + 1] != "]" else {
        // Behind a class, a minus that is not the last begins no range.
        if current == "-", !text.indices.contains(next + 1) { throw Self.badBracket }
        continue
      }
      guard let start else { throw Self.badRange }
      next += 1
      guard let end = try element(isFirst: false, isEnd: true), start <= end else {
        throw Self.badRange
      }
    }
  }

  /// One character of a bracket expression; nil for a class.
  private mutating func element(isFirst: Bool, isEnd: Bool) throws(Stop) -> UInt32? {
    guard let scalar = current else { throw Self.badBracket }
    next += 1
    switch scalar {
    case "\\":
      guard let letter = current else { throw Self.badEscape }
      if ["A", "Z", "m", "M", "y", "Y"].contains(letter) || ("1"..."9").contains(letter) {
        // A number of several digits may be an octal one.
        if Self.isDigit(letter), text.indices.contains(next + 1), Self.isDigit(text[next + 1]) {
          return try octal()
        }
        throw Self.badEscape
      }
      return try character()
    case "[":
      guard let mark = current else { throw Self.badBracket }
      guard [".", "=", ":"].contains(mark) else { return scalar.value }
      next += 1
      return try named(mark)
    case "-":
      // Only at either end, or as the end of a range, is it a character.
      guard isFirst || isEnd || current == "]" else { throw Self.badRange }
      return scalar.value
    default: return scalar.value
    }
  }

  private mutating func octal() throws(Stop) -> UInt32 {
    guard try !reference(isLookaround: false) else { throw Self.badEscape }
    return try number(8, 1...3)
  }

  /// `[:class:]`, `[.element.]` and `[=equivalence=]`.
  private mutating func named(_ mark: Unicode.Scalar) throws(Stop) -> UInt32? {
    var end = next
    while text.indices.contains(end + 1), text[end] != mark || text[end + 1] != "]" { end += 1 }
    guard text.indices.contains(end + 1) else { throw Self.badBracket }
    let name = String(String.UnicodeScalarView(text[next..<end]))
    next = end + 2
    if mark == ":" {
      guard Self.classes.contains(name) else { throw .invalid("no character class is \(name)") }
      return nil
    }
    guard let only = name.unicodeScalars.first, name.unicodeScalars.count == 1 else {
      if name.isEmpty { throw .invalid("a collating element has no name") }
      throw .unsure
    }
    return mark == "." ? only.value : nil
  }
}
