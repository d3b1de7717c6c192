/// Reads the tokens of one statement from left to right, with one token in view.
struct StatementReader {
  private let bytes: [UInt8]
  private var scanner: SQLScanner
  private(set) var token: SQLToken?

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    scanner = SQLScanner(bytes, in: range)
    advance()
  }

  var isAtEnd: Bool { token == nil }

  /// The word in view, if the engine knows it.
  var keyword: Keyword? {
    guard let token, token.kind == .word else { return nil }
    return Keyword(bytes[token.range])
  }

  /// The word in view that is no quoted name, in lower case, whether the engine knows it or not.
  var peekedWord: String? {
    guard let token, token.kind == .word else { return nil }
    return text(token)
  }

  /// Moves on. The splitter has scanned the statement before, so that an error here is the end.
  mutating func advance() { token = try? scanner.nextSignificant() }

  /// Takes the words if they come next in this order; else moves nothing.
  mutating func take(_ words: Keyword...) -> Bool {
    let before = self
    for word in words {
      guard keyword == word else {
        self = before
        return false
      }
      advance()
    }
    return true
  }

  mutating func take(_ punctuation: Unicode.Scalar) -> Bool {
    guard let token, token.is(UInt8(ascii: punctuation), in: bytes) else { return false }
    advance()
    return true
  }

  /// Takes an identifier, with its UESCAPE clause where it has one.
  mutating func identifier() -> String? {
    guard let name = token else { return nil }
    advance()
    let escape = name.kind == .unicodeIdentifier ? unicodeEscape() : .backslash
    return Literal.identifier(name, in: bytes, escape: escape)
  }

  /// Takes a string constant of any notation.
  mutating func string() -> String? {
    guard let constant = token else { return nil }
    advance()
    let escape = constant.kind == .unicodeString ? unicodeEscape() : .backslash
    return Literal.string(constant, in: bytes, escape: escape)
  }

  private mutating func unicodeEscape() -> UInt8 {
    guard take(.uescape), let text = string(), let escape = text.utf8.first else {
      return .backslash
    }
    return escape
  }

  /// Takes `name`, `schema.name` or `database.schema.name`.
  mutating func qualifiedName() -> QualifiedName? {
    guard var name = identifier() else { return nil }
    var schema: String?
    while take(".") {
      guard let part = identifier() else { return nil }
      (schema, name) = (name, part)
    }
    return QualifiedName(schema: schema, name: name)
  }

  /// Takes `name, name, …`.
  mutating func qualifiedNames() -> [QualifiedName]? {
    var names: [QualifiedName] = []
    repeat {
      guard let name = qualifiedName() else { return nil }
      names.append(name)
    } while take(",")
    return names
  }

  /// Takes `( name [=] [value], … )` if it comes next: the options by name, in lower case; the value
  /// is empty where there is none.
  mutating func options() -> [String: String] {
    var options: [String: String] = [:]
    guard take("(") else { return options }
    while let name = token, !take(")") {
      advance()
      _ = take("=")
      var value = ""
      while let token, !token.is(UInt8(ascii: ","), in: bytes),
        !token.is(UInt8(ascii: ")"), in: bytes)
      {
        value += Literal.string(token, in: bytes) ?? text(token)
        advance()
      }
      _ = take(",")
      options[text(name)] = value.lowercased()
    }
    return options
  }

  private func text(_ token: SQLToken) -> String {
    String(decoding: bytes[token.range].lazy.map(\.asciiLowercased), as: UTF8.self)
  }
}

extension [String: String] {
  /// Whether a boolean option is on, as the server reads it: a bare name is `true`.
  func isOn(_ option: String, default: Bool) -> Bool {
    guard let value = self[option] else { return `default` }
    return !["false", "off", "0"].contains(value)
  }
}
