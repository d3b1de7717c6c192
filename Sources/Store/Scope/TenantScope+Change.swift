internal import FoundationEssentials
internal import Postgres

extension TenantScope {
  /// The row that a change answered with.
  ///
  /// - Throws: `StoreError.notFound` where nothing was there, `StoreError.changed` where it was in
  ///   another state than the expected one.
  static func changed(_ rows: Rows) throws -> Row {
    let row = try rows.only()
    guard try row.decode("wasSeen", as: Bool.self) else { throw StoreError.notFound }
    guard try row.decode("id", as: UUID?.self) != nil else { throw StoreError.changed }
    return row
  }
}
