import MigrateExact
import MigrateLint

/// `lint --exact`: the same files, judged by a server.
struct ExactJudgement {
  let options: ExactOptions
  let format: LintCommand.Format

  func perform(_ input: LintInput) async throws {
    let server = try options.server()
    // What a down does is judged without a server.
    let sources = input.sources.filter { $0.role != .down }
    let report: ExactReport
    do {
      report = try await Interruption().watching {
        try await ExactLinter(server: server).lint(sources)
      }
    } catch {
      throw Failure(message: "error: \(error)")
    }
    show(report, files: sources.count { $0.role != .baseline })
    guard report.findings.allSatisfy({ $0.severity < .warning }) else {
      throw Failure(message: "")
    }
  }

  private func show(_ report: ExactReport, files: Int) {
    switch format {
    case .text:
      if options.verbose {
        for effect in report.statements where !effect.isEmpty { Output.line(effect.line) }
      }
      FindingReport.text(report.findings, files: files)
    case .json: Output.json(ExactDocument(report))
    case .sarif: Output.json(SARIFLog(report.findings))
    case .github: FindingReport.github(report.findings)
    }
  }
}
