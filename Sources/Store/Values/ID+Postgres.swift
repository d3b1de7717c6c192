public import Access
internal import FoundationEssentials
public import Postgres

extension ID: PostgresCodable {
  /// `uuid`
  public static var postgresType: PostgresType { .uuid }

  /// Reads a `uuid`.
  public init(decoding cell: Cell) throws(CellError) {
    self.init(try UUID(decoding: cell))
  }

  /// Appends sixteen bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    try uuid.encode(into: &bytes)
  }
}

extension Role: PostgresCodable {}
