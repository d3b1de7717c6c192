import ArgumentParser
import TransparencyLog

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Say whether an exported log is what was signed, and name the first entry that is not.",
    discussion: """
      Needs no database. With --checkpoints it sees an old backup too, and names the entry even where \
      all hashes were made anew. Exit status 1 if something is wrong.
      """
  )

  @Argument(help: ArgumentHelp("The file that `heartly audit export` wrote.", valueName: "export"))
  var export: String

  @Option(
    help: ArgumentHelp("The public key, or a file with it.", valueName: "key")
  )
  var key: String

  @Option(
    help: ArgumentHelp("What the sealer keeps outside of the database.", valueName: "path")
  )
  var checkpoints: String?

  @Option(help: ArgumentHelp("After how many years an entry may be archived.", valueName: "years"))
  var retention: Int64 = 6

  @Option(
    help: ArgumentHelp(
      "How much an entry's date may differ from its sealing: as long as the longest transaction.",
      valueName: "time"
    )
  )
  var tolerance = Interval(duration: .seconds(1800))

  @OptionGroup var output: FormatOptions

  func run() async throws {
    try await output.reporting { () async throws in
      let verdict: Verdict
      do {
        verdict = try verifier().verify(export)
      } catch let failure as Failure {
        throw failure
      } catch {
        throw Failure(message: "error: \(error)")
      }
      switch output.format {
      case .text: show(verdict)
      case .json: Output.json(VerdictDocument(verdict))
      }
      guard verdict.finding == nil else { throw Failure(message: "") }
    }
  }

  private func verifier() throws -> ExportVerifier {
    var verifier = ExportVerifier(key: try NoteVerifierKey.argument(key))
    verifier.retentionYears = retention
    verifier.dateTolerance = tolerance.duration.components.seconds
    if let checkpoints { verifier.witness = try witness(checkpoints) }
    return verifier
  }

  /// The directory of this log, or the one above, which has those of all tenants.
  private func witness(_ path: String) throws -> LogDirectory {
    let log = try ExportVerifier.origin(of: export)?.split(separator: "/").last.map(String.init)
    let below = log.map { "\(path)/\($0)" }
    let isBelow = below.flatMap { Platform.realPath("\($0)/state") } != nil
    let directory = isBelow ? below ?? path : path
    guard Platform.realPath("\(directory)/state") != nil else {
      throw Failure(message: "error: nothing is kept of this log in \(path)")
    }
    return LogDirectory(directory)
  }

  private func show(_ verdict: Verdict) {
    guard let finding = verdict.finding else {
      Output.line("\(verdict.origin) holds.")
      Output.line("\(verdict.entries) entries are what was sealed\(verdict.rest).")
      if let newest = verdict.newest {
        Output.line(
          "\(newest.size) were signed at \(newest.time.map(\.description) ?? "no known time")."
        )
      }
      return
    }
    let entry = finding.index.map { " from entry \($0) on" } ?? ""
    Output.line("\(verdict.origin) does not hold: \(finding.kind.rawValue)\(entry).")
    if let id = finding.id { Output.line("  row     \(id) of \(finding.log ?? "a log")") }
    Output.line("  reason  \(finding.reason)")
  }
}

extension Verdict {
  fileprivate var rest: String {
    var parts: [String] = []
    if archived > 0 { parts.append("\(archived) are archived") }
    if omitted > 0 { parts.append("\(omitted) are left out and count by their hashes") }
    if unsealed > 0 { parts.append("\(unsealed) are not sealed yet") }
    return parts.map { ", \($0)" }.joined()
  }
}

extension NoteVerifierKey {
  /// A key's text, or the name of a file with it.
  static func argument(_ text: String) throws -> NoteVerifierKey {
    if let key = NoteVerifierKey(text) { return key }
    let content: String
    do {
      content = String(decoding: try Platform.content(of: text), as: UTF8.self)
    } catch {
      throw Failure(message: "error: \(text) is neither a public key nor a file with one: \(error)")
    }
    do {
      return try NoteVerifierKey(parsing: String(content.prefix { !$0.isNewline }))
    } catch {
      throw Failure(message: "error: \(text): \(error)")
    }
  }
}

/// What `verify --format json` prints.
private struct VerdictDocument: Encodable {
  var log: String
  var holds: Bool
  var entries: UInt64
  var archived: UInt64
  var omitted: UInt64
  var unsealed: UInt64
  var signedSize: UInt64?
  var signedAt: String?
  var finding: TamperDocument?

  init(_ verdict: Verdict) {
    log = verdict.origin
    holds = verdict.finding == nil
    (entries, archived) = (verdict.entries, verdict.archived)
    (omitted, unsealed) = (verdict.omitted, verdict.unsealed)
    signedSize = verdict.newest?.size
    signedAt = verdict.newest?.time?.description
    finding = verdict.finding.map(TamperDocument.init)
  }
}

private struct TamperDocument: Encodable {
  var kind: String
  var index: UInt64?
  var table: String?
  var row: String?
  var reason: String

  init(_ finding: Finding) {
    kind = finding.kind.rawValue
    (index, table, row, reason) = (finding.index, finding.log, finding.id, finding.reason)
  }
}
