/// Whether a statement can run inside of a transaction block, as far as its text tells.
///
/// It follows the server's own checks (`PreventInTransactionBlock`, PostgreSQL 13 to 17). What only
/// the catalog knows, such as that a table to REINDEX or CLUSTER is partitioned, is left to the
/// server's error.
public enum Transactionality: Sendable, Hashable {
  /// It runs in a transaction or outside of one.
  case any
  /// It has an effect in a transaction only; outside it fails or silently does nothing.
  case needsTransaction(command: String)
  /// It must run outside.
  case outside(OutsideStatement)
  /// It begins or ends a transaction, so that no migration may hold it.
  ///
  /// `SAVEPOINT`, `RELEASE` and `ROLLBACK TO` are not among them: they cannot end the engine's
  /// transaction, nor hide its row of history.
  case control(command: String)
}

/// A statement that cannot run in a transaction, with what is needed to find its traces after a
/// crash.
public enum OutsideStatement: Sendable, Hashable {
  /// Leaves an INVALID index behind when it is interrupted.
  case createIndexConcurrently(ConcurrentIndex)
  /// May leave an index behind that is INVALID but not yet dropped.
  case dropIndexConcurrently([QualifiedName], ifExists: Bool)
  /// `REINDEX … CONCURRENTLY`; leaves INVALID indexes with the suffix `_ccnew` or `_ccold` behind.
  /// `target` is the word after REINDEX in capitals, such as `TABLE`; the name is nil where the
  /// command has none.
  case reindexConcurrently(target: String, QualifiedName?)
  /// `ALTER TYPE … ADD VALUE`. The server takes it in a transaction since 12, but the new value
  /// cannot be used before the commit, so that the next statement would fail.
  case addEnumValue(EnumValue)
  /// `ALTER TABLE … DETACH PARTITION … CONCURRENTLY`; interrupted, it needs a `FINALIZE`.
  case detachPartitionConcurrently(table: QualifiedName, partition: QualifiedName)
  /// Any other, by the words of its command, such as `VACUUM`.
  case other(command: String)

  /// The words of the command, for messages.
  public var command: String {
    switch self {
    case .createIndexConcurrently: "CREATE INDEX CONCURRENTLY"
    case .dropIndexConcurrently: "DROP INDEX CONCURRENTLY"
    case .reindexConcurrently(let target, _): "REINDEX \(target) CONCURRENTLY"
    case .addEnumValue: "ALTER TYPE … ADD VALUE"
    case .detachPartitionConcurrently: "ALTER TABLE … DETACH PARTITION … CONCURRENTLY"
    case .other(let command): command
    }
  }
}

/// What `CREATE INDEX CONCURRENTLY` builds.
public struct ConcurrentIndex: Sendable, Hashable {
  /// The index's name; nil where the server is to choose one, so that a crash cannot be resumed by
  /// name.
  public let name: String?
  /// The table that it is on. The index comes into the table's schema.
  public let table: QualifiedName
  /// Whether an index of the same name, even an INVALID one, makes the statement do nothing.
  public let ifNotExists: Bool
  /// Whether it is UNIQUE.
  public let isUnique: Bool

  /// The index's name with the table's schema.
  public var qualifiedName: QualifiedName? {
    name.map { QualifiedName(schema: table.schema, name: $0) }
  }
}

/// What `ALTER TYPE … ADD VALUE` adds.
public struct EnumValue: Sendable, Hashable {
  /// The enumeration.
  public let type: QualifiedName
  /// The new value.
  public let value: String
  /// Whether the statement does nothing when the value is there.
  public let ifNotExists: Bool
}
