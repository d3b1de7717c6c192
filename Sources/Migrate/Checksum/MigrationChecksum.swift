/// The two checksums of a migration's `up` file that its history row holds.
public struct MigrationChecksum: Sendable, Hashable {
  /// Of the file's bytes: the quick comparison, and the exact one.
  public let bytes: Checksum
  /// Of the tokens only: the same for a file in which just comments, blanks, line ends or the case
  /// of unquoted words changed.
  public let tokens: Checksum

  /// Joins two checksums.
  public init(bytes: Checksum, tokens: Checksum) {
    self.bytes = bytes
    self.tokens = tokens
  }

  /// How a file differs from one that was applied.
  public enum Difference: Sendable, Hashable {
    /// Not at all.
    case none
    /// The server would see the same statements.
    case commentsOnly
    /// The statements differ.
    case statements
  }
}
