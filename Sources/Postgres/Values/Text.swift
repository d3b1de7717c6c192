extension String: PostgresCodable {
  /// No type: the server takes the parameter as it takes a quoted literal, so that a `String` fits
  /// a `uuid`, `inet` or `interval` as well as a `text`.
  public static var postgresType: PostgresType { .inferred }
  /// `text`
  public static var postgresElementType: PostgresType { .text }
  /// Text.
  public static var postgresFormat: ValueFormat { .text }

  /// Reads any type in text format; in binary format the types whose binary form is their text.
  public init(decoding cell: Cell) throws(CellError) {
    self = try cell.withBytes { bytes throws(CellError) -> String in
      guard cell.format == .binary else { return String(decoding: bytes, as: UTF8.self) }
      switch cell.type {
      case .text, .varchar, .bpchar, .name, .json: return String(decoding: bytes, as: UTF8.self)
      case .jsonb where bytes.first == 1:
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
      default: throw .typeMismatch
      }
    }
  }

  /// Appends the text in UTF-8.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    guard !containsNull else { throw .containsNull }
    bytes.append(contentsOf: utf8)
  }
}
