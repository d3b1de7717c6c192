#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A `jsonb` or `json` value as its text, for callers who parse it themselves or not at all.
public struct JSON: PostgresCodable, Hashable {
  /// The JSON text (RFC 8259).
  public var text: String

  /// Makes a value of its text; the server refuses what is not JSON.
  public init(text: String) {
    self.text = text
  }

  /// `jsonb`
  public static var postgresType: PostgresType { .jsonb }

  /// Reads a `jsonb` or `json`.
  public init(decoding cell: Cell) throws(CellError) {
    guard cell.type == .jsonb || cell.type == .json else {
      throw cell.isNull ? .unexpectedNull : .typeMismatch
    }
    text = try String(decoding: cell)
  }

  /// Appends the format's version and the text.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    bytes.append(1)
    try text.encode(into: &bytes)
  }
}

extension JSON {
  /// Makes a value of anything that encodes to JSON.
  public init(encoding value: some Encodable, with encoder: JSONEncoder = JSONEncoder()) throws {
    text = String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Reads the value as a type that decodes from JSON.
  public func decode<Value: Decodable>(
    as type: Value.Type = Value.self,
    with decoder: JSONDecoder = JSONDecoder()
  ) throws -> Value {
    try decoder.decode(type, from: Data(text.utf8))
  }
}
