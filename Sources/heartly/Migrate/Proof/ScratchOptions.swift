import ArgumentParser
import MigrateExact
import Postgres
import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// On which server migrations run to be looked at.
struct ScratchOptions: ParsableArguments {
  @Option(
    name: .customLong("scratch-url"),
    help: ArgumentHelp(
      "A server on which databases are made and dropped.",
      discussion: "Default: a private one that lives for the run. Its template is made once, in "
        + "HEARTLY_EXACT_DIRECTORY or else .heartly/exact.",
      valueName: "url"
    )
  )
  var scratchURL: String?

  func server() throws -> ExactServer { try Self.server(scratchURL) }

  /// The server of a URL, or one that is made for the run.
  static func server(_ scratchURL: String?) throws -> ExactServer {
    guard let scratchURL else {
      let templates = Platform.environment("HEARTLY_EXACT_DIRECTORY") ?? ".heartly/exact"
      return .throwaway(ThrowawayCluster(templates: FilePath(templates)))
    }
    do {
      return .scratch(try ConnectionTarget(scratchURL))
    } catch {
      throw Failure(message: "error: \(error)")
    }
  }
}
