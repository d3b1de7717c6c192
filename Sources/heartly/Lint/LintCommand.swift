import ArgumentParser
import MigrateLint
import PostgresSyntax

struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what PostgreSQL would refuse and what would do harm, before it runs.",
    discussion: """
      Replays the files in the order of their versions against a catalog in memory, each up with its \
      down. With --baseline, on top of what a `pg_dump --schema-only` says exists. Exit status 0 \
      without findings, notes aside; 1 with findings; 2 for a wrong command line or configuration. \
      PostgreSQL's parser is needed (Debian and Ubuntu: libpg-query-dev). With --exact, a real server \
      runs the ups on an empty database, and its programs are needed instead.
      """
  )

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, sarif, github }

  @OptionGroup var input: LintInputOptions

  @OptionGroup var exactness: ExactOptions

  @Option(
    help: """
      How to report: text for people, json for programs, sarif for code scanners, github for \
      annotations in its workflows.
      """
  )
  var format = Format.text

  @Flag(help: "Apply the fixes that cannot be wrong, such as missing quotes; report what is left.")
  var fix = false

  @Flag(help: "Judge again whenever a file changes, until interrupted.")
  var watch = false

  func validate() throws {
    guard !watch || format == .text else {
      throw ValidationError("--watch reports as text only.")
    }
    guard !exactness.exact || !(watch || fix) else {
      throw ValidationError("--exact does not go with --watch and --fix.")
    }
  }

  func run() async throws {
    if exactness.exact {
      return try await ExactJudgement(options: exactness, format: format).perform(input.read())
    }
    let parser = try LintInput.parser()
    if watch {
      return try await FileWatch().onEachChange { () throws in
        let input = try self.input.read()
        show(try judge(input, parser), of: input)
        return input.watched
      }
    }
    let input = try self.input.read()
    let findings = try judge(input, parser)
    show(findings, of: input)
    try Self.end(with: findings)
  }

  /// Fails where something was found, notes aside; the report has said what.
  static func end(with findings: [Finding]) throws {
    guard findings.allSatisfy({ $0.severity < .warning }) else { throw Failure(message: "") }
  }

  private func judge(_ input: LintInput, _ parser: Parser) throws -> [Finding] {
    fix ? try FixRun(input: input, parser: parser).perform() : input.findings(parser)
  }

  private func show(_ findings: [Finding], of input: LintInput) {
    switch format {
    case .text: FindingReport.text(findings, files: input.judgedFiles)
    case .json: Output.json(findings.map(FindingDocument.init))
    case .sarif: Output.json(SARIFLog(findings))
    case .github: FindingReport.github(findings)
    }
  }
}
