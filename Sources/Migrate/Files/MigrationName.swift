/// The name of a migration that is to be written: `AddClientNotes`.
public struct MigrationName: Sendable, Hashable {
  /// Why words make no name.
  public enum Flaw: Error, Sendable, Hashable {
    /// There is no word.
    case empty
    /// The name would begin with a digit.
    case beginsWithDigit
    /// Something other than ASCII letters, digits, blanks, `-` and `_`.
    case character(Unicode.Scalar)
    /// Longer than ``limit``.
    case tooLong(Int)
  }

  /// The longest name, so that names of files and log lines stay readable.
  public static let limit = 80

  /// The name in CamelCase.
  public let camelCase: String

  /// Takes a name in CamelCase, or words that blanks, hyphens or underscores separate: `add client
  /// notes`, `add-client-notes` and `AddClientNotes` make the same.
  public init(_ text: String) throws(Flaw) {
    var name = ""
    var beginsWord = true
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ", "-", "_": beginsWord = true
      case "a"..."z", "A"..."Z", "0"..."9":
        name += beginsWord ? String(scalar).uppercased() : String(scalar)
        beginsWord = false
      default: throw .character(scalar)
      }
    }
    guard let first = name.utf8.first else { throw .empty }
    guard !first.isDigit else { throw .beginsWithDigit }
    guard name.utf8.count <= Self.limit else { throw .tooLong(name.utf8.count) }
    camelCase = name
  }
}

extension MigrationName.Flaw: CustomStringConvertible {
  /// What is wrong, and what a name looks like.
  public var description: String {
    let reason =
      switch self {
      case .empty: "the name is empty"
      case .beginsWithDigit: "the name begins with a digit"
      case .character(let scalar):
        "the name holds \"\(String(Character(scalar)).printable)\"; only ASCII letters, digits, blanks, - "
          + "and _ may stand in it"
      case .tooLong(let length):
        "the name has \(length) characters; at most \(MigrationName.limit) are allowed"
      }
    return "\(reason). Say what the migration does, like AddClientNotes or \"add client notes\""
  }
}
