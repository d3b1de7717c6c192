extension Bool: PostgresCodable {
  /// `boolean`
  public static var postgresType: PostgresType { .bool }

  /// Reads a `boolean`.
  public init(decoding cell: Cell) throws(CellError) {
    guard cell.type == .bool else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
    self = try cell.withBytes { bytes throws(CellError) in
      guard bytes.count == 1 else { throw .malformed }
      return bytes[0] == (cell.format == .text ? UInt8(ascii: "t") : 1)
    }
  }

  /// Appends one byte.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    bytes.append(self ? 1 : 0)
  }
}

extension FixedWidthInteger {
  /// Reads any of the server's integer types whose value fits.
  init(integerIn cell: Cell) throws(CellError) {
    let value = try cell.withBytes { bytes throws(CellError) -> Int64 in
      switch (cell.type, cell.format) {
      case (.int2, .text), (.int4, .text), (.int8, .text), (.oid, .text):
        guard let value = Int64(String(decoding: bytes, as: UTF8.self)) else { throw .malformed }
        return value
      case (.int2, .binary): return Int64(try Int16(bigEndian: bytes))
      case (.int4, .binary): return Int64(try Int32(bigEndian: bytes))
      case (.int8, .binary): return try Int64(bigEndian: bytes)
      case (.oid, .binary): return Int64(try UInt32(bigEndian: bytes))
      default: throw .typeMismatch
      }
    }
    guard let exact = Self(exactly: value) else { throw .outOfRange }
    self = exact
  }

  /// Reads exactly this many bytes, the most significant first.
  init(bigEndian bytes: UnsafeRawBufferPointer) throws(CellError) {
    guard bytes.count == MemoryLayout<Self>.size else { throw .malformed }
    self = Self(bigEndian: bytes.loadUnaligned(as: Self.self))
  }

  /// Appends the bytes, the most significant first.
  func append(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: bigEndian) { bytes.append(contentsOf: $0) }
  }
}

extension Int16: PostgresCodable {
  /// `smallint`
  public static var postgresType: PostgresType { .int2 }
  /// Reads an integer that fits.
  public init(decoding cell: Cell) throws(CellError) { try self.init(integerIn: cell) }
  /// Appends two bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) { append(to: &bytes) }
}

extension Int32: PostgresCodable {
  /// `integer`
  public static var postgresType: PostgresType { .int4 }
  /// Reads an integer that fits.
  public init(decoding cell: Cell) throws(CellError) { try self.init(integerIn: cell) }
  /// Appends four bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) { append(to: &bytes) }
}

extension Int64: PostgresCodable {
  /// `bigint`
  public static var postgresType: PostgresType { .int8 }
  /// Reads an integer.
  public init(decoding cell: Cell) throws(CellError) { try self.init(integerIn: cell) }
  /// Appends eight bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) { append(to: &bytes) }
}

extension Int: PostgresCodable {
  /// `bigint`
  public static var postgresType: PostgresType { .int8 }
  /// Reads an integer that fits.
  public init(decoding cell: Cell) throws(CellError) { try self.init(integerIn: cell) }
  /// Appends eight bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    Int64(self).append(to: &bytes)
  }
}

extension UInt32: PostgresCodable {
  /// `oid`
  public static var postgresType: PostgresType { .oid }
  /// Reads an integer that fits.
  public init(decoding cell: Cell) throws(CellError) { try self.init(integerIn: cell) }
  /// Appends four bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) { append(to: &bytes) }
}

extension Double: PostgresCodable {
  /// `double precision`
  public static var postgresType: PostgresType { .float8 }

  /// Reads a `double precision` or `real`, NaN and the infinities included.
  public init(decoding cell: Cell) throws(CellError) {
    self = try cell.withBytes { bytes throws(CellError) -> Double in
      switch (cell.type, cell.format) {
      case (.float8, .text):
        guard let value = Double(String(decoding: bytes, as: UTF8.self)) else { throw .malformed }
        return value
      case (.float4, .text):
        // Through Float, so that both formats read as the same number.
        guard let value = Float(String(decoding: bytes, as: UTF8.self)) else { throw .malformed }
        return Double(value)
      case (.float8, .binary): return Double(bitPattern: try UInt64(bigEndian: bytes))
      case (.float4, .binary): return Double(Float(bitPattern: try UInt32(bigEndian: bytes)))
      default: throw .typeMismatch
      }
    }
  }

  /// Appends eight bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    bitPattern.append(to: &bytes)
  }
}
