import LiveCatalog
import Migrate
import MigrateExact
import MigrateImport
import MigrateProof
import Postgres

/// What `adopt` and `baseline` have in common: compare, record, tell of it.
struct AdoptionRun {
  let options: MigrateOptions
  let locks: LockOptions
  let scratch: ScratchOptions
  let source: Adoption.Source
  var map = MigrationMap()
  var acceptsDifferences = false
  var mirror: DualWrite?

  init(
    _ options: MigrateOptions,
    _ locks: LockOptions,
    _ scratch: ScratchOptions,
    from source: Adoption.Source
  ) {
    self.options = options
    self.locks = locks
    self.scratch = scratch
    self.source = source
  }

  func perform() async throws {
    let server = try scratch.server()
    var adoption = Adoption(from: source) { migrations, owner in
      try await server.catalog(madeBy: migrations, as: { _ in owner })
    }
    adoption.map = map
    adoption.acceptsDifferences = acceptsDifferences
    let target = try await options.database.target()
    var migrator = MigrateOptions.migrator(in: options.files.directory, monitor: target)
    migrator.patience = locks.patience
    let outcome: Adoption.Outcome
    do {
      outcome = try await Interruption().watching { [adoption, migrator, mirror] () async throws in
        let connection = try await MigrateOptions.session(on: target)
        defer { connection.close() }
        let outcome = try await adoption.perform(migrator, on: connection) { event in
          if case .waitsForRunner = event {
            Output.error("waiting for another runner of migrations to finish")
          }
        }
        try await mirror?.decide(migrator, on: connection)
        return outcome
      }
    } catch let error as MigrateError {
      throw Failure(message: "error: \(error)", status: error.exitStatus)
    }
    show(outcome)
  }

  private func show(_ outcome: Adoption.Outcome) {
    guard options.output.format == .text else { return Output.json(AdoptionDocument(outcome)) }
    for note in outcome.notes { Output.line("note: \(note)") }
    if !outcome.differences.isEmpty {
      Output.line("\(outcome.differences.count) objects differ, which was accepted:")
      for change in outcome.differences { Output.line("  \(change.account)") }
    }
    for migration in outcome.recorded { Output.line("\(migration) is recorded as applied.") }
    let known = outcome.applied.count - outcome.recorded.count
    switch (outcome.recorded.count, known) {
    case (0, _): Output.line("All \(outcome.applied.count) are recorded already.")
    case (let new, 0): Output.line("\(new) migrations recorded; nothing was run.")
    case (let new, _):
      Output.line("\(new) migrations recorded, \(known) were already; nothing was run.")
    }
  }
}

/// What `adopt` and `baseline` print in `--format json`.
private struct AdoptionDocument: Encodable {
  struct Entry: Encodable {
    var version: Int64
    var name: String

    init(_ migration: MigrationIdentifier) {
      version = migration.version.value
      name = migration.name
    }
  }

  struct Difference: Encodable {
    var object: String
    /// What the files make; absent where they make none.
    var files: String?
    /// What the database has; absent where it has none.
    var database: String?

    init(_ change: CatalogChange) {
      object = change.object
      files = change.before
      database = change.after
    }
  }

  var recorded: [Entry]
  var applied: [Entry]
  var differences: [Difference]
  var notes: [String]

  init(_ outcome: Adoption.Outcome) {
    recorded = outcome.recorded.map(Entry.init)
    applied = outcome.applied.map(Entry.init)
    differences = outcome.differences.map(Difference.init)
    notes = outcome.notes
  }
}
