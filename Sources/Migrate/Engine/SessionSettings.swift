internal import Postgres

/// The settings under which migrations run, whatever the role, the database or an earlier migration
/// has set.
enum SessionSettings {
  /// Undoes what an earlier migration may have SET. The roles are no settings of RESET ALL.
  static let reset: [SQL] = ["RESET ALL", "RESET SESSION AUTHORIZATION", "RESET ROLE"]

  /// Gives the engine its own role for the rest of the transaction, after a migration's SET ROLE.
  static let ownRole: [SQL] = [
    "SET LOCAL session_authorization TO DEFAULT", "SET LOCAL role TO DEFAULT",
  ]

  /// Sets `lock_timeout` to what the server itself has told of it.
  static func lockTimeout(_ value: String) -> SQL {
    "SELECT pg_catalog.set_config('lock_timeout', \(value), false)"
  }

  /// - Parameters:
  ///   - lockTimeout: How long a statement waits for a lock; zero waits without end.
  ///   - isLocal: Whether the settings end with the transaction.
  ///   - isDurable: Whether a commit waits for the disk. Commits become durable in their order, so
  ///     one that waits covers all before it.
  /// - Returns: One statement.
  static func apply(lockTimeout: Duration, isLocal: Bool, isDurable: Bool = true) -> SQL {
    let milliseconds =
      lockTimeout.components.seconds * 1000
      + lockTimeout.components.attoseconds / 1_000_000_000_000_000
    // A migration is bounded by its locks, not by its length. A server process whose client was
    // killed notices within the check interval (PostgreSQL 14 or newer), instead of at the
    // statement's end. The engine cuts files into statements as the standard says what a literal is.
    return """
      SELECT set_config('lock_timeout', \("\(milliseconds)"), \(isLocal)),
             set_config('statement_timeout', '0', \(isLocal)),
             set_config('idle_in_transaction_session_timeout', '0', \(isLocal)),
             set_config('standard_conforming_strings', 'on', \(isLocal)),
             set_config('synchronous_commit', \(isDurable ? "on" : "off"), \(isLocal)),
             CASE WHEN current_setting('client_connection_check_interval', true) IS NOT NULL
               THEN set_config('client_connection_check_interval', '250', \(isLocal)) END,
             CASE WHEN current_setting('transaction_timeout', true) IS NOT NULL
               THEN set_config('transaction_timeout', '0', \(isLocal)) END
      """
  }
}

extension TransactionOptions {
  /// What migrations are written for, whatever `default_transaction_isolation` says.
  static let migration = TransactionOptions(isolation: .readCommitted)
}
