import ArgumentParser

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Seal the audit logs, export them, prove that nobody changed them, and ask them.",
    subcommands: [
      KeygenCommand.self, SealCommand.self, ExportCommand.self, VerifyCommand.self,
      AuditProveCommand.self, WhoSawCommand.self, DidCommand.self, ChangesCommand.self,
      OutsideAssignmentCommand.self, FailuresCommand.self,
    ]
  )
}
