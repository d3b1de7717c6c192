import Logging

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How a start goes: look, act on what is there, look again, until a server takes connections.
extension PrivateCluster {
  /// The caller has the lock.
  func start(
    _ server: ClusterServer,
    until deadline: Deadline
  ) async throws(ClusterError) -> RunningCluster {
    var origin = RunningCluster.Origin.adopted
    var failure: ClusterError?
    while true {
      let state = await server.state()
      if case .live(let file) = state, let running = try server.running(file, origin: origin) {
        try await refresh(server, running, until: deadline)
        return running
      }
      guard !deadline.hasPassed else {
        throw failure ?? .startTimedOut(timeout: deadline.timeout, log: server.directory.log)
      }
      switch state {
      case .live:
        try await Deadline.pause()
      case .none:
        if origin == .adopted { origin = .started }
        failure = try await launch(server, &origin, after: failure, until: deadline)
      case .stale(let file):
        logger?.debug("a server ended without having been stopped")
        origin = .recovered
        try await server.neutralise(file, until: deadline)
        failure = try await launch(server, &origin, after: failure, until: deadline)
      }
    }
  }

  /// Like the other `launch`, but what the deadline itself cuts short is no failure of a program:
  /// the earlier failure tells more.
  private func launch(
    _ server: ClusterServer,
    _ origin: inout RunningCluster.Origin,
    after earlier: ClusterError?,
    until deadline: Deadline
  ) async throws(ClusterError) -> ClusterError? {
    do throws(ClusterError) {
      return try await launch(server, &origin, until: deadline) ?? earlier
    } catch .programFailed where deadline.hasPassed {
      return earlier
    }
  }

  /// Starts the server's process and waits until it is ready, has ended, or the time is over.
  ///
  /// - Returns: Why it ended, if that may pass by itself.
  private func launch(
    _ server: ClusterServer,
    _ origin: inout RunningCluster.Origin,
    until deadline: Deadline
  ) async throws(ClusterError) -> ClusterError? {
    let binaries = try await binaries(for: server.directory)
    let socket = try await server.freeSocket(from: port, until: deadline)
    let configuration = configuration(server, socket)
    if try server.directory.dataMajorVersion() == nil {
      logger?.debug("making the data directory", metadata: ["version": "\(binaries.version)"])
      try await server.createData(with: binaries, configuration, until: deadline)
      origin = .created
    } else {
      try await server.write(configuration, to: server.directory.data, until: deadline)
    }
    let log = ServerLog(directory: server.directory.log)
    let processID = try await server.spawn(binaries, until: deadline)
    logger?.debug("started", metadata: ["process": "\(processID)", "port": "\(socket.port)"])
    while ProcessTable.isAlive(processID) {
      if case .live(let file) = await server.state(), file.processID == processID,
        file.status == .ready || file.status == .standby
      {
        return nil
      }
      if deadline.hasPassed { return nil }
      try await Deadline.pause(.milliseconds(10))
    }
    let lines = log.newLines
    let failure = server.failure(lines: lines) {
      .startFailed(log: server.directory.log, lastLines: lines.suffix(12))
    }
    guard lines.contains(where: Self.passesByItself) else { throw failure }
    logger?.debug("waiting for what is left of an earlier server")
    try await Deadline.pause(.milliseconds(100))
    return failure
  }

  /// Backends that outlived their server end as soon as they notice; and somebody may have started
  /// the server by other means at the same moment.
  private static func passesByItself(_ line: String) -> Bool {
    line.contains("pre-existing shared memory block")
      || line.contains("lock file \"postmaster.pid\" already exists")
  }

  /// The configuration of this program, which may be newer than the one that started the server.
  private func refresh(
    _ server: ClusterServer,
    _ running: RunningCluster,
    until deadline: Deadline
  ) async throws(ClusterError) {
    guard running.origin == .adopted else { return }
    let socket = UnixSocket(directory: server.directory.sockets, port: running.port)
    let configuration = configuration(server, socket)
    if try await server.write(configuration, to: server.directory.data, until: deadline) {
      try server.signal(SIGHUP, to: running.processID)
    }
  }

  func configuration(
    _ server: ClusterServer,
    _ socket: UnixSocket
  ) -> ServerConfiguration {
    ServerConfiguration(
      socket: socket,
      logDirectory: server.directory.log,
      durability: durability,
      settings: settings,
      accounts: [server.account.name, "root"],
      roles: roles,
      admitsEveryRole: admitsEveryRole
    )
  }

  func binaries(
    for directory: ClusterDirectory
  ) async throws(ClusterError) -> ServerBinaries {
    guard let data = try directory.dataMajorVersion() else {
      return try await ServerBinaries.find(in: binaries)
    }
    do throws(ClusterError) {
      return try await ServerBinaries.find(in: binaries, majorVersion: data)
    } catch .binariesNotFound {
      let other = try await ServerBinaries.find(in: binaries)
      throw .otherMajorVersion(
        dataDirectory: directory.data,
        data: data,
        binaries: other.majorVersion
      )
    }
  }
}
