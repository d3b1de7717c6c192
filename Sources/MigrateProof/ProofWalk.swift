import LiveCatalog
import Migrate
import MigrateExact
import Postgres

/// The way through the migrations of a proof, from database to database: where a failure has left one
/// in a state that no undisturbed run comes to, the walk goes on in an empty one.
struct ProofWalk {
  let verifier: MigrationVerifier
  let server: ScratchServer
  let migrations: [Migration]
  let observer: (MigrationProof) -> Void
  private(set) var proofs: [MigrationProof] = []
  /// The next migration to be proven.
  private var next: Int
  /// Why the next one failed on rows, and on which; it is proven without them now.
  private var failureOnRows: (reason: String, rows: FilledTables?)?

  init(
    verifier: MigrationVerifier,
    server: ScratchServer,
    migrations: [Migration],
    observer: @escaping (MigrationProof) -> Void
  ) {
    self.verifier = verifier
    self.server = server
    self.migrations = migrations
    self.observer = observer
    next =
      verifier.first.flatMap { first in
        migrations.firstIndex { $0.identifier.version >= first }
      } ?? 0
  }

  var isDone: Bool { next == migrations.count }

  /// What becomes of the database after a migration.
  private enum Sequel {
    case goOn
    case inAnotherDatabase
    case stop
  }

  /// Proves as much as can be in one database.
  mutating func go(on target: ConnectionTarget) async throws {
    let connection = try await ScratchServer.connect(to: target)
    defer { connection.close() }
    let session = try await ProofSession(on: server, target, connection, migrations: migrations)
    if next > 0, let failed = try await session.prepare(through: migrations[..<next]) {
      return stop(at: failed)
    }
    var before = try await session.catalog()
    var filler = verifier.rows.map { TableFiller(rows: $0, connection: connection) }
    while !isDone {
      let migration = migrations[next]
      var proof = MigrationProof(migration.identifier)
      if failureOnRows == nil { proof.rows = try await filler?.fill() }
      let sequel = try await prove(&proof, migration, since: &before, session)
      switch sequel {
      case .inAnotherDatabase where proof.failsOnRows && failureOnRows == nil:
        failureOnRows = (proof.findings.lazy.compactMap(\.reason).first ?? "", proof.rows)
        return
      case .goOn, .inAnotherDatabase: add(proof)
      case .stop:
        add(proof)
        return stop(at: nil)
      }
      if case .inAnotherDatabase = sequel { return }
    }
  }

  private mutating func add(_ proof: MigrationProof) {
    var proof = proof
    if let (reason, rows) = failureOnRows {
      let failsAnyway = proof.findings.contains {
        if case .failed(.up, _, _) = $0 { true } else { false }
      }
      if !failsAnyway {
        proof.findings.insert(.failed(.up, reason: reason, onlyOnRows: true), at: 0)
        proof.rows = rows
      }
    }
    failureOnRows = nil
    next += 1
    proofs.append(proof)
    observer(proof)
  }

  /// Gives up: what comes after a migration that does not run cannot be known.
  private mutating func stop(at failed: MigrationProof?) {
    if let failed {
      proofs.append(failed)
      observer(failed)
    }
    while !isDone {
      var proof = MigrationProof(migrations[next].identifier)
      proof.findings = [.notReached]
      failureOnRows = nil
      add(proof)
    }
  }
}

// MARK: - One migration

extension ProofWalk {
  private func prove(
    _ proof: inout MigrationProof,
    _ migration: Migration,
    since before: inout CatalogSnapshot,
    _ session: ProofSession
  ) async throws -> Sequel {
    let version = migration.identifier.version
    guard try await session.run(.up, .up(through: version), in: &proof) else {
      return proof.rows.map { $0.total > 0 } == true ? .inAnotherDatabase : .stop
    }
    if let rows = verifier.rows, failureOnRows == nil, migration.hasBatches {
      let batches = BatchProof(server: server, migrations: migrations, rows: rows)
      let differences = try await batches.differences(of: migration)
      if !differences.isEmpty { proof.findings.append(.batchesDiffer(differences)) }
    }
    let after = try await session.catalog()
    if let reason = try? migration.down?.script().irreversibleReason {
      if !verifier.acceptsIrreversible { proof.findings.append(.irreversible(reason: reason)) }
      before = after
      return .goOn
    }
    guard try await session.run(.down, .downSteps(1), in: &proof) else {
      before = after
      // One that runs statement by statement has stopped in the middle.
      return try await session.catalog() == after ? .goOn : .inAnotherDatabase
    }
    let restored = try await session.catalog().changes(since: before)
    if !restored.isEmpty { proof.findings.append(.notRestored(restored)) }
    guard try await session.run(.upAgain, .up(through: version), in: &proof) else {
      return .inAnotherDatabase
    }
    let repeated = try await session.catalog()
    let differences = repeated.changes(since: after)
    if !differences.isEmpty { proof.findings.append(.notRepeated(differences)) }
    before = repeated
    return differences.isEmpty ? .goOn : .inAnotherDatabase
  }
}

extension MigrationProof {
  /// Whether its first `up` failed where there were rows.
  fileprivate var failsOnRows: Bool {
    guard let rows, rows.total > 0, case .failed(.up, _, _) = findings.first else { return false }
    return true
  }
}

extension ProofFinding {
  fileprivate var reason: String? {
    if case .failed(_, let reason, _) = self { reason } else { nil }
  }
}
