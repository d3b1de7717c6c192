import ArgumentParser
import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Where the private cluster is.
struct ClusterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The directory of the private PostgreSQL cluster.",
      discussion: "Default: HEARTLY_CLUSTER_DIRECTORY, else .heartly/cluster.",
      valueName: "path"
    )
  )
  var clusterDirectory: String?

  var cluster: PrivateCluster { Self.cluster(in: clusterDirectory) }

  static func cluster(in directory: String?) -> PrivateCluster {
    let directory =
      directory ?? Platform.environment("HEARTLY_CLUSTER_DIRECTORY") ?? ".heartly/cluster"
    return PrivateCluster(
      directory: FilePath(directory),
      roles: [PrivateCluster.superuser] + SignInRole.allCases.map(\.rawValue)
    )
  }

  /// Starts the cluster or adopts it.
  func started() async throws -> RunningCluster { try await Self.started(in: clusterDirectory) }

  static func started(in directory: String?) async throws -> RunningCluster {
    do {
      return try await cluster(in: directory).start()
    } catch {
      throw Failure(message: "error: \(error)")
    }
  }
}
