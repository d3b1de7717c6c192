/// One row of the history: a migration that is applied to the database.
public struct HistoryEntry: Sendable, Hashable {
  /// How a migration came to be applied. An open set: a newer version of the tool may know more.
  public struct Method: RawRepresentable, Sendable, Hashable {
    /// The word that the history holds.
    public let rawValue: String
    /// Takes the word that a history holds.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// In one transaction with its row.
    public static let transaction = Method(rawValue: "transaction")
    /// Statement by statement, outside of a transaction.
    public static let statements = Method(rawValue: "statements")
    /// It was there already, recorded by another tool.
    public static let adopted = Method(rawValue: "adopted")
    /// It was there already, and nothing recorded it.
    public static let baseline = Method(rawValue: "baseline")
    /// It stands for the migrations that it has replaced, which had been applied.
    public static let squashed = Method(rawValue: "squashed")
  }

  /// Version and name, as they were when it was applied.
  public let identifier: MigrationIdentifier
  /// The checksums of the `up` file that was applied.
  public let checksum: MigrationChecksum
  /// When it was done.
  public let appliedAt: UTCTimestamp
  /// How long it took, in microseconds.
  public let durationMicroseconds: Int64
  /// The version of the tool that applied it.
  public let toolVersion: String
  /// The role that applied it.
  public let appliedBy: String
  /// How it was applied.
  public let method: Method

  /// Takes a row's fields.
  public init(
    identifier: MigrationIdentifier,
    checksum: MigrationChecksum,
    appliedAt: UTCTimestamp,
    durationMicroseconds: Int64,
    toolVersion: String,
    appliedBy: String,
    method: Method = .transaction
  ) {
    self.identifier = identifier
    self.checksum = checksum
    self.appliedAt = appliedAt
    self.durationMicroseconds = durationMicroseconds
    self.toolVersion = toolVersion
    self.appliedBy = appliedBy
    self.method = method
  }
}
