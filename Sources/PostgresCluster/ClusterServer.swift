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

/// The server of one cluster as the operating system shows it, and what can be done to it.
///
/// Whoever changes anything has the ``ClusterLock``.
struct ClusterServer: Sendable {
  enum State: Sendable {
    /// No server, and none has crashed.
    case none
    /// A server's file without the server; nil if not even its content is whole.
    case stale(PostmasterFile?)
    /// The server runs; it need not take connections yet, or any more.
    case live(PostmasterFile)
  }

  let directory: ClusterDirectory
  let account: ServerAccount

  func state() async -> State {
    guard let text = FileSystem.text(of: directory.postmasterFile) else {
      return FileSystem.exists(directory.postmasterFile) ? .stale(nil) : .none
    }
    let file = PostmasterFile(parsing: text)
    if let file, await ProcessTable.isPostmaster(file.processID, of: directory.data) {
      return .live(file)
    }
    // A server may have ended, or begun, between the two looks.
    guard FileSystem.text(of: directory.postmasterFile) == text else { return await state() }
    return .stale(file)
  }

  /// The server as its clients see it; nil as long as it takes no connections.
  func running(
    _ file: PostmasterFile,
    origin: RunningCluster.Origin
  ) throws(ClusterError) -> RunningCluster? {
    guard let port = file.port, file.status == .ready || file.status == .standby,
      let majorVersion = try directory.dataMajorVersion()
    else { return nil }
    // The file has the place of the start; the directory may have moved since, with the socket.
    let here = UnixSocket(directory: directory.sockets, port: port)
    let sockets = FileSystem.exists(here.path) ? here.directory : file.socketDirectory
    return RunningCluster(
      origin: origin,
      processID: file.processID,
      dataDirectory: directory.data,
      socketDirectory: sockets ?? here.directory,
      port: port,
      majorVersion: majorVersion,
      startedAtUnixSeconds: file.startedAtUnixSeconds
    )
  }

  func signal(_ signal: Int32, to processID: Int32) throws(ClusterError) {
    // A process that has just ended is no error: the caller looks again.
    guard kill(processID, signal) == 0 || errno == ESRCH else {
      throw ClusterError(Errno(rawValue: errno), while: "signal the server of", at: directory.path)
    }
  }

  /// Starts the server's process. It belongs to no terminal, and outlives this program.
  func spawn(
    _ binaries: ServerBinaries,
    until deadline: Deadline
  ) async throws(ClusterError) -> Int32 {
    let script = #"umask 077; "$1" -D "$2" </dev/null >"$3" 2>&1 & echo $!"#
    let postgres = binaries.path(of: "postgres")
    let log = directory.log.appending(ServerLog.startFile)
    let result = try await Command.shell(
      script,
      [postgres.string, directory.data.string, log.string],
      account: account,
      newSession: true
    ).run(until: deadline)
    guard let processID = Int32(result.output.prefix(while: \.isNumber)) else {
      throw .programFailed(postgres, reason: result.report)
    }
    return processID
  }

  /// Makes a file that a server left behind harmless.
  ///
  /// PostgreSQL refuses to start while the process that the file names lives, whatever that process
  /// is. The file is not removed, because its later lines name the shared memory by which PostgreSQL
  /// recognises backends that outlived their server; only its process is replaced, by a number that
  /// no process can have.
  func neutralise(_ stale: PostmasterFile?, until deadline: Deadline) async throws(ClusterError) {
    guard let stale else {
      return try await asAccount(#"rm -f -- "$1""#, [directory.postmasterFile.string], deadline)
    }
    try await checkThatNoneAnswers(stale, until: deadline)
    guard kill(stale.processID, 0) == 0 || errno == EPERM else { return }
    try await asAccount(
      #"sed "1s/.*/2147483647/" "$1" >"$1.new" && mv -f -- "$1.new" "$1""#,
      [directory.postmasterFile.string],
      deadline
    )
  }

  /// A process of another container is invisible here, but its socket in a shared directory is not.
  /// A second server on the same data would destroy them.
  private func checkThatNoneAnswers(
    _ stale: PostmasterFile,
    until deadline: Deadline
  ) async throws(ClusterError) {
    guard let port = stale.port else { return }
    let socket = UnixSocket(directory: directory.sockets, port: port)
    // The kernel may take a moment to close what a killed server had open.
    let patience = Deadline(after: min(deadline.remaining, .seconds(2)))
    while socket.isAnswering {
      guard !patience.hasPassed else { throw .runsElsewhere(socket: socket.path) }
      try await Deadline.pause()
    }
  }

  /// The first socket, from `port` on, that no other server uses.
  func freeSocket(from port: Int, until deadline: Deadline) async throws(ClusterError) -> UnixSocket
  {
    for number in port..<(port + 100) {
      let socket = UnixSocket(directory: directory.sockets, port: number)
      guard let text = FileSystem.text(of: socket.lockFile) else {
        if socket.isAnswering { continue }
        return socket
      }
      let other = PostmasterFile(parsing: text)
      if let other, other.dataDirectory != directory.data,
        await ProcessTable.isPostmaster(other.processID, of: other.dataDirectory)
      {
        continue
      }
      if socket.isAnswering { continue }
      // Left behind. PostgreSQL would stop at it if its process number has been given again.
      try await asAccount(
        #"rm -f -- "$1" "$2""#,
        [socket.lockFile.string, socket.path.string],
        deadline
      )
      return socket
    }
    throw .runsElsewhere(socket: UnixSocket(directory: directory.sockets, port: port).path)
  }

  /// Runs a script that only writes below the directory.
  func asAccount(
    _ script: String,
    _ arguments: [String],
    _ deadline: Deadline
  ) async throws(ClusterError) {
    let result = try await Command.shell(script, arguments, account: account).run(until: deadline)
    guard !result.succeeded else { return }
    throw failure(lines: result.report.split(separator: "\n").map(String.init)) {
      .noPermission(path: directory.path, account: account.name)
    }
  }

  /// A full disk, if it is one; else what the caller takes it for.
  func failure(lines: [String], otherwise: () -> ClusterError) -> ClusterError {
    if let report = lines.diskFullReport {
      return .diskFull(directory: directory.path, report: report)
    }
    // On a full disk the log has no room for the message that says so.
    if let bytes = FileSystem.availableBytes(at: directory.path), bytes < 1 << 20 {
      return .diskFull(directory: directory.path, report: lines.last)
    }
    return otherwise()
  }
}
