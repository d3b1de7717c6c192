public import Postgres

/// What did not come to pass in time.
public struct NotInTime: Error, CustomStringConvertible {
  /// What was waited for, and how long.
  public let description: String
}

/// Asks again and again until the answer is yes.
///
/// The limit only ends a wait for what will never come: a busy machine may take long for anything.
///
/// - Throws: ``NotInTime`` after the limit.
public func wait(
  for event: String,
  within limit: Duration = .seconds(60),
  _ isTrue: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !isTrue() {
    guard ContinuousClock.now < deadline else {
      throw NotInTime(description: "\(event): not within \(limit)")
    }
    try await Task.sleep(for: .milliseconds(5))
  }
}

extension Connection {
  /// The one value of the one row.
  public func value<Value: PostgresDecodable>(_ sql: SQL, as type: Value.Type) async throws -> Value
  {
    try await query(sql).only().decode(0, as: type)
  }

  /// The first column of all rows.
  public func column(_ sql: SQL) async throws -> [String] {
    try await query(sql).map { try $0.decode(0) }
  }
}
