import Subprocess
import Testing

@testable import PostgresCluster

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

/// A directory under `/tmp` for one test, which every account can enter, with clusters that are
/// stopped and removed at the end.
struct Scratch: Sendable {
  let path: FilePath

  static let isRoot = geteuid() == 0

  /// Runs a test in a new directory and removes it with all its servers, also after a failure.
  static func use(_ body: (Scratch) async throws -> Void) async throws {
    let name = "pgc-" + String(UInt32.random(in: .min ... .max), radix: 36)
    // macOS has a link at /tmp, and clusters name their directories without links.
    let temporary = FileSystem.resolve("/tmp") ?? "/tmp"
    let scratch = Scratch(path: temporary.appending(name))
    try FileSystem.makeDirectory(scratch.path, permissions: 0o755)
    do {
      // The umask may have closed it.
      try await scratch.shell(#"chmod 0755 "$1""#, scratch.path.string)
      try await body(scratch)
    } catch {
      try await scratch.remove()
      throw error
    }
    try await scratch.remove()
  }

  /// A cluster that is thrown away; most tests need no more than that.
  func cluster(_ name: String = "c", durability: Durability = .none) -> PrivateCluster {
    PrivateCluster(directory: path.appending(name), durability: durability)
  }

  /// Runs a shell script as the account of the test, and fails if it fails. The server's account can
  /// read what it makes.
  @discardableResult
  func shell(_ script: String, _ arguments: String...) async throws -> String {
    let result = try await Command.shell("umask 022; " + script, arguments, account: nil)
      .run(until: Deadline(after: .seconds(60)))
    try #require(result.succeeded, "\(script): \(result.report)")
    return result.output.split(separator: "\n").joined(separator: "\n")
  }

  /// Kills what may still run in here, whatever the test left, and removes all.
  private func remove() async throws {
    try await shell(
      """
      find -L "$1" -name postmaster.pid -path '*/data/*' 2>/dev/null | while read -r file; do
        pid=$(head -n 1 "$file")
        case $(ps -o command= -p "$pid") in *"$1"*) kill -QUIT "$pid" ;; esac
      done
      # A server that is still ending holds the small disk; Linux detaches it all the same.
      umount "$1/small" 2>/dev/null || umount -l "$1/small" 2>/dev/null
      for try in 1 2 3 4 5; do rm -rf -- "$1" 2>/dev/null && exit 0; done
      rm -rf -- "$1"
      """,
      path.string
    )
  }
}

extension PrivateCluster {
  /// What `psql` prints for a statement, without headings.
  func query(
    _ statement: String,
    on server: RunningCluster,
    user: String = PrivateCluster.superuser
  ) async throws -> String {
    let psql = try await psql(
      server,
      user: user,
      arguments: ["--no-psqlrc", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement]
    )
    let run = Command(program: psql.executable, arguments: psql.arguments)
    let result = try await run.run(until: Deadline(after: .seconds(60)))
    guard result.succeeded else { throw StatementFailed(report: result.report) }
    return result.output.split(separator: "\n").joined(separator: "\n")
  }
}

struct StatementFailed: Error {
  let report: String
}

/// Waits for a condition that sends no event; false if it did not come true within a minute.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
  let deadline = Deadline(after: .seconds(60))
  while !deadline.hasPassed {
    if try await condition() { return true }
    try await Deadline.pause()
  }
  return false
}
