import ArgumentParser

struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Apply, take back and inspect the migrations of a directory.",
    subcommands: [
      UpCommand.self, DownCommand.self, RedoCommand.self, StatusCommand.self, NewCommand.self,
      LintCommand.self, ExplainCommand.self, SnapshotCommand.self,
      MigrateVerifyCommand.self,
      DumpCommand.self, RepairCommand.self,
      PlanCommand.self, DiagramCommand.self,
      AdoptCommand.self, BaselineCommand.self, ImportCommand.self, SquashCommand.self,
    ]
  )
}
