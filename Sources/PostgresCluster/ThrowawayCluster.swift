#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// A server that lives for one task: a copy of a template, which is removed afterwards.
///
/// `initdb` runs once for each major version; a copy and its start take a few tenths of a second.
/// Any number of them run at once, each in a directory of its own. However the program ends, even by
/// SIGKILL, the server ends and its files are removed.
///
/// ```swift
/// let version = try await ThrowawayCluster(templates: ".heartly/exact").withServer { server in
///   try await ask(server.connectionString())
/// }
/// ```
public struct ThrowawayCluster: Sendable {
  /// Where the templates are kept, in a directory for each major version.
  public var templates: FilePath
  /// Where the servers' own directories are made. Default `/tmp`: every account can enter it, and
  /// the socket's path stays short.
  public var directory: FilePath = "/tmp"

  /// Parameters of `postgresql.conf` besides those below, over which they prevail.
  public var settings: [String: String] = [:]
  /// Whether any role may sign in, without a password, instead of the superuser alone. Nobody but the
  /// server's account and root reaches the socket, whose directory is closed to all others. Default: no.
  public var admitsEveryRole = false

  var binaries = BinaryPlaces()

  /// Describes a server; touches nothing.
  public init(templates: FilePath) {
    self.templates = templates
  }

  /// What a server for a single session needs; nothing of it survives anyway.
  private static let defaults = [
    "max_connections": "20", "shared_buffers": "16MB", "autovacuum": "off", "jit": "off",
    "max_wal_size": "256MB", "logging_collector": "off", "max_wal_senders": "0",
    "track_counts": "on",
  ]

  /// Starts a server, runs the body with it, and removes it whatever the body does.
  ///
  /// - Parameters:
  ///   - timeout: For the start, which makes the template if there is none. Default 120 s.
  ///   - body: What the server is for.
  /// - Returns: What the body returns.
  /// - Throws: ``ClusterError`` if the server cannot be started; what the body throws.
  public func withServer<Value>(
    timeout: Duration = .seconds(120),
    _ body: (RunningCluster) async throws -> Value
  ) async throws -> Value {
    let deadline = Deadline(after: timeout)
    let template = try await makeTemplate(until: deadline)
    let name = "heartly-throwaway-" + String(UInt64.random(in: .min ... .max), radix: 16)
    var clone = PrivateCluster(
      directory: directory.appending(name),
      durability: .none,
      settings: Self.defaults.merging(settings) { $1 },
      account: template.account.name
    )
    clone.admitsEveryRole = admitsEveryRole
    clone.binaries = binaries
    let server = try await clone.makeDirectory(until: deadline)
    let reaper = try Reaper(of: server)
    let outcome: Result<Value, any Error>
    do {
      try await server.copyData(from: template.directory, until: deadline)
      let running = try await clone.start(timeout: deadline.remaining)
      outcome = .success(try await body(running))
    } catch {
      outcome = .failure(error)
    }
    await reaper.finish()
    return try outcome.get()
  }

  private func makeTemplate(until deadline: Deadline) async throws(ClusterError) -> ClusterServer {
    let found = try await ServerBinaries.find(in: binaries)
    var template = PrivateCluster(
      directory: templates.appending("\(found.majorVersion)"),
      durability: .none
    )
    template.binaries = BinaryPlaces(only: found.directory)
    return try await template.makeData(until: deadline)
  }
}
