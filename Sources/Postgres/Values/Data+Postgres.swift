#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension Data: PostgresCodable {
  /// `bytea`
  public static var postgresType: PostgresType { .bytea }

  /// Reads a `bytea`, in text format as either of the server's output forms.
  public init(decoding cell: Cell) throws(CellError) {
    guard cell.type == .bytea else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
    self = try cell.withBytes { bytes throws(CellError) -> Data in
      cell.format == .binary ? Data(bytes) : Data(try bytesOfText(bytes))
    }
  }

  /// Appends the bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    bytes.append(contentsOf: self)
  }
}

private func bytesOfText(_ text: UnsafeRawBufferPointer) throws(CellError) -> [UInt8] {
  text.starts(with: #"\x"#.utf8) ? try bytesOfHex(text) : try bytesOfEscapes(text)
}

/// The bytes of `\x…` (`bytea_output = hex`, the default since PostgreSQL 9.0).
private func bytesOfHex(_ text: UnsafeRawBufferPointer) throws(CellError) -> [UInt8] {
  guard text.count % 2 == 0 else { throw .malformed }
  func nibble(_ digit: UInt8) throws(CellError) -> UInt8 {
    switch digit {
    case 0x30...0x39: return digit - 0x30
    case 0x61...0x66: return digit - 0x61 + 10
    case 0x41...0x46: return digit - 0x41 + 10
    default: throw .malformed
    }
  }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count / 2 - 1)
  var index = 2
  while index < text.count {
    bytes.append(try nibble(text[index]) << 4 | nibble(text[index + 1]))
    index += 2
  }
  return bytes
}

/// The bytes of `bytea_output = escape`: `\\` for a backslash, three octal digits for what is not
/// printable ASCII.
private func bytesOfEscapes(_ text: UnsafeRawBufferPointer) throws(CellError) -> [UInt8] {
  let backslash = UInt8(ascii: "\\")
  var bytes: [UInt8] = []
  var index = 0
  while index < text.count {
    if text[index] != backslash {
      bytes.append(text[index])
      index += 1
    } else if index + 1 < text.count, text[index + 1] == backslash {
      bytes.append(backslash)
      index += 2
    } else {
      guard index + 3 < text.count,
        let byte = UInt8(String(decoding: text[index + 1...index + 3], as: UTF8.self), radix: 8)
      else { throw .malformed }
      bytes.append(byte)
      index += 4
    }
  }
  return bytes
}
