/// A Swift type that a value of the server can be read into.
public protocol PostgresDecodable {
  /// Reads a value, NULL included.
  init(decoding cell: Cell) throws(CellError)
}

/// A Swift type that can be bound as a parameter.
public protocol PostgresEncodable: Sendable {
  /// The type that the parameter is declared with; `.inferred` behaves as a quoted literal does.
  static var postgresType: PostgresType { get }
  /// The type of an array's elements of this type; the same as `postgresType` unless that is
  /// inferred.
  static var postgresElementType: PostgresType { get }
  /// The format in which `encode` writes a single value. Elements of arrays are always binary.
  static var postgresFormat: ValueFormat { get }
  /// Whether the value is NULL. `encode` is not called then.
  var isPostgresNull: Bool { get }
  /// Appends the value's bytes.
  func encode(into bytes: inout [UInt8]) throws(ParameterError)
}

/// Why a Swift value cannot be sent. Never holds the value.
public enum ParameterError: Error, Hashable, Sendable {
  /// PostgreSQL's text types cannot hold the character U+0000.
  case containsNull
  /// The value is outside the server type's range.
  case outOfRange
}

/// A type that is read and bound alike.
public typealias PostgresCodable = PostgresDecodable & PostgresEncodable

extension PostgresEncodable {
  /// The single value's type.
  public static var postgresElementType: PostgresType { postgresType }
  /// Binary.
  public static var postgresFormat: ValueFormat { .binary }
  /// Only an optional is ever NULL.
  public var isPostgresNull: Bool { false }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
  /// Reads NULL as `nil`.
  public init(decoding cell: Cell) throws(CellError) {
    self = cell.isNull ? nil : .some(try Wrapped(decoding: cell))
  }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
  /// The wrapped type's.
  public static var postgresType: PostgresType { Wrapped.postgresType }
  /// The wrapped type's.
  public static var postgresElementType: PostgresType { Wrapped.postgresElementType }
  /// The wrapped type's.
  public static var postgresFormat: ValueFormat { Wrapped.postgresFormat }
  /// Whether there is no value.
  public var isPostgresNull: Bool { self == nil }

  /// Appends the wrapped value's bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    if let value = self { try value.encode(into: &bytes) }
  }
}

// An enumeration of raw values needs no more than to declare the conformance.
extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
  /// Reads the raw value; one that no case has is out of range.
  public init(decoding cell: Cell) throws(CellError) {
    guard let value = Self(rawValue: try RawValue(decoding: cell)) else { throw .outOfRange }
    self = value
  }
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
  /// The raw value's type.
  public static var postgresType: PostgresType { RawValue.postgresType }
  /// The raw value's.
  public static var postgresElementType: PostgresType { RawValue.postgresElementType }
  /// The raw value's.
  public static var postgresFormat: ValueFormat { RawValue.postgresFormat }

  /// Appends the raw value's bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    try rawValue.encode(into: &bytes)
  }
}
