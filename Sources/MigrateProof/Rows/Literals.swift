/// The literals of an expression as the server writes it, in their order.
///
/// What PostgreSQL deparses is regular: strings stand in single quotes that are doubled inside, names in
/// double quotes. Nothing here is run; what is read only becomes a proposal for a value.
struct Literals {
  /// The strings, without what is a pattern.
  private(set) var strings: [String] = []
  /// The numbers, as they are written.
  private(set) var numbers: [String] = []
  /// The regular expressions, which stand behind `~` or `~*`.
  private(set) var patterns: [String] = []
  /// The patterns of LIKE, which stand behind `~~` or `~~*`.
  private(set) var likes: [String] = []

  init(of expression: String) {
    var rest = Substring(expression)
    // The operator that was read last, if nothing but blanks and parentheses came since.
    var sign = ""
    while let first = rest.first {
      switch first {
      case "'":
        let text = Self.quoted(&rest, by: "'")
        switch sign {
        case "~", "~*": patterns.append(text)
        case "~~", "~~*": likes.append(text)
        case "!~", "!~*", "!~~", "!~~*": break
        default: strings.append(text)
        }
        sign = ""
      case "\"":
        _ = Self.quoted(&rest, by: "\"")
        sign = ""
      case _ where first.isASCII && first.isNumber:
        numbers.append(Self.taken(&rest) { $0.isNumber || $0 == "." })
        sign = ""
      case _ where first.isLetter || first == "_":
        let word = Self.taken(&rest) { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
        // `E'…'` has backslashes of its own; the server writes it only where it must.
        if word == "E", rest.first == "'" {
          strings.append(Self.quoted(&rest, by: "'").replacing(#"\\"#, with: #"\"#))
        }
        sign = ""
      case _ where "~!*<>=@#%^&|+-/".contains(first):
        sign = Self.taken(&rest) { "~!*<>=@#%^&|+-/".contains($0) }
      case " ", "(": rest.removeFirst()
      default:
        rest.removeFirst()
        sign = ""
      }
    }
  }

  private static func quoted(_ rest: inout Substring, by quote: Character) -> String {
    rest.removeFirst()
    var text = ""
    while let character = rest.popFirst() {
      guard character == quote else {
        text.append(character)
        continue
      }
      guard rest.first == quote else { return text }
      rest.removeFirst()
      text.append(quote)
    }
    return text
  }

  private static func taken(_ rest: inout Substring, while matches: (Character) -> Bool) -> String {
    let prefix = rest.prefix(while: matches)
    rest.removeFirst(prefix.count)
    return String(prefix)
  }
}
