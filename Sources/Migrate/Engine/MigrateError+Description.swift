internal import Postgres

extension MigrateError: CustomStringConvertible {
  /// What happened and the way out.
  public var description: String {
    switch self {
    case .directory(let error): "\(error)"
    case .plan(let error): "\(error)"
    case .script(let error): "\(error)"
    case .refused(let error): "\(error)"
    case .statement(let failure, let aftermath):
      "\(failure)\n\(Self.account(of: aftermath, failure.migration))"
    case .repeatables(let error): "\(error)"
    case .repeatable(let failure, let advice):
      "\(failure)\n\(Self.account(of: .rolledBack, failure.migration))"
        + (advice.map { "\n\($0)" } ?? "")
    case .commit(let migration, let file, let error):
      "\(file): \(error.severity): \(error.message)\nSQLSTATE: \(error.sqlState)\n"
        + "\(migration) failed at its COMMIT, where deferred constraints are checked. "
        + Self.account(of: .rolledBack, migration)
    case .runnerBusy(let waited, let holders):
      "another runner of migrations is at work in this database; gave up after "
        + "\(waited.components.seconds) s (--runner-timeout waits longer). Nothing was changed."
        + Self.account(of: holders)
    case .lockNotHad(let failure, let aftermath, let waited, let blockers):
      "\(failure)\n\(failure.migration) did not get its locks within \(waited.components.seconds) s "
        + "(--lock-retry waits longer). \(Self.account(of: aftermath, failure.migration))"
        + Self.account(of: blockers)
    case .interrupted(let place?, let finished):
      "interrupted during \(place)\(Self.sum(finished))"
    case .interrupted(nil, finished: 0):
      "interrupted before the first migration; nothing was changed"
    case .interrupted(nil, let finished):
      "interrupted between two migrations\(Self.sum(finished))"
    case .connectionLost(let place, let error, let finished):
      "\(error)\nIt happened during \(place)\(Self.sum(finished))"
    case .connection(let error): "\(error)"
    default: refusal
    }
  }

  /// What was refused before anything was run.
  private var refusal: String {
    switch self {
    case .mayNotCreate(let role, let database, schemaExists: false):
      "role \(role) may not create the schema heartly_migration in database \(database); "
        + "GRANT CREATE ON DATABASE \(database) TO \(role), or connect as the database's owner"
    case .mayNotCreate(let role, let database, schemaExists: true):
      "role \(role) may not create tables in the schema heartly_migration of database \(database); "
        + "GRANT USAGE, CREATE ON SCHEMA heartly_migration TO \(role), or connect as its owner"
    case .schemaMissing(let schema, let database):
      "database \(database) has no schema \(schema.printable)"
    case .mayNotCreateIn(let schema, let role):
      "role \(role) may not create tables in the schema \(schema.printable); GRANT USAGE, CREATE ON SCHEMA "
        + "to it, or connect as the schema's owner"
    case .mayNotRead(let error):
      "the role has no rights on the history of migrations (\(error.message)); connect as the role "
        + "that applied them"
    case .standby(let database):
      "database \(database) is on a standby server, where nothing can be written; give the address "
        + "of the primary"
    case .readOnly(let role, let database):
      "transactions are read-only for role \(role) in database \(database) "
        + "(default_transaction_read_only); if migrations are meant to run, take that setting back"
    case .historyTampered(let tampering, let plan):
      Self.account(of: tampering) + (plan.map { "\nCompared with the files:\n\($0)" } ?? "")
    case .newerTool(let format):
      "the history was written by a newer version of this tool (format \(format), known is "
        + "\(HistoryTable.format)); use that version"
    case .historyChanged(let migration):
      "the history changed while \(migration) ran, which was rolled back: another runner works on "
        + "this database without the lock; run again when it is done"
    case .halfApplied(let version, let direction, let finished):
      "migration \(version) was stopped in the middle of its \(direction.rawValue), after "
        + "\(finished) of its statements; finish it with `migrate \(direction.rawValue)` first"
    case .finishedStatementChanged(let migration, let location):
      "\(location): \(migration) was stopped in the middle after this statement had been run, and "
        + "the statement reads otherwise now; restore it, and put the change behind it"
    case .finishedStatementGone(let migration, let number, let left):
      "\(migration) was stopped in the middle after its statement \(number) had been run, and the "
        + "file holds only \(left) now; restore what was deleted"
    case .batchedStatementChanged(let migration, let location):
      "\(location): \(migration) was stopped between two batches of this statement, and the statement, "
        + "its key or `-- heartly:batch` reads otherwise now; restore it, or, if it may begin anew, "
        + "delete its row from heartly_migration.batch"
    case .mirrorRefused(let mirror, let error):
      "the table \(mirror.table.printable), which is kept current for \(mirror.tool.rawValue), could not be "
        + "written: \(error.message) (SQLSTATE \(error.sqlState)); the migration is not recorded. Mend the "
        + "table, or end it with --dual-write off"
    case .unknownMirror(let tool):
      "the history is kept for \(tool.printable) too, which this version does not know; use the version "
        + "that was told so, or turn it off with --dual-write off"
    case .pooler:
      "a connection pooler stands between this program and the server, where a session's lock does "
        + "not hold; give the address of the server itself"
    default: preconditionFailure("The other cases are described above.")
    }
  }
}

