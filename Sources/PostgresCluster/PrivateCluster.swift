public import Logging

#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A PostgreSQL cluster of a program's own, in a directory, run by the system's binaries.
///
/// Its server is reached through a unix socket only, by the account that owns the directory and by
/// root; the kernel vouches for them (`peer`), so there is no password and no open port. The server
/// outlives the program. Any number of programs may start the same cluster at once: one of them
/// starts the server, the others adopt it.
///
/// ```swift
/// let cluster = PrivateCluster(directory: ".heartly/cluster")
/// let server = try await cluster.start()
/// print(server.connectionString())
/// ```
///
/// When root runs the program, the server belongs to another account; see ``account``.
public struct PrivateCluster: Sendable {
  /// The role with which the cluster is made.
  public static let superuser = "heartly"
  /// The database with which the cluster is made.
  public static let database = "heartly"

  /// The directory of this cluster alone: data, socket, log and lock stand below it. It is made at
  /// the first start. If the server's account cannot reach it because it is in a closed directory of
  /// root's, it becomes a symbolic link to one in `/var/lib/heartly`.
  public let directory: FilePath
  /// How much the server does for its data to survive a crash of the machine. Default: everything.
  public var durability: Durability
  /// More parameters of `postgresql.conf`, by name; they prevail over the cluster's own ones.
  public var settings: [String: String]
  /// The roles as which the cluster's account and root may sign in. Default: the superuser alone.
  /// A role need not exist yet.
  public var roles: [String]
  /// The account that the server belongs to if root runs the program. Default: the owner of the
  /// cluster that is there already, else the user behind `sudo`, else the owner of the nearest
  /// directory above unless that is root, else `postgres`.
  public var account: String?
  /// The number in the socket's name from which on a free one is looked for. Default 5432.
  public var port: Int
  /// Hears at the levels debug and trace what is done.
  public var logger: Logger?

  /// Whether any role may sign in to whoever reaches the socket; see ``ThrowawayCluster``.
  var admitsEveryRole = false
  var binaries: BinaryPlaces
  var relocationRoot = ClusterPlace.systemRelocationRoot

  /// Describes a cluster; touches nothing.
  ///
  /// - Parameters:
  ///   - directory: The directory of this cluster alone; a relative one counts from the current
  ///     directory of the process at each call.
  ///   - durability: How much survives a crash of the machine.
  ///   - settings: More parameters of `postgresql.conf`.
  ///   - roles: The roles as which the cluster's account and root may sign in.
  ///   - account: The server's account if root runs the program.
  ///   - binaries: The directory of the server's programs; nil looks for them, as
  ///     ``ServerBinaries/find(in:majorVersion:)`` does.
  ///   - port: The first number to try in the socket's name.
  ///   - logger: Hears what is done.
  public init(
    directory: FilePath,
    durability: Durability = .full,
    settings: [String: String] = [:],
    roles: [String] = [PrivateCluster.superuser],
    account: String? = nil,
    binaries: FilePath? = nil,
    port: Int = 5432,
    logger: Logger? = nil
  ) {
    precondition(
      settings.keys.allSatisfy { !$0.isEmpty && $0.allSatisfy(Self.isNameCharacter) },
      "A parameter's name has letters, digits, underscores and dots only."
    )
    self.directory = directory
    self.durability = durability
    self.settings = settings
    self.roles = roles
    self.account = account
    self.binaries = BinaryPlaces(only: binaries)
    self.port = port
    self.logger = logger
  }

  /// Makes the cluster if there is none, starts its server if it does not run, and waits until it
  /// takes connections.
  ///
  /// The configuration files are brought up to date; a server that runs already reads them again.
  ///
  /// - Parameter timeout: For everything together. Default 60 s: recovery after a crash takes time.
  /// - Returns: The server, and how the program came by it.
  /// - Throws: ``ClusterError``. After ``ClusterError/startTimedOut(timeout:log:)`` the server goes
  ///   on starting.
  public func start(timeout: Duration = .seconds(60)) async throws(ClusterError) -> RunningCluster {
    let deadline = Deadline(after: timeout)
    let account = try place.account(requestedName: account, sudoUser: Self.sudoUser)
    let directory = try await place.make(for: account, until: deadline)
    try UnixSocket(directory: directory.sockets, port: port).checkPath()
    let server = ClusterServer(directory: directory, account: account)
    return try await ClusterLock(directory: directory).whileHeld(waitingUntil: deadline) {
      () async throws(ClusterError) in
      try await start(server, until: deadline)
    }
  }

  /// Stops the server, if it runs, and waits until it has ended.
  ///
  /// - Parameters:
  ///   - mode: How it ends. Default: open transactions are rolled back.
  ///   - timeout: For everything together. Default 60 s.
  /// - Returns: Whether there was a server to stop.
  /// - Throws: ``ClusterError``. After ``ClusterError/stopTimedOut(timeout:processID:mode:)`` the
  ///   server goes on ending.
  @discardableResult
  public func stop(
    mode: ShutdownMode = .fast,
    timeout: Duration = .seconds(60)
  ) async throws(ClusterError) -> Bool {
    let deadline = Deadline(after: timeout)
    guard let server = try existingServer() else { return false }
    return try await ClusterLock(directory: server.directory).whileHeld(waitingUntil: deadline) {
      () async throws(ClusterError) in
      guard case .live(let file) = await server.state() else { return false }
      logger?.debug("stopping", metadata: ["process": "\(file.processID)", "mode": "\(mode)"])
      try server.signal(mode.signal, to: file.processID)
      // The server removes its file a moment before its process ends.
      while await ProcessTable.isPostmaster(file.processID, of: server.directory.data)
        || ProcessTable.isEnding(file.processID)
      {
        guard !deadline.hasPassed else {
          throw .stopTimedOut(timeout: timeout, processID: file.processID, mode: mode)
        }
        try await Deadline.pause()
      }
      return true
    }
  }

  /// What the cluster is doing now. Changes nothing, and waits for nobody.
  ///
  /// - Returns: Its state, which may be another a moment later.
  /// - Throws: ``ClusterError`` if the directory is no cluster, or another account's.
  public func status() async throws(ClusterError) -> ClusterStatus {
    guard let server = try existingServer(), try server.directory.dataMajorVersion() != nil else {
      return .notCreated
    }
    switch await server.state() {
    case .none: return .stopped
    case .stale: return .crashed
    case .live(let file):
      if let running = try server.running(file, origin: .adopted) { return .running(running) }
      return file.status == .stopping
        ? .stopping(processID: file.processID) : .starting(processID: file.processID)
    }
  }

  private func existingServer() throws(ClusterError) -> ClusterServer? {
    guard let directory = try place.existing() else { return nil }
    let account = try place.account(requestedName: account, sudoUser: Self.sudoUser)
    return ClusterServer(directory: directory, account: account)
  }

  var place: ClusterPlace {
    ClusterPlace(requested: FileSystem.absolute(directory), relocationRoot: relocationRoot)
  }

  static var sudoUser: String? {
    getenv("SUDO_USER").map { String(cString: $0) }
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_.".contains(character))
  }
}
