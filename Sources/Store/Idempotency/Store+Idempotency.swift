internal import Postgres

extension Store {
  /// Deletes the idempotency keys that are older than a day; to be called now and then.
  ///
  /// - Returns: How many there were.
  @discardableResult
  public func expireIdempotencyKeys() async throws -> Int {
    do {
      return try await pool.withConnection { connection in
        Int(try await connection.query(IdempotencySQL.expire()).only().decode(0, as: Int64.self))
      }
    } catch let error as PostgresError {
      throw StoreError(error)
    }
  }
}

extension TenantScope {
  /// The row that a statement answers which makes something once.
  ///
  /// - Throws: `StoreError.keyReused`
  static func made(_ rows: Rows) throws -> Row {
    let row = try rows.only()
    guard try row.decode("claim", as: String.self) != "MISMATCH" else { throw StoreError.keyReused }
    return row
  }
}
