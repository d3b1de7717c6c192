import ArgumentParser
import Postgres
import TransparencyLog

struct ExportCommand: AsyncParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case jsonl, csv }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a tenant's audit log as a file.",
    discussion: """
      JSON Lines hold everything that `heartly audit verify` needs: entries, their hashes, and the \
      signed checkpoints. CSV is for people. That the log was read is recorded in it.
      """
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var range: AuditRangeOptions

  @Option(help: "What to write: jsonl can be verified, csv opens in a spreadsheet.")
  var format = Format.jsonl

  @Option(
    help: ArgumentHelp(
      "The name of the key that signs, if there is no checkpoint yet.",
      valueName: "name"
    )
  )
  var name = "heartly.local/audit"

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write; - is standard output.", valueName: "path")
  )
  var output = "-"

  func run() async throws {
    try await Interruption().watching { () async throws in
      do {
        let connection = try await AuditSession.open(database, as: .auditor)
        defer { connection.close() }
        try await write(from: connection)
      } catch {
        throw AuditSession.failure(error)
      }
    }
  }

  private func write(from connection: Connection) async throws {
    var file = try BufferedOutput(output)
    let export = AuditExport(tenant: range.tenant, from: range.from, to: range.to)
    var header: String?
    try await export.read(from: connection, format: format.rawValue) { size, part in
      switch format {
      case .csv:
        if header == nil { try file.write(CSVTable.header) }
        header = ""
        if let part { try file.write(CSVTable.line(part)) }
      case .jsonl:
        guard let part else { return }
        if header == nil {
          header = JSONLines.header(origin: origin(part), size: size, range)
          try file.write(header ?? "")
        }
        try file.write(JSONLines.line(part))
      }
    }
    if header == nil, format == .jsonl {
      try file.write(JSONLines.header(origin: "\(name)/\(range.tenant.text)", size: 0, range))
    }
    try file.close()
  }

  /// The log's name as its checkpoints have it.
  private func origin(_ part: AuditExport.Part) -> String {
    guard case .checkpoint(let note) = part, let end = note.firstIndex(of: "\n") else {
      return "\(name)/\(range.tenant.text)"
    }
    return String(note[..<end])
  }
}

/// Which part of which tenant's log.
struct AuditRangeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The tenant's id.", valueName: "uuid"))
  var tenant: TenantID

  @Option(help: ArgumentHelp("Rows from this time on, such as 2026-11-01.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Rows before this time.", valueName: "time"))
  var to: String?
}
