/// A value of a column as a test writes it: `"text"`, `3`, `nil`, `[:]` and `[]` for `jsonb`.
enum Value: Sendable, Hashable {
  case null
  case text(String)
  case number(Int)
  case list([Value])
  case object([String: Value])
}

extension Value: Encodable {
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .list(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByStringInterpolation,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(nilLiteral: ()) { self = .null }
  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .number(number) }
  init(arrayLiteral values: Value...) { self = .list(values) }
  init(dictionaryLiteral members: (String, Value)...) {
    self = .object(Dictionary(members) { _, last in last })
  }
}

extension Value {
  /// A text of one character again and again.
  static func length(_ count: Int, of character: Character = "x") -> Value {
    .text(String(repeating: character, count: count))
  }
}

extension Value: CustomStringConvertible {
  /// As it is written in a test, with the code points of what cannot be seen.
  var description: String {
    switch self {
    case .null: "nil"
    case .text(let text): "\"" + text.unicodeScalars.map(\.visible).joined() + "\""
    case .number(let number): "\(number)"
    case .list(let values): "\(values)"
    case .object(let members): "\(members)"
    }
  }
}

extension Unicode.Scalar {
  fileprivate var visible: String {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: escaped(asASCII: true)
    case .spaceSeparator where self != " ": escaped(asASCII: true)
    default: String(self)
    }
  }
}
