import Postgres
import PostgresCluster

/// Which database a command works on, as the command line says it.
struct DatabaseChoice {
  var url: String?
  var clusterDirectory: String?

  /// The database, whose private cluster runs when this returns.
  func target() async throws -> ConnectionTarget {
    do {
      if let given = url ?? Platform.environment("DATABASE_URL") {
        return try ConnectionTarget(given)
      }
      if ["PGHOST", "PGHOSTADDR", "PGSERVICE"].contains(where: { Platform.environment($0) != nil })
      {
        return try ConnectionTarget.environment
      }
    } catch {
      throw Failure(message: "error: \(error)")
    }
    let running = try await ClusterOptions.started(in: clusterDirectory)
    return try ConnectionTarget(running.connectionString())
  }
}
