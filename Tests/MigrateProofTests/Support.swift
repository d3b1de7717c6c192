import Migrate
import MigrateExact
import PostgresCluster
import SystemPackage
import TestDatabase
import TestSupport

/// Runs the body with the tests' server, on which databases are made and dropped.
func withTestServer(_ body: (ScratchServer) async throws -> Void) async throws {
  try await withTestDatabase { database in
    try await ExactServer.scratch(database.target).withServer(body)
  }
}

/// Servers that are thrown away, as the commands make them.
enum Throwaway {
  static var cluster: ThrowawayCluster {
    ThrowawayCluster(templates: Checkout.root.appending(".heartly/exact"))
  }
}

extension Migration {
  /// A pair whose name is `Step`, from texts.
  init(_ version: Int64, up: String, down: String = "SELECT 1;") {
    guard let number = MigrationVersion(version) else {
      preconditionFailure("A version is not negative.")
    }
    let stem = "\(version)-Step"
    self.init(
      identifier: MigrationIdentifier(version: number, name: "Step"),
      up: MigrationFile(
        SQLSource(name: "\(stem).up.sql", bytes: Array(up.utf8)),
        half: .up
      ),
      down: MigrationFile(
        SQLSource(name: "\(stem).down.sql", bytes: Array(down.utf8)),
        half: .down
      )
    )
  }
}
