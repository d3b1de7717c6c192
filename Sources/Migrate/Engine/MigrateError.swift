public import Postgres

/// Why the engine stopped. Unless a case says otherwise, nothing was changed.
public enum MigrateError: Error, Sendable {
  /// What is wrong with the history's tables.
  public enum Tampering: Sendable, Hashable {
    /// Rows were added, deleted or changed by something else than the engine.
    case rows(recorded: Int, found: Int)
    /// The one row of `state` is gone, or there are several.
    case stateMissing
    /// A row holds what the engine never writes.
    case invalidRow(version: Int64)
    /// Some of the tables exist and these do not.
    case tablesMissing([String])
    /// The tables are not as the engine made them; the server's account.
    case unreadable(String)
  }

  /// What a failure has left behind.
  public enum Aftermath: Sendable, Hashable {
    /// The migration was rolled back.
    case rolledBack
    /// As above; it would have been the first of a database that has no history, but objects.
    case rolledBackWithoutHistory
    /// It runs outside of a transaction: the statements before this one stay.
    case stopped
  }

  /// The directory or its files cannot be used.
  case directory(MigrationDirectoryError)
  /// Files and history do not allow what is asked for.
  case plan(PlanError)
  /// A file cannot be run.
  case script(MigrationScriptError)
  /// The inspection that was asked for does not let the steps run.
  case refused(any Error)
  /// A statement failed. Earlier migrations of the same run stay applied.
  case statement(StatementFailure, Aftermath)
  /// The files that are applied again cannot be.
  case repeatables(RepeatableDirectoryError)
  /// A statement of a file that is applied again failed. Nothing of its transaction is left.
  case repeatable(StatementFailure, RepeatableAdvice?)
  /// All statements succeeded and the commit failed, as deferred constraints do. The migration was
  /// rolled back.
  case commit(MigrationIdentifier, file: String, ServerError)
  /// Another runner of migrations did not finish in time.
  case runnerBusy(waited: Duration, holders: [BlockingSession])
  /// A migration did not get its locks in time.
  case lockNotHad(StatementFailure, Aftermath, waited: Duration, blockers: [BlockingSession])
  /// The role may not make the history's schema, or its tables in a schema that exists.
  case mayNotCreate(role: String, database: String, schemaExists: Bool)
  /// The schema that the run is for does not exist, or not any more.
  case schemaMissing(String, database: String)
  /// The role may not make the history's tables in the schema that the run is for.
  case mayNotCreateIn(schema: String, role: String)
  /// The role has no rights on the history.
  case mayNotRead(ServerError)
  /// The server is a standby.
  case standby(database: String)
  /// Transactions are read-only by default for this role or in this database.
  case readOnly(role: String, database: String)
  /// The history was changed by something else than the engine; `plan` is what the files say to it.
  case historyTampered(Tampering, plan: PlanError? = nil)
  /// The history's tables were made by a newer version of the tool.
  case newerTool(format: Int32)
  /// The history changed while this run was at work: there is another runner without the lock. The
  /// migration was rolled back.
  case historyChanged(MigrationIdentifier)
  /// A migration was begun outside of a transaction and must be finished first.
  case halfApplied(MigrationVersion, direction: MigrationScript.Half, finished: Int)
  /// A statement that a crashed run had finished reads otherwise in the file now.
  case finishedStatementChanged(MigrationIdentifier, SourceLocation)
  /// A statement that a crashed run had finished is not in the file any more.
  case finishedStatementGone(MigrationIdentifier, number: Int, left: Int)
  /// A statement reads otherwise in the file than when a run was stopped after some of its batches.
  case batchedStatementChanged(MigrationIdentifier, SourceLocation)
  /// The other tool's table, which is kept current, could not be written. The migration was rolled back,
  /// or, outside of a transaction, is not recorded yet.
  case mirrorRefused(Mirror, ServerError)
  /// The history is mirrored for a tool that this version does not know.
  case unknownMirror(String)
  /// A pooler stands between; the session would change under the engine.
  case pooler
  /// The task was cancelled, at this place or, if there is none, between migrations.
  case interrupted(at: StoppingPlace?, finished: Int)
  /// The session broke in the middle of a migration.
  case connectionLost(at: StoppingPlace, PostgresError, finished: Int)
  /// The database cannot be reached, or the session broke between migrations.
  case connection(PostgresError)
}
