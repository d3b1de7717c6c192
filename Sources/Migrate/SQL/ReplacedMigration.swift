/// A migration whose place a squashed one has taken, as the squashed one's `up` names it:
///
///     -- heartly:replaces VERSION NAME CHECKSUM TOKEN-CHECKSUM
public struct ReplacedMigration: Sendable, Hashable {
  /// Version and name.
  public let identifier: MigrationIdentifier
  /// The checksums of its `up` file.
  public let checksum: MigrationChecksum

  /// Takes what is written.
  public init(identifier: MigrationIdentifier, checksum: MigrationChecksum) {
    self.identifier = identifier
    self.checksum = checksum
  }

  /// Reads a directive's argument; nil unless it is the four parts.
  init?(parsing argument: String) {
    let words = argument.split(whereSeparator: \.isWhitespace)
    guard words.count == 4, let version = MigrationVersion(words[0]),
      let bytes = Checksum(hex: words[2]), let tokens = Checksum(hex: words[3])
    else { return nil }
    self.init(
      identifier: MigrationIdentifier(version: version, name: String(words[1])),
      checksum: MigrationChecksum(bytes: bytes, tokens: tokens)
    )
  }

  /// The line that says so, without its end.
  public var directive: String {
    "-- \(Directive.prefix)replaces \(identifier.version) \(identifier.name) \(checksum.bytes) "
      + "\(checksum.tokens)"
  }

  /// Whether a row of the history is this one's.
  func isRecorded(as entry: HistoryEntry) -> Bool {
    checksum.bytes == entry.checksum.bytes || checksum.tokens == entry.checksum.tokens
  }
}

extension MigrationFile {
  /// The migrations whose place it has taken, in order; none in an ordinary file.
  public var replaced: [ReplacedMigration] {
    guard source.mentions(Self.needle), let script = try? script() else { return [] }
    return script.replaced
  }

  private static let needle = Array("\(Directive.prefix)replaces ".utf8)
}

extension MigrationScript {
  /// The migrations whose place it has taken, in order; none in an ordinary script.
  public var replaced: [ReplacedMigration] {
    directives.compactMap { if case .replaces(let replaced) = $0.kind { replaced } else { nil } }
  }
}

extension SQLSource {
  fileprivate func mentions(_ word: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let start = rest.firstIndex(of: word[0]) {
      if rest[start...].starts(with: word) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }
}
