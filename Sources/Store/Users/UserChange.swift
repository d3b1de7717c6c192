public import Access

/// What is to become of a person's record.
public struct UserChange: Hashable, Sendable {
  /// 1 to 50 characters of any script.
  public var firstName = Change<String>.keep
  /// 1 to 50 characters of any script.
  public var lastName = Change<String>.keep
  /// 1 to 100 characters, of nobody else in the organisation.
  public var username = Change<String>.keep
  /// An address of e-mail, or none.
  public var email = Change<String?>.keep
  /// Up to 255 characters, or none.
  public var company = Change<String?>.keep
  /// E.164, or none.
  public var phone = Change<String?>.keep
  /// What they are; an OWNER's to change.
  public var role = Change<Role>.keep
  /// What is granted to them beside it; an OWNER's to change.
  public var granted = Change<Set<Permission>>.keep
  /// What is refused to them although their role may; an OWNER's to change.
  public var refused = Change<Set<Permission>>.keep
  /// 0 to 10.
  public var onboardingStep = Change<Int32>.keep
  /// When they had set up everything, or not yet.
  public var onboardingCompletedAt = Change<Moment?>.keep
  /// ACTIVE, INACTIVE, SUSPENDED or PENDING.
  public var status = Change<String>.keep

  /// Changes nothing yet.
  public init() {}

  /// Whether it is about what the person may do.
  var touchesRights: Bool { role.isSet || granted.isSet || refused.isSet }
}
