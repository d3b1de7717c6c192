public import Postgres

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A database of a test's own, on a real server.
public struct TestDatabase: Sendable {
  /// Its name, which no other test's has.
  public let name: String
  /// How to connect to it as a superuser, as libpq and every program that takes one understands it.
  public let connectionString: String

  /// Where it is, for the driver.
  public var target: ConnectionTarget {
    get throws { try ConnectionTarget(connectionString) }
  }

  /// Opens a session of the superuser.
  public func connect(
    options: ConnectionOptions = ConnectionOptions()
  ) async throws -> sending Connection {
    try await Connection.connect(to: try target, options: options)
  }

  /// Opens a session of another role, which a throwaway server lets in as it does the superuser.
  public func connect(as role: String) async throws -> sending Connection {
    try await Connection.connect(to: try ConnectionTarget(connectionString(as: role)))
  }

  /// How to connect to it as another role.
  public func connectionString(as role: String) -> String {
    guard connectionString.contains("://") else { return "\(connectionString) user=\(role)" }
    return "\(connectionString)\(connectionString.contains("?") ? "&" : "?")user=\(role)"
  }
}

extension TestDatabase {
  /// The same server and role as a connection string's, another database.
  init(name: String, on server: String) throws {
    self.name = name
    guard server.contains("://") else {
      connectionString = "\(server) dbname=\(name)"
      return
    }
    guard var url = URLComponents(string: server) else {
      throw PostgresError.invalidConfiguration("TEST_DATABASE_URL is no URL")
    }
    url.path = "/\(name)"
    connectionString = url.string ?? server
  }
}
