/// What something is done to, with what the decision needs to know of it. Everything is of the
/// principal's own organisation: what is not does not exist.
public enum Resource: Hashable, Sendable {
  /// The thing is not known yet, or there will be many: only the permission itself is judged, and the
  /// database leaves out the rows that are not the person's.
  case any
  /// The organisation.
  case tenant
  /// An account.
  case user(ID<User>, role: Role, isColleague: Bool)
  /// An account that is to be made.
  case newUser(role: Role)
  /// Somebody's role, grants or refusals.
  case rights
  /// A facility.
  case facility(ID<Facility>)
  /// A client, by the facility where they live.
  case client(in: ID<Facility>)
  /// A client's move.
  case move(from: ID<Facility>, to: ID<Facility>)
  /// A person's assignment; `isFree` when they are STAFF and work nowhere else than here.
  case assignment(ID<Facility>, of: ID<User>, isFree: Bool)
  /// An audit row, by who acted and where.
  case audit(actor: ID<User>?, facility: ID<Facility>?)
}
