import Dispatch

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A program with its arguments, to be run to its end and measured.
///
/// It gets an environment of one variable, unless more is said, so that neither `PGHOST` nor `DATABASE_URL` leads it
/// astray, and no input. Its output goes to a file, which costs both sides of a pair the same.
struct ClientProgram: Sendable {
  let executable: FilePath
  let arguments: [String]
  /// Where output and error output go together.
  let output: FilePath
  /// The exit statuses of a run that did its work: a linter that finds something ends with 1.
  var success: Set<Int32> = [0]
  /// Variables besides `LC_ALL`, as `NAME=value`.
  var environment: [String] = []

  /// What a run came to.
  struct Run: Sendable {
    let cost: Cost
    let output: String
  }

  /// Runs the program and waits for its end on a thread that may block.
  func run() async throws -> Run {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try runBlocking() })
      }
    }
  }

  private func runBlocking() throws -> Run {
    let start = ContinuousClock.now
    let process = try spawn()
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw Problem.cannotRun(executable, Errno(rawValue: errno)) }
    }
    let wall = start.duration(to: .now)
    let text = try String(contentsOfFile: output.string, encoding: .utf8)
    let isExited = status & 0x7F == 0
    guard isExited, success.contains((status >> 8) & 0xFF) else {
      throw Problem.programFailed(executable, output: text)
    }
    #if canImport(Darwin)
      let memory = Double(usage.ru_maxrss)
    #else
      let memory = Double(usage.ru_maxrss) * 1024
    #endif
    let cost = Cost(wall: wall / .seconds(1), cpu: ProcessorTime.of(usage), memory: memory)
    return Run(cost: cost, output: text)
  }

  /// Starts the program without waiting for its end.
  func spawn() throws -> pid_t {
    #if canImport(Darwin)
      var files: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var files = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&files, 1, output.string, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&files, 1, 2)

    // The threads of Dispatch block all signals, and a child inherits that: pgbench, which SIGALRM
    // tells that its time is over, would run for ever.
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words = ([executable.string] + arguments).map { strdup($0) } + [nil]
    var environment = (["LC_ALL=C"] + self.environment).map { strdup($0) } + [nil]
    defer { for word in words + environment { free(word) } }
    var process: pid_t = 0
    let failure = posix_spawn(
      &process,
      executable.string,
      &files,
      &attributes,
      &words,
      &environment
    )
    guard failure == 0 else { throw Problem.cannotRun(executable, Errno(rawValue: failure)) }
    return process
  }
}
