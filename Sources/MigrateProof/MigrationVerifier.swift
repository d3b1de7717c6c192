public import Migrate
public import MigrateExact
import Postgres

/// Proves migrations: each is run up, down and up again by the engine itself, on an empty database of a
/// scratch server, and the catalogs are compared object by object.
///
/// ```swift
/// let server = ExactServer.throwaway(ThrowawayCluster(templates: ".heartly/exact"))
/// let files = try MigrationDirectory.load("db/migrations", depth: .scripts)
/// let report = try await MigrationVerifier(server: server).verify(files.migrations)
/// ```
public struct MigrationVerifier: Sendable {
  /// Where they run.
  public var server: ExactServer
  /// The first version to prove; those before it only run. Default: the first of all.
  public var first: MigrationVersion?
  /// The last version to prove. Default: the last of all.
  public var last: MigrationVersion?
  /// Whether a migration may say that it cannot be taken back. Default: no.
  public var acceptsIrreversible = false
  /// How many rows each table has before each migration; nil leaves the tables as the migrations
  /// make them, which are mostly empty. Default: nil.
  public var rows: Int?

  /// Describes a proof; touches nothing.
  public init(server: ExactServer) {
    self.server = server
  }

  /// Runs the migrations.
  ///
  /// - Parameters:
  ///   - migrations: With both halves, in any order.
  ///   - observer: Told of each migration when it is done, on the caller's executor.
  /// - Returns: What came of each that was to be proven.
  /// - Throws: ``ProofError`` where nothing could be proven; what is wrong with a migration is in the
  ///   report.
  public func verify(
    _ migrations: [Migration],
    observer: @escaping (MigrationProof) -> Void = { _ in }
  ) async throws(ProofError) -> ProofReport {
    let start = ContinuousClock.now
    for version in [first, last] {
      guard let version else { continue }
      guard migrations.contains(where: { $0.identifier.version == version }) else {
        throw .unknownVersion(version)
      }
    }
    let chosen = migrations.sorted { $0.identifier < $1.identifier }.filter { migration in
      last.map { migration.identifier.version <= $0 } ?? true
    }
    do {
      return try await server.withServer { server in
        var walk = ProofWalk(verifier: self, server: server, migrations: chosen, observer: observer)
        while !walk.isDone {
          try await server.withDatabase { target in try await walk.go(on: target) }
        }
        return ProofReport(migrations: walk.proofs, duration: .now - start)
      }
    } catch {
      throw ProofError(error)
    }
  }
}
