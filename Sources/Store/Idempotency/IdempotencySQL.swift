internal import Access
internal import Postgres

/// What a request makes once, however often it is sent.
enum IdempotencySQL {
  /// A query of one row, for a `WITH` list: `outcome` is NEW where the thing is to be made, with the
  /// `"thingId"` given. It is REPLAY where the same request has made `"thingId"` at `"claimedAt"`, and
  /// MISMATCH where the key is another request's.
  static func claim<Entity>(_ key: IdempotencyKey?, for id: ID<Entity>) -> SQL {
    guard let key else {
      return "SELECT 'NEW' AS outcome, \(id) AS \"thingId\", now() AS \"claimedAt\""
    }
    return """
      SELECT outcome, "thingId", "claimedAt"
      FROM heartly.claim_idempotency_key(\(key.text), \(key.digest), \(id))
      """
  }

  static let outcome: SQL = """
    CASE (SELECT outcome FROM claim) WHEN 'MISMATCH' THEN 'FAILURE' ELSE 'SUCCESS' END
    """
  static let thing: SQL = "(SELECT \"thingId\" FROM claim)"
  static let details: SQL = "jsonb_build_object('claim', (SELECT outcome FROM claim))"

  /// Deletes what has expired, of everybody.
  static func expire() -> SQL { "SELECT heartly.expire_idempotency_keys()" }

  /// Raised by the database where the first request with the key is still under way.
  static let keyInUse = SQLState("IK001")
}
