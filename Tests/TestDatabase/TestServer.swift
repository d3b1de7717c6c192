import PostgresCluster

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The PostgreSQL that the tests run on: `TEST_DATABASE_URL` as a superuser, or a throwaway private
/// cluster that the first test starts and the end of the process stops.
actor TestServer {
  static let shared = TestServer()

  private var start: Task<String, any Error>?

  /// The connection string of a database that always exists.
  func connectionString() async throws -> String {
    if let given = ProcessInfo.processInfo.environment["TEST_DATABASE_URL"], !given.isEmpty {
      return given
    }
    let start = start ?? Task { try await Self.startCluster() }
    self.start = start
    return try await start.value
  }

  private static func startCluster() async throws -> String {
    let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent()
    let cluster = PrivateCluster(
      directory: root.appending(".heartly/test"),
      durability: .none,
      settings: ["max_connections": "500"],
      roles: [
        PrivateCluster.superuser, "heartly_migrator", "heartly_app", "heartly_auditor",
        "heartly_sealer", "heartly_backup",
      ]
    )
    // A new machine reads initdb's files from a cold disk.
    let running = try await cluster.start(timeout: .seconds(300))
    if running.origin != .adopted {
      ProcessToEnd.atExit(running.processID)
    }
    return running.connectionString()
  }
}
