/// Whether something is allowed, and if not, why.
public enum Decision: Hashable, Sendable {
  /// It is.
  case allow
  /// It is not.
  case refuse(Reason)

  /// Why something is refused. Goes into the audit log; what the caller learns is another question.
  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// The role has no such permission, and nobody granted it.
    case notPermitted = "not-permitted"
    /// It was refused to this person.
    case refusedToPerson = "refused-to-person"
    /// The facility is not one of theirs.
    case otherFacility = "other-facility"
    /// The other person is not one whom they may act on.
    case otherPerson = "other-person"
    /// It would give or change a role that is not theirs to give.
    case roleAboveStaff = "role-above-staff"
  }

  /// Whether it is allowed.
  public var isAllowed: Bool { self == .allow }
}
