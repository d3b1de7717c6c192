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

/// One run of a program, as the cluster's account when root runs ours.
struct Command: Sendable {
  struct Result: Sendable {
    var succeeded: Bool
    /// Standard output.
    var output: String
    /// Standard error.
    var report: String
  }

  var program: FilePath
  var arguments: [String] = []
  /// The account that the program runs as; nil means the one that runs ours.
  var account: ServerAccount?
  var input = ""
  /// Detaches the program from the terminal, so that a Ctrl-C there does not reach it.
  var newSession = false

  /// A POSIX shell script whose `$1`, `$2` … are the arguments, so that a path is never parsed.
  static func shell(
    _ script: String,
    _ arguments: [String],
    account: ServerAccount?,
    input: String = "",
    newSession: Bool = false
  ) -> Command {
    Command(
      program: "/bin/sh",
      arguments: ["-c", script, "sh"] + arguments,
      account: account,
      input: input,
      newSession: newSession
    )
  }

  /// Runs the program to its end; one that has not ended at the deadline is killed.
  func run(until deadline: Deadline) async throws(ClusterError) -> Result {
    let outcome = await withTaskGroup(
      of: Swift.Result<Result?, any Error>.self
    ) { group in
      group.addTask {
        do { return .success(try await execute()) } catch { return .failure(error) }
      }
      group.addTask {
        do {
          try await Task.sleep(for: deadline.remaining)
          return .success(nil)
        } catch {
          return .failure(CancellationError())
        }
      }
      defer { group.cancelAll() }
      return await group.next() ?? .success(nil)
    }
    if Task.isCancelled { throw .cancelled }
    switch outcome {
    case .success(let result?): return result
    case .success(nil):
      throw .programFailed(program, reason: "it had not ended after \(deadline.timeout).")
    case .failure(let error): throw .programFailed(program, reason: "\(error)")
    }
  }

  private func execute() async throws -> Result {
    var options = PlatformOptions()
    options.createSession = newSession
    let words = Self.prefix(for: account) + [program.string] + arguments
    // The caller's own directory may be closed to the account, which makes PostgreSQL's programs
    // fail; and variables such as PGPORT or PGOPTIONS of the caller's must not reach the server.
    let result = try await Subprocess.run(
      .path(FilePath(words[0])),
      arguments: Arguments(Array(words.dropFirst())),
      environment: .custom(Self.environment()),
      workingDirectory: "/",
      platformOptions: options,
      input: .string(input),
      output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20)
    )
    return Result(
      succeeded: result.terminationStatus.isSuccess,
      output: result.standardOutput,
      report: result.standardError
    )
  }

  /// What runs the rest of the command line as the account.
  ///
  /// `PlatformOptions.userID` would do it without another program, but not safely: it calls `setuid`
  /// between `clone` and `exec`, where glibc may wait for ever for a thread that only the parent has.
  static func prefix(for account: ServerAccount?) -> [String] {
    guard let account, account.userID != geteuid() else { return [] }
    #if os(Linux)
      return [
        "/usr/bin/setpriv", "--reuid=\(account.userID)", "--regid=\(account.groupID)",
        "--init-groups", "--",
      ]
    #else
      return ["/usr/bin/sudo", "-n", "-u", account.name, "--"]
    #endif
  }

  static func environment() -> [Environment.Key: String] {
    // English messages, because disk full and its like are recognised by them.
    var environment: [Environment.Key: String] = ["LC_ALL": "C", "TZ": "UTC"]
    for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
      if let value = getenv(name) {
        environment[Environment.Key(stringLiteral: name)] = String(cString: value)
      }
    }
    return environment
  }
}
