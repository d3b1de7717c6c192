import LiveCatalog
import Migrate
import MigrateExact
import MigrateProof
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

/// Proves migrations on the tests' server.
func verify(
  _ migrations: [Migration],
  _ configure: (inout MigrationVerifier) -> Void = { _ in }
) async throws -> ProofReport {
  try await withTestDatabase { database in
    var verifier = MigrationVerifier(server: .scratch(try database.target))
    configure(&verifier)
    return try await verifier.verify(migrations)
  }
}

extension ProofFinding {
  /// What it says in words: its kind, and the objects that it names.
  var words: [String] {
    switch self {
    case .failed(let phase, let reason, let onlyOnRows):
      ["failed \(phase.rawValue)\(onlyOnRows ? " on rows" : ""): \(reason)"]
    case .notRestored(let changes): ["not restored"] + changes.map(\.object)
    case .notRepeated(let changes): ["not repeated"] + changes.map(\.object)
    case .batchesDiffer(let differences): ["batches differ"] + differences.map(\.table)
    case .irreversible(let reason): ["irreversible \(reason)"]
    case .notReached: ["not reached"]
    }
  }
}

extension MigrationProof {
  /// What all its findings say.
  var words: [String] {
    var words: [String] = []
    for finding in findings { words += finding.words }
    return words
  }
}
