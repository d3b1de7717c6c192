import ArgumentParser
import MigrateLint
import PostgresSyntax

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Find what PostgreSQL would refuse, without a database.",
    discussion: """
      Replays the files in the order of their names against a catalog in memory. With --baseline, on \
      top of what a `pg_dump --schema-only` says exists. Exit status 1 if there is an error or a \
      warning. PostgreSQL's parser is needed (Debian and Ubuntu: libpg-query-dev).
      """
  )

  @Argument(
    help: ArgumentHelp("Directories of migrations, or .sql files.", valueName: "path")
  )
  var paths: [String] = ["db/migrations"]

  @Option(
    help: ArgumentHelp("What exists before the first file.", valueName: "pg_dump file")
  )
  var baseline: String?

  @OptionGroup var output: FormatOptions

  func run() async throws {
    let parser: Parser
    do {
      parser = try Parser.load()
    } catch {
      throw Failure(message: "error: \(error)")
    }
    var sources = try baseline.map { [try source($0, as: .baseline)] } ?? []
    let files = try paths.flatMap(files)
    guard !files.isEmpty else {
      throw Failure(message: "error: no .sql file in \(paths.joined(separator: ", "))")
    }
    sources += try files.map { try source($0, as: .up) }
    let findings = Linter(parser: parser).lint(sources)
    switch output.format {
    case .text: show(findings, files: files.count)
    case .json: Output.json(findings.map(FindingDocument.init))
    }
    guard findings.allSatisfy({ $0.severity < .warning }) else { throw Failure(message: "") }
  }

  /// The `up` halves of a directory, or all its `.sql` files where it has none, by name.
  private func files(at path: String) throws -> [String] {
    do {
      guard let all = try Platform.names(inDirectory: path) else { return [path] }
      let names = all.filter { $0.hasSuffix(".sql") && !$0.hasPrefix(".") }
      let ups = names.filter { $0.hasSuffix(".up.sql") }
      return (ups.isEmpty ? names : ups).sorted().map { FilePath(path).appending($0).string }
    } catch {
      throw Failure(message: "error: \(path) cannot be read: \(error)")
    }
  }

  private func source(_ path: String, as role: LintSource.Role) throws -> LintSource {
    do {
      return LintSource(path: path, bytes: try Platform.content(of: path), role: role)
    } catch {
      throw Failure(message: "error: \(path) cannot be read: \(error)")
    }
  }

  private func show(_ findings: [Finding], files: Int) {
    for finding in findings {
      let place = finding.place
      Output.line(
        "\(place.file):\(place.line):\(place.column): \(finding.severity): \(finding.message) "
          + "[\(finding.rule.rawValue)]"
      )
      Output.line("  \(place.text)")
      let indent = place.text.unicodeScalars.prefix(place.column - 1).map {
        $0 == "\t" ? "\t" : " "
      }
      let fix = finding.fix.map { " \($0.title)" } ?? ""
      Output.line("  \(indent.joined())^\(fix)")
    }
    Output.line("\(files) files, \(findings.count) findings")
  }
}

/// One finding in `--format json`.
private struct FindingDocument: Encodable {
  var rule: String
  var severity: String
  var message: String
  var file: String
  var line: Int
  var column: Int
  var suggestion: String?
  var replacement: String?

  init(_ finding: Finding) {
    rule = finding.rule.rawValue
    severity = finding.severity.rawValue
    message = finding.message
    file = finding.place.file
    line = finding.place.line
    column = finding.place.column
    suggestion = finding.fix?.title
    replacement = finding.fix?.replacement
  }
}
