/// What is to become of a resident's record. Where they live is changed by a move.
public struct ClientChange: Hashable, Sendable {
  /// 1 to 50 characters of any script.
  public var firstName = Change<String>.keep
  /// 1 to 50 characters of any script.
  public var lastName = Change<String>.keep
  /// From 1900-01-01 to the day the record was made.
  public var birthDate = Change<Day>.keep
  /// Six to twenty of A-Z and 0-9.
  public var uci = Change<String>.keep
  /// ACTIVE, INACTIVE, DISCHARGED or ON_HOLD.
  public var status = Change<String>.keep
  /// E.164, or none.
  public var phone = Change<String?>.keep
  /// An address of e-mail, or none.
  public var email = Change<String?>.keep
  /// Where the photograph is kept, or nowhere.
  public var photo = Change<String?>.keep

  /// Changes nothing yet.
  public init() {}
}
