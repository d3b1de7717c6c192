#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// A program and its arguments, ready for `execv`.
public struct ClientCommand: Sendable, Hashable {
  /// The program's path.
  public let executable: FilePath
  /// The arguments after the program's own name.
  public let arguments: [String]
}

extension PrivateCluster {
  /// The `psql` that comes with the server's binaries, else the one on `PATH`.
  ///
  /// - Parameters:
  ///   - cluster: The server to connect to.
  ///   - user: The role to sign in as.
  ///   - database: The database to connect to.
  ///   - arguments: More arguments of `psql`, such as `["--command", "SELECT 1"]`.
  /// - Returns: What to run. Run it as the cluster's account or as root: the server admits no other.
  /// - Throws: ``ClusterError/binariesNotFound(programs:searched:)`` if there is no `psql`.
  public func psql(
    _ cluster: RunningCluster,
    user: String = PrivateCluster.superuser,
    database: String = PrivateCluster.database,
    arguments: [String] = []
  ) async throws(ClusterError) -> ClientCommand {
    let server = try? await ServerBinaries.find(in: binaries, majorVersion: cluster.majorVersion)
    let places = (server.map { [$0.directory] } ?? []) + BinaryPlaces().searchPath
    let candidates = places.map { $0.appending("psql") }
    guard let executable = candidates.first(where: FileSystem.isExecutable) else {
      throw .binariesNotFound(programs: ["psql"], searched: places.map(\.string))
    }
    let connection = cluster.connectionString(user: user, database: database)
    return ClientCommand(executable: executable, arguments: ["--dbname", connection] + arguments)
  }
}
