/// One half of a migration as it was read: its text, and the checksum of it.
public struct MigrationFile: Sendable, Hashable {
  /// The text, under the path that messages show.
  public let source: SQLSource
  /// Which half it is.
  public let half: MigrationScript.Half
  /// The checksum of the file's bytes.
  public let bytesChecksum: Checksum

  /// Takes a text and computes the checksum of its bytes.
  public init(_ source: SQLSource, half: MigrationScript.Half) {
    self.source = source
    self.half = half
    bytesChecksum = Checksum(ofBytes: source.bytes)
  }

  /// Cuts the text into statements. Each call does the work anew.
  public func script() throws(MigrationScriptError) -> MigrationScript {
    try MigrationScript(source, half: half)
  }

  /// Both checksums, for the history. Each call scans the text anew.
  public func checksum() throws(SQLScanError) -> MigrationChecksum {
    MigrationChecksum(bytes: bytesChecksum, tokens: try Checksum(ofTokensIn: source))
  }

  /// How the text differs from the one that a history recorded. The tokens are looked at only if
  /// the bytes differ.
  public func difference(from recorded: MigrationChecksum) -> MigrationChecksum.Difference {
    if bytesChecksum == recorded.bytes { return .none }
    // A text that cannot be scanned to its end is another one than that which was applied.
    guard let tokens = try? Checksum(ofTokensIn: source) else { return .statements }
    return tokens == recorded.tokens ? .commentsOnly : .statements
  }
}

/// A migration: a pair of files.
public struct Migration: Sendable, Hashable {
  /// Version and name.
  public let identifier: MigrationIdentifier
  /// The half that makes the change.
  public let up: MigrationFile
  /// The half that takes it back; nil when the directory was loaded without reading it.
  public let down: MigrationFile?

  /// Pairs two files, or one that is never rolled back.
  public init(identifier: MigrationIdentifier, up: MigrationFile, down: MigrationFile?) {
    self.identifier = identifier
    self.up = up
    self.down = down
  }
}
