/// What is to become of a house's record.
public struct FacilityChange: Hashable, Sendable {
  /// 3 to 100 characters, of no other facility of the organisation.
  public var name = Change<String>.keep
  /// 5 to 200 characters.
  public var address = Change<String>.keep
  /// 2 to 100 characters.
  public var city = Change<String>.keep
  /// Two capital letters.
  public var state = Change<String>.keep
  /// Five digits, or five and four.
  public var zip = Change<String>.keep
  /// E.164, or none.
  public var phone = Change<String?>.keep
  /// An address of e-mail, or none.
  public var email = Change<String?>.keep
  /// How many clients it is meant for.
  public var projectedClientCount = Change<Int32>.keep
  /// How many rooms it has, or nobody says.
  public var roomCount = Change<Int32?>.keep
  /// ACTIVE, INACTIVE or MAINTENANCE.
  public var status = Change<String>.keep

  /// Changes nothing yet.
  public init() {}
}
