/// A JSON text as it was written (RFC 8259): members keep their order, numbers their digits.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As it was written: what it means depends on where it stands.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// No two members have the same name.
  case object([Member])

  struct Member: Hashable, Sendable {
    var name: String
    var value: JSONValue
  }

  /// The value of a number that has no fraction, however it is written: to JSON Schema `7.0` and `70e-1`
  /// are integers as `7` is.
  var wholeNumber: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits) ?? Double(digits).flatMap(Int.init(exactly:))
  }

  /// The kind's name in JSON Schema.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
