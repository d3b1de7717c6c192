/// One statement of a script: what is sent to the server, and where it stands.
public struct SQLStatement: Sendable, Hashable {
  /// Which statement of the script it is, from 1.
  public let number: Int
  /// The bytes that are sent: from the statement's first token to its last, without the semicolon.
  /// Because nothing precedes the first token, the server's error positions count from it.
  public let range: Range<Int>
  /// All bytes that belong to the statement: the comments and blanks before it, and its semicolon.
  /// The extents of a script's statements join up.
  public let extent: Range<Int>
  /// The place of the first token.
  public let start: SourceLocation
  /// Whether and how it can run inside of a transaction.
  public let transactionality: Transactionality
  /// How it is run in batches, if `-- heartly:batch` stands before it.
  public let batch: BatchStatement?
}
