public import Postgres
public import PostgresCluster

/// Where migrations run to be judged.
public enum ExactServer: Sendable {
  /// A server of the run's own, which is removed afterwards.
  case throwaway(ThrowawayCluster)
  /// Any server, on which an empty database is made and dropped. The role must be a superuser to run
  /// what only a superuser may. What would outlive the database, such as a role, is not run.
  case scratch(ConnectionTarget)

  /// Runs the body with the server, which is removed afterwards if it is the run's own.
  ///
  /// - Throws: `ClusterError` and `PostgresError` where there is none to be had; what the body throws.
  public func withServer<Value>(
    _ body: (ScratchServer) async throws -> Value
  ) async throws -> Value {
    switch self {
    case .throwaway(let cluster):
      try await cluster.withServer { server in
        let target = try ConnectionTarget(server.connectionString())
        return try await body(ScratchServer(target: target, isOwn: true))
      }
    case .scratch(let target): try await body(ScratchServer(target: target, isOwn: false))
    }
  }

  /// Runs the body with a session in an empty database, which does not outlive it.
  func withSession<Value>(
    _ body: (ExactSession) async throws -> Value
  ) async throws(ExactError) -> Value {
    do {
      return try await withServer { server in
        // A server of its own has one that nobody has used.
        guard !server.isOwn else { return try await Self.run(on: server.target, of: server, body) }
        return try await server.withDatabase { target in
          try await Self.run(on: target, of: server, body)
        }
      }
    } catch {
      throw ExactError(error)
    }
  }

  private static func run<Value>(
    on target: ConnectionTarget,
    of server: ScratchServer,
    _ body: (ExactSession) async throws -> Value
  ) async throws -> Value {
    let connection = try await ScratchServer.connect(to: target)
    defer { connection.close() }
    return try await body(ExactSession(connection: connection, ownsServer: server.isOwn))
  }
}
