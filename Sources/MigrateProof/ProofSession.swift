import LiveCatalog
import Migrate
import MigrateExact
import Postgres

/// A database in which migrations are proven: runs them, measures them, and reads the catalog.
struct ProofSession {
  private let run: ScratchRun
  /// The same database, for a second session.
  private let target: ConnectionTarget
  private var connection: Connection { run.connection }

  init(
    on server: ScratchServer,
    _ target: ConnectionTarget,
    _ connection: Connection,
    migrations: [Migration]
  ) async throws {
    self.target = target
    var run = ScratchRun(on: server, connection, migrations: migrations)
    run.migrator.closing = Self.noteLocks
    self.run = run
    // Rows of a temporary table outlive the transaction that writes them, and no catalog holds it.
    try await connection.execute(
      "CREATE TEMPORARY TABLE heartly_lock (relation bigint, mode text)"
    )
  }

  private static let noteLocks: SQL = """
    INSERT INTO pg_temp.heartly_lock (relation, mode)
    SELECT l.relation::int8, l.mode
    FROM pg_catalog.pg_locks AS l
    WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted
      AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d
                        WHERE d.datname = pg_catalog.current_database())
    """

  /// What there is, without the engine's own schema.
  func catalog() async throws -> CatalogSnapshot {
    try await CatalogSnapshot(of: connection).withoutEngine
  }

  /// Applies migrations that are not to be proven here.
  ///
  /// - Returns: What is wrong with one that does not run.
  func prepare(through migrations: ArraySlice<Migration>) async throws -> MigrationProof? {
    for migration in migrations {
      var proof = MigrationProof(migration.identifier)
      let goal = Plan.Goal.up(through: migration.identifier.version)
      guard try await run(.up, goal, in: &proof) else { return proof }
    }
    return nil
  }

  /// Goes one step.
  ///
  /// - Returns: Whether it succeeded; else the finding is noted.
  func run(
    _ phase: ProofPhase,
    _ goal: Plan.Goal,
    in proof: inout MigrationProof
  ) async throws -> Bool {
    try await connection.execute("TRUNCATE pg_temp.heartly_lock")
    let known = try await CatalogState(of: connection)
    let clock = StepClock()
    let sampler = hasOutside(proof.identifier, phase) ? LockSampler(target) : nil
    do {
      try await LockSampler.watching(connection.backendProcessID, with: sampler) {
        () async throws in
        try await run.apply(goal) { clock.observe($0) }
      }
    } catch let error as MigrateError {
      guard connection.isOpen, let reason = error.findingReason else { throw error }
      proof.findings.append(.failed(phase, reason: reason, onlyOnRows: false))
      return false
    }
    let now = try await CatalogState(of: connection)
    let locks = try await connection.query("SELECT relation, mode FROM pg_temp.heartly_lock")
    proof.steps.append(
      MeasuredStep(
        phase: phase,
        duration: clock.duration,
        locks: known.named(
          try locks.map { try $0.decode(as: Int64.self, String.self) }
            .map { (oid: $0.0, mode: $0.1) } + (sampler?.seen ?? [])
        ).filter { !$0.relation.isOfEngine },
        hasSampledLocks: sampler != nil,
        rewritten: now.rewritten(since: known).filter { !$0.isOfEngine },
        rebuilt: now.rebuilt(since: known, on: known).filter { !$0.isOfEngine }
      )
    )
    return true
  }

  private func hasOutside(_ identifier: MigrationIdentifier, _ phase: ProofPhase) -> Bool {
    let migration = run.migrations.first { $0.identifier == identifier }
    let file = phase == .down ? migration?.down : migration?.up
    return (try? file?.script().hasOutsideStatement) == true
  }
}

/// Hears from the engine how long a step has taken.
private final class StepClock {
  private(set) var duration = Duration.zero

  func observe(_ event: MigrationEvent) {
    if case .finished(_, _, let duration) = event { self.duration += duration }
  }
}

extension MigrationScript {
  /// Whether one of its statements cannot run in a transaction.
  fileprivate var hasOutsideStatement: Bool {
    statements.contains { if case .outside = $0.transactionality { true } else { false } }
  }
}

extension MigrateError {
  /// What is wrong with the migration; nil for what is wrong with the server or the session.
  fileprivate var findingReason: String? {
    switch self {
    // What the engine advises the operator to do next, nobody has to.
    case .statement(let failure, _), .lockNotHad(let failure, _, _, _): "\(failure)"
    case .commit, .script, .plan, .halfApplied: description
    default: nil
    }
  }
}

extension String {
  /// Whether a relation of this name is the engine's own.
  fileprivate var isOfEngine: Bool { hasPrefix("heartly_migration.") }
}
