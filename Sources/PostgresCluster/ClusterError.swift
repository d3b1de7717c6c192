#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// What keeps a private cluster from being made, started or stopped. Each message names the place
/// and the way out.
public enum ClusterError: Error, Hashable, Sendable {
  /// The programs are in none of the places that were looked at.
  case binariesNotFound(programs: [String], searched: [String])
  /// The data directory was made by a major version of which no binaries are here.
  case otherMajorVersion(dataDirectory: FilePath, data: Int, binaries: Int?)
  /// PostgreSQL ran out of space below `directory`; `report` is its own line about it, if any.
  case diskFull(directory: FilePath, report: String?)
  /// The socket's path does not fit into the operating system's socket address.
  case socketPathTooLong(path: FilePath, bytes: Int, limitBytes: Int)
  /// The path has a character with which no client could name the socket.
  case unusablePath(FilePath, character: Character)
  /// `account` may not make, enter or write `path`.
  case noPermission(path: FilePath, account: String)
  /// The directory holds something else than a private cluster of this library.
  case notACluster(FilePath)
  /// The cluster belongs to `owner`, whose server this program's account can neither start nor stop.
  case otherAccount(directory: FilePath, owner: String, current: String)
  /// The operating system knows no account of this name or number.
  case accountNotFound(String)
  /// Root runs the program, and no unprivileged account offers itself for the server.
  case noUnprivilegedAccount(directory: FilePath)
  /// A server that is no process of this machine (or container) answers on the cluster's socket.
  case runsElsewhere(socket: FilePath)
  /// `initdb` failed; the last lines of what it said.
  case initializationFailed(dataDirectory: FilePath, lastLines: [String])
  /// The server ended while it started; the last lines of its log.
  case startFailed(log: FilePath, lastLines: [String])
  /// The server runs but did not become ready in time. It goes on: a later start adopts it.
  case startTimedOut(timeout: Duration, log: FilePath)
  /// The server still runs, its sessions unfinished.
  case stopTimedOut(timeout: Duration, processID: Int32, mode: ShutdownMode)
  /// Another program kept starting or stopping this cluster for the whole time.
  case busy(directory: FilePath, timeout: Duration)
  /// The operating system refused an operation for a reason that no other case names.
  case operationFailed(String, path: FilePath, errno: Errno)
  /// A program that should have run could not be run, or did not finish in time.
  case programFailed(FilePath, reason: String)
  /// The task was cancelled.
  case cancelled
}

extension ClusterError: CustomStringConvertible {
  /// A sentence that names the place, and one that names the way out.
  public var description: String {
    switch self {
    case .binariesNotFound(let programs, let searched):
      """
      PostgreSQL's \(Self.list(programs)) not found. Install the package \(Self.package(programs)), \
      or name the directory of the binaries. Looked at: \(searched.joined(separator: ", ")).
      """
    case .otherMajorVersion(let directory, let data, let binaries):
      """
      \(directory) was made by PostgreSQL \(data), but \
      \(binaries.map { "the binaries found are of PostgreSQL \($0)" } ?? "no binaries were found"). \
      Install PostgreSQL \(data) (Debian and Ubuntu: postgresql-\(data), \
      Homebrew: postgresql@\(data)), or dump the data with it, move \(directory) aside, start \
      again and load the dump.
      """
    case .diskFull(let directory, let report):
      """
      The disk that holds \(directory) is full\(report.map { " (PostgreSQL says: \($0))" } ?? ""). \
      Make room there and start again.
      """
    case .socketPathTooLong(let path, let bytes, let limit):
      """
      The socket's path has \(bytes) bytes, the operating system allows \(limit): \(path). Use a \
      cluster directory with a path at least \(bytes - limit) bytes shorter.
      """
    case .unusablePath(let path, let character):
      """
      \(path) has the character \(String(character).debugDescription), with which no PostgreSQL \
      client can name the socket. Use a cluster directory without it.
      """
    case .noPermission(let path, let account):
      """
      The account \(account) has no permission for \(path). Give it the right to enter and write \
      there, or use another cluster directory or account.
      """
    case .notACluster(let directory):
      """
      \(directory) is not a private cluster: it holds something else, and is left untouched. Use \
      another cluster directory, or move it aside.
      """
    case .otherAccount(let directory, let owner, let current):
      """
      The cluster in \(directory) belongs to the account \(owner), but this program runs as \
      \(current). Run it as \(owner) or root, or use another cluster directory.
      """
    case .accountNotFound(let account):
      """
      The operating system knows no account \(account). PostgreSQL needs one with a name: create \
      it, or name another.
      """
    case .noUnprivilegedAccount(let directory):
      """
      PostgreSQL refuses to run as root, and there is no other account for the cluster in \
      \(directory): neither a sudo user nor an owner of the directory nor the account postgres. \
      Create the account postgres (the server's package does), or name an account.
      """
    case .runsElsewhere(let socket):
      """
      A server outside this machine or container answers at \(socket). Stop it where it was \
      started, or use another cluster directory.
      """
    case .initializationFailed(let directory, let lines):
      "initdb could not make \(directory). It said:\(Self.quote(lines))"
    case .startFailed(let log, let lines):
      "The PostgreSQL server did not start. The end of its log in \(log):\(Self.quote(lines))"
    case .startTimedOut(let timeout, let log):
      """
      The PostgreSQL server was not ready after \(timeout). After a crash it may have much to \
      recover, and goes on with it: start again to wait longer. Its log is in \(log).
      """
    case .stopTimedOut(let timeout, let processID, let mode):
      """
      The PostgreSQL server (process \(processID)) still ran \(timeout) after a \(mode.rawValue) \
      shutdown was asked for. \(mode.wayOut)
      """
    case .busy(let directory, let timeout):
      """
      Another program was starting or stopping the cluster in \(directory) for \(timeout). Wait \
      for it, or end it, and try again.
      """
    case .operationFailed(let operation, let path, let errno):
      "Cannot \(operation) \(path): \(errno)."
    case .programFailed(let program, let reason):
      "\(program) failed: \(reason)"
    case .cancelled:
      "The task was cancelled."
    }
  }

  private static func list(_ programs: [String]) -> String {
    programs.count == 1
      ? "program \(programs[0]) was"
      : "programs \(programs.joined(separator: ", ")) were"
  }

  private static func package(_ programs: [String]) -> String {
    programs == ["psql"]
      ? "postgresql-client (Debian, Ubuntu) or libpq (Homebrew)"
      : "postgresql (Debian, Ubuntu) or postgresql@17 (Homebrew)"
  }

  private static func quote(_ lines: [String]) -> String {
    lines.isEmpty ? " nothing" : lines.map { "\n  \($0)" }.joined()
  }
}

extension ClusterError {
  /// The case that names the reason best.
  init(_ error: any Error, while operation: String, at path: FilePath) {
    let errno = error as? Errno ?? .ioError
    switch errno {
    case .permissionDenied, .notPermitted, .readOnlyFileSystem:
      let account = (try? ServerAccount.current())?.name ?? "that runs this program"
      self = .noPermission(path: path, account: account)
    case .noSpace, .diskQuotaExceeded:
      self = .diskFull(directory: path.removingLastComponent(), report: nil)
    case .notDirectory:
      self = .notACluster(path)
    default:
      self = .operationFailed(operation, path: path, errno: errno)
    }
  }
}
