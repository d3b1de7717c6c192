#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension UUID: PostgresCodable {
  /// `uuid`
  public static var postgresType: PostgresType { .uuid }

  /// Reads a `uuid`.
  public init(decoding cell: Cell) throws(CellError) {
    guard cell.type == .uuid else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
    self = try cell.withBytes { bytes throws(CellError) -> UUID in
      guard cell.format == .binary else {
        guard let value = UUID(uuidString: String(decoding: bytes, as: UTF8.self)) else {
          throw .malformed
        }
        return value
      }
      guard bytes.count == 16 else { throw .malformed }
      return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
  }

  /// Appends sixteen bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
  }
}
