/// What a migration is called: its version and its name.
public struct MigrationIdentifier: Sendable, Hashable {
  /// The number that orders it; ``MigrationVersion/zero`` for a file that is applied whenever it changes.
  public let version: MigrationVersion
  /// What it does, such as `CreateTenantTable`: an ASCII letter, then letters, digits and `_`.
  public let name: String

  /// Joins the two parts. The name is not checked: a history may hold any.
  public init(version: MigrationVersion, name: String) {
    self.version = version
    self.name = name
  }

  /// Name and version joined, as TypeORM records a migration: `CreateTenantTable1754250020000`.
  public var recordedName: String { "\(name)\(version)" }

  /// The files' name without its ending: `1754250020000-CreateTenantTable`.
  public var fileStem: String { "\(version)-\(name)" }

  /// Whether a file may carry the name.
  static func isName(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first, first.isASCIILetter else { return false }
    return bytes.allSatisfy { $0.isASCIILetter || $0.isDigit || $0 == UInt8(ascii: "_") }
  }
}

extension UInt8 {
  var isASCIILetter: Bool { (0x61...0x7A).contains(asciiLowercased) }
}

extension MigrationIdentifier: Comparable {
  /// The order in which migrations are applied.
  public static func < (left: MigrationIdentifier, right: MigrationIdentifier) -> Bool {
    (left.version, left.name) < (right.version, right.name)
  }
}

extension MigrationIdentifier: CustomStringConvertible {
  /// The recorded name, free of control characters: it may come from a history that anyone wrote.
  public var description: String { (version == .zero ? name : recordedName).printable }
}
