import Migrate
import MigrateExact
import Postgres
import Synchronization

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Runs migrations on the throwaway server, and tells the roles that they make from those that they
/// only name, which are made for them.
final class SquashRoles: Sendable {
  private let server: ScratchServer
  private let state = Mutex(State())

  private struct State {
    /// What was there before, and what was made because it was missed.
    var foreign: Set<String> = []
    var isBegun = false
  }

  init(server: ScratchServer) { self.server = server }

  func apply(
    _ migrations: [Migration],
    to target: ConnectionTarget,
    goal: Plan.Goal = .head
  ) async throws {
    let connection = try await ScratchServer.connect(to: target)
    defer { connection.close() }
    if !state.withLock({ $0.isBegun }) {
      let names = try await ScratchRoles.names(on: connection)
      state.withLock { $0 = State(foreign: names, isBegun: true) }
    }
    let migrator = Migrator(directory: "")
    while true {
      do {
        _ = try await migrator.apply(goal, files: Migrator.Files(migrations), to: connection)
        return
      } catch {
        guard case .statement(let failure, _) = error, let name = failure.error.missingRole,
          state.withLock({ $0.foreign.insert(name).inserted })
        else { throw error }
        try await server.makeRole(name)
      }
    }
  }

  /// Drops the roles that the migrations have made, which own nothing any more, so that the next run
  /// makes them as on a new cluster.
  func dropMade() async throws {
    let connection = try await ScratchServer.connect(to: server.target)
    defer { connection.close() }
    let names = try await ScratchRoles.names(on: connection)
    for name in names.subtracting(state.withLock { $0.foreign }) {
      // Rights on settings belong to the cluster, and would keep the role.
      let statements: String = try await connection.query(
        "SELECT pg_catalog.format('DROP OWNED BY %1$I; DROP ROLE %1$I', \(name)::text)"
      ).only().decode(0)
      try await connection.execute(SQLScript(text: statements))
    }
  }

  /// The statements that make the roles which the migrations have made.
  func statements(on connection: Connection) async throws -> String {
    let names = try await ScratchRoles.names(on: connection)
    let made = names.subtracting(state.withLock { $0.foreign })
    return try await ScratchRoles(made, on: connection).text
  }
}
