import Migrate

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One finished migration in `--format json`.
struct FinishedMigration: Encodable, Sendable {
  var version: Int64
  var name: String
  /// `up` or `down`.
  var direction: String
  var milliseconds: Int64

  init(
    _ migration: MigrationIdentifier,
    _ direction: MigrationEvent.Direction,
    milliseconds: Int64
  ) {
    version = migration.version.value
    name = migration.name
    self.direction = direction.rawValue
    self.milliseconds = milliseconds
  }
}

/// What `up`, `down` and `redo` print in `--format json`.
struct RunDocument: Encodable {
  var migrations: [FinishedMigration]
  /// The names of the files that were applied because they are new or changed; absent without any.
  var repeatables: [String]?
  var notes: [String]
  /// What stopped the run; absent when nothing did.
  var error: String?

  init(
    _ migrations: [FinishedMigration],
    repeatables: [String] = [],
    notes: [String] = [],
    error: String? = nil
  ) {
    self.migrations = migrations
    self.repeatables = repeatables.isEmpty ? nil : repeatables
    self.notes = notes
    self.error = error
  }
}

extension Output {
  /// Writes one JSON document to standard output.
  static func json(_ document: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      line(String(decoding: try encoder.encode(document), as: UTF8.self))
    } catch {
      preconditionFailure("The program's own documents can always be encoded: \(error)")
    }
  }
}
