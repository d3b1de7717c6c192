public import Access

/// Why the store did not do what was asked; each case is an answer to the caller.
public enum StoreError: Error, Hashable, Sendable {
  /// The session has ended, was revoked, or its person or organisation is not active.
  case sessionInvalid
  /// The person may not.
  case refused(Decision.Reason)
  /// There is no such thing, or it is not the person's to know of.
  case notFound
  /// A value breaks a rule; names the constraint.
  case invalid(constraint: String)
  /// Something else stands in the way, such as another row of the same name; names the constraint.
  case conflict(constraint: String)
  /// The thing was changed since the version that the caller has seen.
  case changed
  /// The cursor is not one that this person was given for this query.
  case invalidCursor
  /// The idempotency key was used for another request.
  case keyReused
  /// The first request with the idempotency key is still under way.
  case keyInUse
  /// The database cannot be had now; a later try may succeed.
  case unavailable
  /// The statement took longer than it may.
  case timedOut
  /// The caller has gone.
  case cancelled
  /// What was done cannot be recorded in the audit log, so it was not done. Holds no values.
  case auditUnwritable(String)
  /// The database refused in a way that nothing here foresees. Holds no values.
  case unexpected(String)
}