// MARK: - Parts of a message

extension MigrateError {
  private static func sum(_ finished: Int) -> String {
    switch finished {
    case 0: ""
    case 1: " 1 migration was finished before it."
    default: " \(finished) migrations were finished before it."
    }
  }

  private static func account(of aftermath: Aftermath, _ migration: MigrationIdentifier) -> String {
    switch aftermath {
    case .rolledBack: "\(migration) was rolled back; nothing of it is left."
    case .rolledBackWithoutHistory:
      "\(migration) was rolled back; nothing of it is left. This database holds no history of "
        + "migrations, but objects that they make: if heartly_migration was dropped, restore it "
        + "from a backup; if another tool has made the objects, begin with an empty database."
    case .stopped:
      "\(migration) runs outside of a transaction: the statements before this one stay. Mend the "
        + "cause and run the same command again; it goes on from here."
    }
  }

  private static func account(of blockers: [BlockingSession]) -> String {
    guard !blockers.isEmpty else { return "\nNobody was seen holding them." }
    return "\nIn the way:\n" + blockers.map { "  \($0)" }.joined(separator: "\n")
  }

  private static func account(of tampering: Tampering) -> String {
    let rest =
      "restore heartly_migration from a backup, or, if the rows are right as they are, accept them "
      + "with `migrate repair`"
    return switch tampering {
    case .rows(let recorded, let found) where recorded == found:
      "the history was changed by something else than this tool: a row of "
        + "heartly_migration.history is not what was recorded; \(rest)"
    case .rows(let recorded, let found) where found < recorded:
      "the history was changed by something else than this tool: \(recorded - found) of \(recorded) "
        + "rows are missing from heartly_migration.history; \(rest)"
    case .rows(let recorded, let found):
      "the history was changed by something else than this tool: heartly_migration.history has "
        + "\(found) rows, \(recorded) were recorded; \(rest)"
    case .stateMissing:
      "heartly_migration.state does not hold its one row; \(rest)"
    case .invalidRow(let version):
      "heartly_migration holds an invalid row for version \(version); delete the row if it is not "
        + "the tool's, else restore heartly_migration from a backup"
    case .tablesMissing(let tables) where tables.contains("history"):
      "the table heartly_migration.history is gone; restore heartly_migration from a backup"
    case .tablesMissing(let tables):
      "\(tables.map { "heartly_migration.\($0)" }.joined(separator: " and ")) is gone; \(rest)"
    case .unreadable(let reason):
      "heartly_migration is not as this tool made it (\(reason)); restore it from a backup"
    }
  }
}
