import MigrateLint
import Postgres

/// Who is at work in a database, as far as a role may see it. The text of statements is left out: it
/// may hold personal data.
struct TargetSessions {
  /// A lock that a session holds or waits for.
  struct Lock {
    var session: DeploymentPlan.Session
    var objectID: Int64
    var mode: LockMode
    var isWaiting: Bool
  }

  private(set) var locks: [Lock] = []
  /// The oldest transactions first, without those of autovacuum: it gives way to whoever waits for it.
  private(set) var transactions: [DeploymentPlan.Session] = []
  /// Whether the role sees the states and the times of other roles' sessions.
  private(set) var seesAll = true

  /// How many transactions are told of.
  private static let mostTransactions = 10

  /// Looks at the locks on relations, and at all transactions that are open.
  init(objectIDs: [Int64], on connection: Connection) async throws {
    var pipeline = Pipeline(transaction: TransactionOptions(isReadOnly: true))
    let locks = pipeline.append(
      """
      SELECT l.relation::bigint, l.mode, NOT l.granted, \(Self.session)
      FROM pg_catalog.pg_locks AS l
      LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
      LEFT JOIN pg_catalog.pg_prepared_xacts AS p
        ON l.pid IS NULL AND l.virtualtransaction = '-1/' || p.transaction::text
      WHERE l.locktype = 'relation' AND l.relation::bigint = ANY (\(objectIDs))
        AND l.database = (SELECT oid FROM pg_catalog.pg_database
          WHERE datname = pg_catalog.current_database())
        AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
      ORDER BY l.granted DESC, coalesce(a.xact_start, p.prepared), l.pid, l.relation, l.mode
      """
    )
    let transactions = pipeline.append(
      """
      SELECT \(Self.session)
      FROM (SELECT pid, usename, application_name, backend_type, state, xact_start
          FROM pg_catalog.pg_stat_activity
          WHERE datname = pg_catalog.current_database() AND xact_start IS NOT NULL
            AND backend_type <> 'autovacuum worker'
            AND pid <> pg_catalog.pg_backend_pid()) AS a
      FULL JOIN (SELECT owner, prepared FROM pg_catalog.pg_prepared_xacts
          WHERE database = pg_catalog.current_database()) AS p ON false
      ORDER BY coalesce(a.xact_start, p.prepared)
      LIMIT \(Int64(Self.mostTransactions))
      """
    )
    let rights = pipeline.append(
      "SELECT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')"
    )
    let results = try await connection.run(pipeline)
    self.locks = try results[locks].compactMap(Self.lock)
    self.transactions = try results[transactions].map { row in
      let (pid, role, application, state, age) = try row.decode(
        as: Int32?.self,
        String.self,
        String.self,
        String.self,
        Int64.self
      )
      return DeploymentPlan.Session(
        processID: pid,
        role: role,
        application: application,
        state: state,
        transactionSeconds: age
      )
    }
    seesAll = try results[rights].only().decode(0)
  }

  private static func lock(_ row: Row) throws -> Lock? {
    let (id, mode, isWaiting, pid, role, application, state, age) = try row.decode(
      as: Int64.self,
      String.self,
      Bool.self,
      Int32?.self,
      String.self,
      String.self,
      String.self,
      Int64.self
    )
    guard let mode = LockMode(catalogName: mode) else { return nil }
    return Lock(
      session: DeploymentPlan.Session(
        processID: pid,
        role: role,
        application: application,
        state: state,
        transactionSeconds: age
      ),
      objectID: id,
      mode: mode,
      isWaiting: isWaiting
    )
  }

  /// What is told of a session, or of a prepared transaction.
  private static let session: SQL = """
    a.pid, coalesce(a.usename, p.owner, '')::text, coalesce(a.application_name, ''),
    CASE WHEN a.pid IS NULL THEN 'prepared'
      WHEN a.backend_type = 'client backend' THEN coalesce(a.state, '')
      ELSE coalesce(a.backend_type, '') END,
    greatest(0, coalesce(extract(epoch FROM
      clock_timestamp() - coalesce(a.xact_start, p.prepared)), 0))::bigint
    """
}
