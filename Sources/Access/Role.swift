/// What a person is in their organisation.
public enum Role: String, CaseIterable, Hashable, Sendable {
  /// Answers for the organisation, and may do everything in it.
  case owner = "OWNER"
  /// Runs the facilities that they are assigned to.
  case admin = "ADMIN"
  /// Cares for the clients of the facilities that they are assigned to.
  case staff = "STAFF"
}
