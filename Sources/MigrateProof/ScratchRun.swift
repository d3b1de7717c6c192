import Migrate
import MigrateExact
import Postgres

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Runs migrations in a database of a scratch server with the engine itself, so that what is proven is
/// what will run.
struct ScratchRun {
  let server: ScratchServer
  let connection: Connection
  /// All that the engine may see, in the order of their versions.
  let migrations: [Migration]
  var migrator: Migrator

  init(
    on server: ScratchServer,
    _ connection: Connection,
    migrations: [Migration]
  ) {
    self.server = server
    self.connection = connection
    self.migrations = migrations
    // The files are given to each run; the directory is asked for nothing.
    migrator = Migrator(directory: "")
    migrator.toolVersion = "proof"
  }

  /// Goes to a goal. A role that the files name and the server lacks is made, and the migration tried
  /// again: it was rolled back, or goes on at the statement that missed it.
  func apply(
    _ goal: Plan.Goal,
    observer: @escaping (MigrationEvent) -> Void = { _ in }
  ) async throws {
    var made: Set<String> = []
    while true {
      do {
        try await migrator.apply(
          goal,
          files: Migrator.Files(migrations),
          to: connection,
          observer: observer
        )
        return
      } catch {
        guard let name = error.missingRole else { throw error }
        guard server.isOwn else { throw ProofError.missingRole(name) }
        // A role that was made and is still missed, the migration has dropped itself.
        guard made.insert(name).inserted else { throw error }
        try await server.makeRole(name)
      }
    }
  }
}

extension MigrateError {
  /// The role for whose absence it failed.
  fileprivate var missingRole: String? {
    switch self {
    case .statement(let failure, _): failure.error.missingRole
    case .commit(_, _, let error): error.missingRole
    default: nil
    }
  }
}
