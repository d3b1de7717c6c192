import ArgumentParser
import Migrate
import Postgres

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract:
      "Tell what `up` would do to a database: locks, rewrites, sizes, time, who is in the way.",
    discussion: """
      Reads only: it takes no lock but ACCESS SHARE, waits for nobody, and needs no right but to read the \
      catalog and the history. The times are estimates: a part of a table that would be read, and a \
      sort of numbers, are measured on the server, for less than a second. Of other sessions their \
      statements are not shown, which may hold data. Exit status 1 where `up` would refuse to run.
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, markdown }

  @OptionGroup var files: DirectoryOptions
  @OptionGroup var repeatables: RepeatableOptions
  @OptionGroup var database: DatabaseOptions

  @Option(
    help: ArgumentHelp("Plan up to and including this version.", valueName: "version")
  )
  var to: MigrationVersion?

  @Flag(help: "Plan a file too that is older than the newest one that is applied.")
  var allowOutOfOrder = false

  @Flag(help: "Measure nothing on the server, and estimate no times.")
  var noMeasure = false

  @Option(
    help: "How to report: text for people, json for programs, markdown for a pull request."
  )
  var format = Format.text

  func run() async throws {
    let reported = format == .json ? FormatOptions.Format.json : .text
    try await reported.reporting { () async throws in
      let plan = try await deployment()
      switch format {
      case .text: Output.line(DeploymentText(plan: plan).text)
      case .json: Output.json(plan)
      case .markdown: Output.line(DeploymentMarkdown(plan: plan).text)
      }
      if plan.isRefused { throw Failure(message: "") }
    }
  }

  private func deployment() async throws -> DeploymentPlan {
    let target = try await database.target()
    let connection = try await MigrateOptions.session(on: target)
    defer { connection.close() }
    var migrator = MigrateOptions.migrator(in: files.directory)
    try RepeatableChoice(given: repeatables.repeatable, beside: files.directory)
      .configure(&migrator, migrations: files.directory)
    migrator.allowsOutOfOrder = allowOutOfOrder
    do {
      let prospect = try await migrator.prospect(
        to.map { .up(through: $0) } ?? .head,
        on: connection
      )
      let forecast = Forecast(directory: files.directory, target: target, measures: !noMeasure)
      return try await forecast.plan(prospect, on: connection)
    } catch let error as MigrateError {
      throw Failure(message: "error: \(error)", status: error.exitStatus)
    }
  }
}
