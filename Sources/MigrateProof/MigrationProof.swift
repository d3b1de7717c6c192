public import LiveCatalog
public import Migrate
public import MigrateExact

/// What came of running a migration up, down and up again.
public struct MigrationProof: Sendable {
  /// The migration.
  public let identifier: MigrationIdentifier
  /// What each run of one of its halves took, in their order.
  public internal(set) var steps: [MeasuredStep] = []
  /// What is wrong; empty when everything holds.
  public internal(set) var findings: [ProofFinding] = []
  /// What it ran on, where rows were asked for; the last attempt's.
  public internal(set) var rows: FilledTables?

  init(_ identifier: MigrationIdentifier) { self.identifier = identifier }

  /// Whether nothing is wrong.
  public var holds: Bool { findings.isEmpty }
}

/// One of the three runs that a migration is proven by.
public enum ProofPhase: String, Sendable, Hashable {
  /// On what the migrations before it have made.
  case up
  /// Right after that.
  case down
  /// On what its own `down` has left.
  case upAgain = "up again"
}

/// A finished run of one half of a migration.
public struct MeasuredStep: Sendable {
  /// Which of the three runs it was.
  public let phase: ProofPhase
  /// By the clock, from BEGIN to COMMIT or from the first statement to the last.
  public let duration: Duration
  /// The strongest lock on each relation that was there before, as the transaction held it at its end.
  public let locks: [TakenLock]
  /// Whether statements ran outside of a transaction. Their locks are gone when they end, and ``locks``
  /// has those that a second session saw meanwhile: a short one may be missed.
  public let hasSampledLocks: Bool
  /// The tables and materialized views that were there before and have new files.
  public let rewritten: [String]
  /// The indexes that were there before and were built anew.
  public let rebuilt: [String]
}

/// Something that a migration does not keep.
public enum ProofFinding: Sendable {
  /// A half does not run. `onlyOnRows`: it does where the tables are empty.
  case failed(ProofPhase, reason: String, onlyOnRows: Bool)
  /// After the `down` the catalog is not what it was before the `up`.
  case notRestored([CatalogChange])
  /// After the second `up` the catalog is not what it was after the first.
  case notRepeated([CatalogChange])
  /// Its statements come to other rows in batches than as a whole; the first database of each difference
  /// is the one in batches.
  case batchesDiffer([RowEquality.Difference])
  /// Its `down` says that it cannot be taken back, which was not accepted.
  case irreversible(reason: String)
  /// An earlier migration does not run, so that nothing is known of this one.
  case notReached
}

/// What came of proving migrations.
public struct ProofReport: Sendable {
  /// In the order of their versions.
  public internal(set) var migrations: [MigrationProof] = []
  /// By the clock, with the server's start.
  public internal(set) var duration = Duration.zero

  /// Whether nothing is wrong.
  public var holds: Bool { migrations.allSatisfy(\.holds) }
}
