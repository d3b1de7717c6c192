public import Postgres

/// Which state of a row this is: its `updated_at`, which grows with every change of the row.
public struct Version: Hashable, Sendable {
  /// When the row got into this state.
  public let updatedAt: Moment

  /// Takes a version that a caller has seen.
  public init(updatedAt: Moment) {
    self.updatedAt = updatedAt
  }
}

extension Version: PostgresEncodable {
  /// `timestamptz`
  public static var postgresType: PostgresType { .timestamptz }

  /// Appends eight bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    try updatedAt.encode(into: &bytes)
  }
}
