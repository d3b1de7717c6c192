public import Postgres
public import PostgresCluster

/// Where migrations run to be judged.
public enum ExactServer: Sendable {
  /// A server of the run's own, which is removed afterwards.
  case throwaway(ThrowawayCluster)
  /// Any server, on which an empty database is made and dropped. The role must be a superuser to run
  /// what only a superuser may. What would outlive the database, such as a role, is not run.
  case scratch(ConnectionTarget)

  /// Runs the body with a session in an empty database, which does not outlive it.
  func withSession<Value>(
    _ body: (ExactSession) async throws -> Value
  ) async throws(ExactError) -> Value {
    do {
      switch self {
      case .throwaway(let cluster):
        return try await cluster.withServer { server in
          let target = try ConnectionTarget(server.connectionString())
          return try await Self.run(on: target, ownsServer: true, body)
        }
      case .scratch(let target):
        let name = "heartly_exact_" + String(UInt64.random(in: 0 ... .max), radix: 16)
        try await Self.administer(target, "CREATE DATABASE \(name) TEMPLATE template0")
        let outcome: Result<Value, any Error>
        do {
          outcome = .success(try await Self.run(on: target.database(name), ownsServer: false, body))
        } catch {
          outcome = .failure(error)
        }
        // A task of its own: in a cancelled one, nothing could be sent any more.
        let dropping = Task {
          try await Self.administer(target, "DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
        _ = await dropping.result
        return try outcome.get()
      }
    } catch {
      throw ExactError(error)
    }
  }

  private static func run<Value>(
    on target: ConnectionTarget,
    ownsServer: Bool,
    _ body: (ExactSession) async throws -> Value
  ) async throws -> Value {
    let connection = try await connect(to: target)
    defer { connection.close() }
    return try await body(ExactSession(connection: connection, ownsServer: ownsServer))
  }

  private static func administer(_ target: ConnectionTarget, _ statement: String) async throws {
    let connection = try await connect(to: target)
    defer { connection.close() }
    try await connection.execute(SQLScript(text: statement))
  }

  private static func connect(
    to target: ConnectionTarget
  ) async throws(PostgresError) -> sending Connection {
    var options = ConnectionOptions()
    options.statements = .unnamed
    options.applicationName = "heartly exact"
    return try await Connection.connect(to: target, options: options)
  }
}
