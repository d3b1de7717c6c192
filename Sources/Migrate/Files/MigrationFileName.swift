/// The name of one half of a migration: `<version><separator><Name>.<half>.sql`.
public struct MigrationFileName: Sendable, Hashable {
  /// What stands between the version and the name.
  public enum Separator: String, Sendable, Hashable, CaseIterable {
    /// `1754250020000-CreateTenantTable.up.sql`, Heartly's own form.
    case hyphen = "-"
    /// `0001_create_tenant.up.sql`, as other tools write it.
    case underscore = "_"
  }

  /// Version and name.
  public let identifier: MigrationIdentifier
  /// What stands between them.
  public let separator: Separator
  /// Which half the file is.
  public let half: MigrationScript.Half

  /// Puts a name together.
  public init(
    identifier: MigrationIdentifier,
    separator: Separator = .hyphen,
    half: MigrationScript.Half
  ) {
    self.identifier = identifier
    self.separator = separator
    self.half = half
  }

  /// Why a file's name is not that of a migration.
  public enum Flaw: Error, Sendable, Hashable {
    /// It ends in neither `.up.sql` nor `.down.sql`.
    case half
    /// It does not begin with 1 to 19 digits that make a number from 1.
    case version
    /// Neither `-` nor `_` follows the digits.
    case separator
    /// What follows is not a letter and then letters, digits and `_`.
    case name
  }

  private static let upEnding = Array(".up.sql".utf8)
  private static let downEnding = Array(".down.sql".utf8)

  /// Takes a file's name apart.
  public init(parsing file: String) throws(Flaw) {
    try self.init(parsing: Array(file.utf8))
  }

  /// Bytes, not characters: a combining mark after a digit must not hide in it.
  init(parsing bytes: [UInt8]) throws(Flaw) {
    if bytes.hasSuffix(Self.upEnding) {
      half = .up
    } else if bytes.hasSuffix(Self.downEnding) {
      half = .down
    } else {
      throw .half
    }
    let stem = bytes.dropLast(half == .up ? Self.upEnding.count : Self.downEnding.count)
    let digits = stem.prefix(while: \.isDigit)
    guard let version = MigrationVersion(digits: digits), version > .zero else { throw .version }
    let rest = stem.dropFirst(digits.count)
    switch rest.first {
    case UInt8(ascii: "-"): separator = .hyphen
    case UInt8(ascii: "_"): separator = .underscore
    default: throw .separator
    }
    let name = rest.dropFirst()
    guard MigrationIdentifier.isName(name) else { throw .name }
    identifier = MigrationIdentifier(version: version, name: String(decoding: name, as: UTF8.self))
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ ending: [UInt8]) -> Bool { suffix(ending.count) == ending[...] }
}

extension MigrationFileName: CustomStringConvertible {
  /// The file's name.
  public var description: String {
    "\(identifier.version)\(separator.rawValue)\(identifier.name).\(half.rawValue).sql"
  }
}

extension MigrationFileName.Flaw: CustomStringConvertible {
  /// What is wrong with the name, as the end of a sentence.
  public var description: String {
    switch self {
    case .half: "it ends in neither .up.sql nor .down.sql"
    case .version: "it does not begin with a version, a number from 1 of at most 19 digits"
    case .separator: "a hyphen or underscore must follow the version"
    case .name:
      "the name after the version must be a letter followed by letters, digits and underscores"
    }
  }
}
