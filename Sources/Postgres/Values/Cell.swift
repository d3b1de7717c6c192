/// One value of a result, as the server sent it.
///
/// `@unchecked Sendable`: the bytes are never written after the result has arrived, and `owner`
/// keeps them alive for as long as the cell.
public struct Cell: @unchecked Sendable {
  private let owner: AnyObject
  private let base: UnsafeRawPointer?
  private let count: Int
  /// The type that the server declared for the column.
  public let type: PostgresType
  /// The format of `withBytes`.
  public let format: ValueFormat

  /// Makes a cell over memory that `owner` keeps alive and unchanged; no base means NULL.
  init(
    owner: AnyObject,
    base: UnsafeRawPointer?,
    count: Int,
    type: PostgresType,
    format: ValueFormat
  ) {
    self.owner = owner
    self.base = base
    self.count = count
    self.type = type
    self.format = format
  }

  /// Whether the value is NULL.
  public var isNull: Bool { base == nil }

  /// Gives access to the value's bytes for the length of the call.
  ///
  /// - Throws: `CellError.unexpectedNull` for NULL, and whatever the body throws.
  public func withBytes<Value>(
    _ body: (UnsafeRawBufferPointer) throws(CellError) -> Value
  ) throws(CellError) -> Value {
    guard let base else { throw .unexpectedNull }
    defer { withExtendedLifetime(owner) {} }
    return try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// The cell of an element that stands inside this one's bytes.
  func element(at offset: Int, count: Int, type: PostgresType) -> Cell {
    Cell(owner: owner, base: base.map { $0 + offset }, count: count, type: type, format: format)
  }
}

/// Why a value could not be turned into a Swift type. Never holds the value.
public enum CellError: Error, Hashable, Sendable {
  /// The value is NULL and the Swift type is not optional.
  case unexpectedNull
  /// The server's type and the Swift type do not fit.
  case typeMismatch
  /// The value fits the type but not the Swift type's range, such as an `infinity` date.
  case outOfRange
  /// The bytes are not what the type's format prescribes.
  case malformed
}

extension CellError: CustomStringConvertible {
  /// The reason as a clause, such as "the value is NULL".
  public var description: String {
    switch self {
    case .unexpectedNull: "the value is NULL"
    case .typeMismatch: "the types do not fit"
    case .outOfRange: "the value is out of its range"
    case .malformed: "the bytes are not of the type's format"
    }
  }
}

/// Memory for values that had to be unescaped.
/// `@unchecked Sendable`: the memory is written in `init` only.
final class OwnedBytes: @unchecked Sendable {
  private let buffer: UnsafeRawBufferPointer

  init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
    copy.copyBytes(from: bytes)
    buffer = UnsafeRawBufferPointer(copy)
  }

  deinit { buffer.deallocate() }

  func cell(count: Int, type: PostgresType, format: ValueFormat) -> Cell {
    Cell(owner: self, base: buffer.baseAddress, count: count, type: type, format: format)
  }
}
