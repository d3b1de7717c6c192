internal import Access
internal import Postgres

/// How a transaction learns who acts in it.
enum ContextSQL {
  /// Opens the context and tells who it is.
  static func begin(_ credential: Credential, _ origin: Origin) -> SQL {
    """
    SELECT "userId", "sessionId", role, permissions, "facilityIds", state
    FROM heartly.begin_expected_request(\(credential.tenant), \(credential.token),
      \(origin.request), \(origin.address)::text::inet, NULL)
    """
  }

  /// Opens the context if the person still is as described; raises `principalChanged` otherwise.
  static func begin(_ credential: Credential, _ origin: Origin, as state: String) -> SQL {
    """
    SELECT FROM heartly.begin_expected_request(\(credential.tenant), \(credential.token),
      \(origin.request), \(origin.address)::text::inet, \(state))
    """
  }

  /// Raised by the database where the expected person is another now.
  static let principalChanged = SQLState("PC001")
}
