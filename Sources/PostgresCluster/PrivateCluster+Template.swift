import Logging

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

extension PrivateCluster {
  /// Makes the data directory, unless it is there, and starts nothing.
  ///
  /// - Returns: Where it is and whose.
  func makeData(until deadline: Deadline) async throws(ClusterError) -> ClusterServer {
    let server = try await makeDirectory(until: deadline)
    try await ClusterLock(directory: server.directory).whileHeld(waitingUntil: deadline) {
      () async throws(ClusterError) in
      guard try server.directory.dataMajorVersion() == nil else { return }
      let binaries = try await binaries(for: server.directory)
      logger?.debug("making the template", metadata: ["version": "\(binaries.version)"])
      let socket = UnixSocket(directory: server.directory.sockets, port: port)
      try await server.createData(with: binaries, configuration(server, socket), until: deadline)
    }
    return server
  }

  /// Makes the directory of the cluster, unless it is there, for the account that owns it.
  func makeDirectory(until deadline: Deadline) async throws(ClusterError) -> ClusterServer {
    let account = try place.account(requestedName: account, sudoUser: Self.sudoUser)
    let directory = try await place.make(for: account, until: deadline)
    return ClusterServer(directory: directory, account: account)
  }
}

extension ClusterServer {
  /// Copies the data of a cluster that does not run and has the same account.
  ///
  /// They get their name when they are complete, like those that `initdb` makes.
  func copyData(from template: ClusterDirectory, until deadline: Deadline)
    async throws(ClusterError)
  {
    let partial = directory.newPartial()
    try await asAccount(
      #"cp -Rp -- "$1" "$2" && mv -- "$2" "$3""#,
      [template.data.string, partial.string, directory.data.string],
      deadline
    )
  }
}
