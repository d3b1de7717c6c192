internal import Postgres

/// What the engine tells while it works, in the order in which it happens.
public enum MigrationEvent: Sendable, Hashable {
  /// Which way a migration is run.
  public enum Direction: String, Sendable, Hashable {
    /// Its `up` is applied.
    case up
    /// Its `down` takes it back.
    case down
  }

  /// Another runner of migrations is at work in this database; this one waits for it.
  case waitsForRunner
  /// A migration begins.
  case began(MigrationIdentifier, Direction, statements: Int)
  /// A statement of the migration begins, counted from 1.
  case statement(MigrationIdentifier, number: Int, of: Int)
  /// A statement was not run again: the run that a crash ended had finished it.
  case resumed(MigrationIdentifier, number: Int)
  /// A statement that runs in batches begins, has committed another batch, or is done.
  case batch(MigrationIdentifier, BatchProgress)
  /// The batches wait because the server has too much to do.
  case paused(MigrationIdentifier, BackfillPause)
  /// A migration could not get a lock, was rolled back and will be tried again.
  case lockNotHad(MigrationIdentifier, attempt: Int, blockers: [BlockingSession])
  /// A migration is done and recorded.
  case finished(MigrationIdentifier, Direction, duration: Duration)
  /// A file that is applied whenever it changes is applied and recorded.
  case repeated(String, duration: Duration)
  /// The server said something that is no error (`RAISE NOTICE`, warnings).
  case notice(severity: String, message: String)
}
