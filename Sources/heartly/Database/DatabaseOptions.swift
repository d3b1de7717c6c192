import ArgumentParser
import Postgres
import PostgresCluster

/// Which database a command works on.
struct DatabaseOptions: ParsableArguments {
  @Option(
    name: .customLong("database-url"),
    help: ArgumentHelp(
      "A PostgreSQL connection string: URL or keywords.",
      discussion: "Default: DATABASE_URL; else libpq's PGHOST, PGHOSTADDR or PGSERVICE; else the "
        + "private cluster, which is started if need be.",
      valueName: "url"
    )
  )
  var databaseURL: String?

  @OptionGroup var cluster: ClusterOptions

  /// The database, whose private cluster runs when this returns.
  func target() async throws -> ConnectionTarget {
    do {
      if let given = databaseURL ?? Platform.environment("DATABASE_URL") {
        return try ConnectionTarget(given)
      }
      if ["PGHOST", "PGHOSTADDR", "PGSERVICE"].contains(where: { Platform.environment($0) != nil })
      {
        return try ConnectionTarget.environment
      }
    } catch {
      throw Failure(message: "error: \(error)")
    }
    let running = try await cluster.started()
    return try ConnectionTarget(running.connectionString())
  }
}
