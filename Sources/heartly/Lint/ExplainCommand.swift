import ArgumentParser
import Migrate
import MigrateLint
import PostgresSyntax

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what each statement of a migration locks, reads and changes.",
    discussion: """
      Needs no database: the migrations before it are replayed against a catalog in memory. With \
      --baseline, on top of what a `pg_dump --schema-only` says exists. PostgreSQL's parser is needed \
      (Debian and Ubuntu: libpg-query-dev).
      """
  )

  @Argument(help: ArgumentHelp("The migration's number.", valueName: "version"))
  var version: MigrationVersion

  @OptionGroup var files: DirectoryOptions

  @Option(
    help: ArgumentHelp("What exists before the first migration.", valueName: "pg_dump file")
  )
  var baseline: String?

  @OptionGroup var output: FormatOptions

  func run() async throws {
    try await output.reporting { try explain() }
  }

  private func explain() throws {
    let migrations = try directory().migrations
    guard let index = migrations.firstIndex(where: { $0.identifier.version == version }) else {
      throw Failure(message: "error: \(files.directory) holds no migration \(version)")
    }
    let input = try LintInput(paths: [files.directory], baseline: baseline)
    let path = migrations[index].up.source.name
    guard let position = input.sources.firstIndex(where: { $0.path == path }) else {
      throw Failure(message: "error: \(path) cannot be read")
    }
    let linter = Linter(
      parser: try LintInput.parser(),
      configuration: input.configuration
    )
    let statements = linter.explain(
      input.sources[position],
      after: input.sources[..<position].filter { $0.role != .down }
    )
    switch output.format {
    case .text: show(statements, of: migrations[index])
    case .json: Output.json(ExplanationDocument(migrations[index].identifier, statements))
    }
  }

  private func directory() throws -> MigrationDirectory {
    do {
      return try MigrationDirectory.load(FilePath(files.directory))
    } catch {
      throw Failure(message: "error: \(error)")
    }
  }

  private func show(_ statements: [ExplainedStatement], of migration: Migration) {
    for statement in statements {
      let place = statement.place
      Output.line("\(place.file):\(place.line): \(place.text)")
      for change in statement.effect.changes { Output.line("  \(change)") }
      for relation in statement.effect.relations { Output.line("  \(relation.sentence)") }
      for finding in statement.findings {
        Output.line("  \(finding.severity): \(finding.message) [\(finding.rule.rawValue)]")
      }
    }
    let count = statements.count
    Output.line("\(migration.identifier): \(count) statement\(count == 1 ? "" : "s")")
  }
}

extension RelationEffect {
  /// `client: ACCESS EXCLUSIVE, every row is written anew`.
  fileprivate var sentence: String {
    var parts = [lock.name]
    switch work {
    case .none: break
    case .scan: parts.append("every row is read")
    case .rewrite: parts.append("every row is written anew")
    }
    if rebuildsIndexes { parts.append("indexes are built anew") }
    return "\(relation): \(parts.joined(separator: ", "))"
  }
}

/// What `explain` prints in `--format json`.
private struct ExplanationDocument: Encodable {
  struct Statement: Encodable {
    var line: Int
    var text: String
    var changes: [String]
    var relations: [Relation]
    var findings: [Finding]
  }

  struct Relation: Encodable {
    var relation: String
    var lock: String
    /// `none`, `scan` or `rewrite`.
    var work: String
    var rebuildsIndexes: Bool
  }

  struct Finding: Encodable {
    var rule: String
    var severity: String
    var message: String
  }

  var version: Int64
  var name: String
  var statements: [Statement]

  init(_ migration: MigrationIdentifier, _ explained: [ExplainedStatement]) {
    version = migration.version.value
    name = migration.name
    statements = explained.map { statement in
      Statement(
        line: statement.place.line,
        text: statement.text,
        changes: statement.effect.changes,
        relations: statement.effect.relations.map {
          Relation(
            relation: $0.relation,
            lock: $0.lock.name,
            work: "\($0.work)",
            rebuildsIndexes: $0.rebuildsIndexes
          )
        },
        findings: statement.findings.map {
          Finding(rule: $0.rule.rawValue, severity: $0.severity.rawValue, message: $0.message)
        }
      )
    }
  }
}
