/// Texts that match a regular expression of PostgreSQL's, for the part of them that CHECKs use: classes,
/// groups, alternatives and bounds. What it does not understand makes texts that do not match, and
/// the server finds that out.
struct PatternSample {
  private let pattern: [Character]
  private var place = 0
  private var generator: SeededGenerator

  private init(_ pattern: String, _ generator: SeededGenerator) {
    self.pattern = Array(pattern)
    self.generator = generator
  }

  /// One text, chosen by the generator.
  static func text(of pattern: String, using generator: inout SeededGenerator) -> String {
    var sample = PatternSample(pattern, generator)
    let text = sample.alternatives()
    generator = sample.generator
    return text
  }

  private var next: Character? { place < pattern.count ? pattern[place] : nil }

  private mutating func take() -> Character? {
    guard let next else { return nil }
    place += 1
    return next
  }

  private mutating func alternatives() -> String {
    var texts = [sequence()]
    while next == "|" {
      place += 1
      texts.append(sequence())
    }
    return texts.randomElement(using: &generator) ?? ""
  }

  private mutating func sequence() -> String {
    var text = ""
    while let next, next != "|", next != ")" {
      let start = place
      var copies = [atom()]
      let (least, most) = bounds()
      let count = Int.random(in: least...max(least, most), using: &generator)
      let end = place
      while copies.count < count {
        place = start
        copies.append(atom())
      }
      place = end
      text += copies.prefix(count).joined()
    }
    return text
  }

  private mutating func atom() -> String {
    switch take() {
    case "^", "$": return ""
    case ".": return "x"
    case "(":
      // `(?:…)` groups; `(?=…)` and its like cannot be made.
      if next == "?" {
        place += 1
        _ = take()
      }
      let text = alternatives()
      if next == ")" { place += 1 }
      return text
    case "[": return bracket()
    case "\\": return escape(take() ?? "\\")
    case let character?: return String(character)
    case nil: return ""
    }
  }

  private mutating func escape(_ character: Character) -> String {
    switch character {
    case "d": String("0123456789".randomElement(using: &generator) ?? "0")
    case "w": String("abcxyz019".randomElement(using: &generator) ?? "a")
    case "s": " "
    case "A", "Z", "m", "M", "y": ""
    case "S", "D", "W": "-"
    default: String(character)
    }
  }

  private mutating func bracket() -> String {
    var isNegated = false
    if next == "^" {
      isNegated = true
      place += 1
    }
    var members: [Character] = []
    var isFirst = true
    while let character = take(), isFirst || character != "]" {
      isFirst = false
      if character == "[", next == ":" {
        members += named()
      } else if character == "\\", let escaped = take() {
        members += Array(escape(escaped))
      } else if next == "-", place + 1 < pattern.count, pattern[place + 1] != "]" {
        place += 1
        let end = take() ?? character
        members += Self.range(character, end)
      } else {
        members.append(character)
      }
    }
    guard isNegated else {
      return members.randomElement(using: &generator).map { String($0) } ?? ""
    }
    return "xyzabc019 -_".first { !members.contains($0) }.map { String($0) } ?? ""
  }

  /// `[:alpha:]` and its like, whose first `[` has been read.
  private mutating func named() -> [Character] {
    place += 1
    var name = ""
    while let character = take(), character != ":" { name.append(character) }
    if next == "]" { place += 1 }
    return switch name {
    case "digit": Array("0123456789")
    case "upper": Array("ABCXYZ")
    case "space", "blank": [" "]
    case "punct": ["-", "."]
    case "alnum": Array("abcxyz019")
    default: Array("abcxyz")
    }
  }

  private static func range(_ first: Character, _ last: Character) -> [Character] {
    guard let low = first.unicodeScalars.first?.value, let high = last.unicodeScalars.first?.value,
      low <= high, high - low < 256
    else { return [first] }
    return (low...high).compactMap { UnicodeScalar($0).map { Character($0) } }
  }

  /// How often the atom before is repeated.
  private mutating func bounds() -> (Int, Int) {
    let found: (Int, Int)
    switch next {
    case "*": found = (0, 4)
    case "+": found = (1, 5)
    case "?": found = (0, 1)
    case "{":
      guard let end = pattern[place...].firstIndex(of: "}") else { return (1, 1) }
      let parts = pattern[(place + 1)..<end].split(separator: ",", omittingEmptySubsequences: false)
      guard let least = parts.first.flatMap({ Int(String($0)) }) else { return (1, 1) }
      place = end
      found = parts.count == 1 ? (least, least) : (least, Int(String(parts[1])) ?? least + 4)
    default: return (1, 1)
    }
    place += 1
    if next == "?" { place += 1 }
    return (min(found.0, 2000), min(found.1, 2000))
  }
}
