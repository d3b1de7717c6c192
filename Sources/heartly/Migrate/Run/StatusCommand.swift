import ArgumentParser
import Migrate
import Postgres

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "List the migrations, and which of them are applied.",
    discussion: """
      Exit status 1 if files and history do not fit together, in any database, or if --drift finds that \
      the database is not what the applied files make.
      """
  )

  @OptionGroup var options: MigrateOptions
  @OptionGroup var drift: DriftOptions
  @OptionGroup var many: ManyOptions

  func validate() throws {
    guard !drift.drift || (many.all == nil && many.schemas == nil) else {
      throw ValidationError("--drift is for one database.")
    }
  }

  func run() async throws {
    try await options.output.reporting { () async throws in
      if let places = try await many.places(options.database) {
        let migrator = try options.migrator()
        let files = migrator.files()
        return try await ManyStatus(
          places: places,
          migrator: migrator,
          files: files,
          jobs: many.jobs
        ).run(format: options.output.format)
      }
      let connection = try await MigrateOptions.session(on: try await options.database.target())
      defer { connection.close() }
      let migrator = try options.migrator()
      let found: Migrator.Examination
      do {
        found = try await migrator.examine(connection)
      } catch {
        throw Failure(message: "error: \(error)")
      }
      if options.output.format == .text { show(found) }
      let judgement = try await drift.judge(found, connection, directory: options.files.directory)
      switch options.output.format {
      case .text: judgement?.show()
      case .json: Output.json(StatusDocument(found, judgement))
      }
      guard found.status.isSound, found.problems.isEmpty, judgement?.isClean != false else {
        throw Failure(message: "")
      }
    }
  }

  private func show(_ found: Migrator.Examination) {
    for row in found.status.rows {
      let state = row.isApplied ? "applied" : "pending"
      let when = row.entry.map { "  \($0.appliedAt)  \($0.durationMicroseconds / 1000) ms" } ?? ""
      Output.line("\(state)  \(row.identifier)\(when)")
      for problem in row.problems { Output.line("         problem: \(problem)") }
      if row.difference == .commentsOnly {
        Output.line("         note: comments or blanks changed since it was applied")
      }
    }
    Output.line("\(found.status.applied.count) applied, \(found.status.pending.count) pending")
    for file in RepeatableDocument.all(of: found.repeatables) {
      Output.line("\(file.state)  \(file.name)")
    }
    for note in found.repeatables?.notes ?? [] { Output.line("note: \(note)") }
    for problem in found.problems { Output.line("problem: \(problem)") }
  }
}

/// What `status --format json` prints.
private struct StatusDocument: Encodable {
  var migrations: [MigrationDocument]
  var applied: Int
  var pending: Int
  /// The files that are applied whenever they change; absent where there never were any.
  var repeatables: [RepeatableDocument]?
  /// What keeps the engine from running, besides the problems of single migrations.
  var problems: [String]
  /// Only with `--drift`.
  var drift: DriftDocument?

  init(_ found: Migrator.Examination, _ judgement: DriftJudgement?) {
    migrations = found.status.rows.map(MigrationDocument.init)
    applied = found.status.applied.count
    pending = found.status.pending.count
    repeatables = found.repeatables.map { RepeatableDocument.all(of: $0) }
    problems = found.problems.map(\.description)
    drift = judgement.map(DriftDocument.init)
  }
}

/// One migration in it.
private struct MigrationDocument: Encodable {
  var version: Int64
  var name: String
  /// `applied` or `pending`.
  var state: String
  /// RFC 3339, in UTC.
  var appliedAt: String?
  var appliedBy: String?
  var milliseconds: Double?
  var toolVersion: String?
  var problems: [String]

  init(_ row: MigrationStatus.Row) {
    version = row.identifier.version.value
    name = row.identifier.name
    state = row.isApplied ? "applied" : "pending"
    appliedAt = row.entry?.appliedAt.description
    appliedBy = row.entry?.appliedBy
    milliseconds = row.entry.map { Double($0.durationMicroseconds) / 1000 }
    toolVersion = row.entry?.toolVersion
    problems = row.problems.map(\.description)
  }
}

extension RepeatableDocument {
  /// All files that are there, or were, in the order of their names.
  static func all(of plan: RepeatablePlan?) -> [RepeatableDocument] {
    guard let plan else { return [] }
    let files =
      plan.items.map { RepeatableDocument($0.repeatable.name, $0.reason.word) }
      + plan.current.map { RepeatableDocument($0, "current") }
      + plan.gone.map { RepeatableDocument($0, "gone") }
    return files.sorted { $0.name < $1.name }
  }
}
