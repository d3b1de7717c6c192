import Subprocess

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

/// A process that waits for this program to let go of a cluster, and then ends its server and removes
/// its directory.
///
/// It reads a pipe whose other end only this program has. The kernel closes that end with the program,
/// whatever ends it, so that a crash leaves neither a server nor files behind.
struct Reaper: Sendable {
  /// The end of the pipe that this program has.
  private let hold: FileDescriptor
  private let process: Task<Void, Never>

  private static let script = """
    trap '' INT TERM HUP
    read -r _ || :
    file=$1/data/postmaster.pid
    if [ -e "$file" ]; then
      read -r server <"$file" || :
      kill -QUIT "$server" 2>/dev/null || :
      turns=0
      while [ -e "$file" ] && kill -0 "$server" 2>/dev/null && [ $turns -lt 300 ]; do
        sleep 0.02
        turns=$((turns + 1))
      done
    fi
    rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
    """

  /// Starts the process, as the account that owns the cluster.
  init(of server: ClusterServer) throws(ClusterError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw ClusterError(Errno(rawValue: errno), while: "watch over", at: server.directory.path)
    }
    // Whichever child had the end, too, would keep the process waiting.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let input = FileDescriptor(rawValue: ends[0])
    hold = FileDescriptor(rawValue: ends[1])
    let words =
      Command.prefix(for: server.account) + ["/bin/sh", "-c", Self.script, "sh"]
      + [server.directory.path.string]
    // No child task: it must outlive the cancellation of the one that runs the body.
    process = Task {
      var options = PlatformOptions()
      // A Ctrl-C in the terminal must not reach it.
      options.createSession = true
      // Nobody can act on a failure any more.
      _ = try? await Subprocess.run(
        .path(FilePath(words[0])),
        arguments: Arguments(Array(words.dropFirst())),
        environment: .custom(Command.environment()),
        workingDirectory: "/",
        platformOptions: options,
        input: .fileDescriptor(input, closeAfterSpawningProcess: true),
        output: .discarded,
        error: .discarded
      )
    }
  }

  /// Lets go, and waits until the server has ended and its directory is gone.
  func finish() async {
    try? hold.close()
    await process.value
  }
}
