import ArgumentParser
import Postgres

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

  var choice: DatabaseChoice {
    DatabaseChoice(url: databaseURL, clusterDirectory: cluster.clusterDirectory)
  }

  /// The database, whose private cluster runs when this returns.
  func target() async throws -> ConnectionTarget { try await choice.target() }
}
