import ArgumentParser
import Supervision

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at everything that serving needs, and say what to do about what is missing.",
    discussion: "Changes nothing. Exit status 1 if something keeps the server from serving."
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var files: DirectoryOptions
  @OptionGroup var output: FormatOptions

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A setting of the server.", valueName: "name=value")
  )
  var settings: [String] = []

  func run() async throws {
    try await output.reporting { () async throws in
      let settings = try SettingsSource(
        flags: settings,
        file: Platform.environment("HEARTLY_CONFIGURATION")
      ).settings
      let examination = Examination(
        database: database,
        directory: files.directory,
        settings: settings
      )
      let findings = await examination.findings()
      switch output.format {
      case .text:
        for finding in findings {
          Output.line("\(finding.grade.mark) \(finding.subject): \(finding.found)")
          if let advice = finding.advice { Output.line("       \(advice)") }
        }
      case .json: Output.json(findings)
      }
      guard !findings.contains(where: { $0.grade == .broken }) else { throw Failure(message: "") }
    }
  }
}

/// One thing that was looked at.
struct HealthFinding: Encodable {
  enum Grade: String, Encodable {
    case sound, doubtful, broken

    var mark: String {
      switch self {
      case .sound: "ok    "
      case .doubtful: "look  "
      case .broken: "BROKEN"
      }
    }
  }

  var subject: String
  var grade: Grade
  var found: String
  /// What to do; nil where nothing is to be done.
  var advice: String?
}
