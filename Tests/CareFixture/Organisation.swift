public import Access

/// One of the two organisations of every test: what one may see of the other is always in question.
public struct Organisation: Hashable, Sendable {
  /// A word that all its identifiers are derived from.
  public let name: String

  /// The one that a test acts in.
  public static let sunriseCare = Organisation(name: "sunrise")
  /// The other one.
  public static let harborHomes = Organisation(name: "harbor")
  /// Both.
  public static let all = [sunriseCare, harborHomes]

  /// The organisation itself.
  public var id: ID<Tenant> { identifier(of: name) }

  /// Three houses, the last of which is closed.
  public var oakHouse: ID<Facility> { identifier(of: "\(name).oak") }
  /// The second house.
  public var pineHouse: ID<Facility> { identifier(of: "\(name).pine") }
  /// A house that was deleted.
  public var elmHouse: ID<Facility> { identifier(of: "\(name).elm") }

  /// A resident of Oak House: José O'Brien.
  public var jose: ID<Client> { identifier(of: "\(name).jose") }
  /// A resident of Oak House: Ana Müller.
  public var ana: ID<Client> { identifier(of: "\(name).ana") }
  /// A resident of Pine House: 明 日本.
  public var akira: ID<Client> { identifier(of: "\(name).akira") }
  /// A resident of Oak House who was deleted.
  public var gone: ID<Client> { identifier(of: "\(name).gone") }

  /// A person of it.
  public func person(_ person: Person) -> ID<User> {
    identifier(of: "\(name).\(person.rawValue)")
  }

  /// The person's sign-in.
  public func session(of person: Person) -> ID<Session> {
    identifier(of: "\(name).\(person.rawValue).session")
  }

  /// The secret of that sign-in.
  public func secret(of person: Person) -> String { "secret of \(name).\(person.rawValue)" }
}

/// The people of an organisation.
public enum Person: String, CaseIterable, Sendable {
  /// OWNER
  case olivia
  /// ADMIN of Oak House
  case adam
  /// STAFF of Oak House
  case sam
  /// STAFF of Oak House, whose colleague sam is
  case cora
  /// STAFF of Pine House
  case petra
  /// STAFF of no house
  case lone
  /// ADMIN of Oak House to whom `client.update` is refused and `audit.export` granted
  case rita

  /// What they are.
  public var role: Role {
    switch self {
    case .olivia: .owner
    case .adam, .rita: .admin
    default: .staff
    }
  }

  /// Where they work.
  var houses: [String] {
    switch self {
    case .olivia, .lone: []
    case .petra: ["pine"]
    default: ["oak"]
    }
  }

  var permissions: String {
    self == .rita ? #"{"grant": ["audit.export"], "refuse": ["client.update"]}"# : "{}"
  }
}
