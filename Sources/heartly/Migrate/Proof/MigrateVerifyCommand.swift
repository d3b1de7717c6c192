import ArgumentParser
import Migrate
import MigrateProof

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct MigrateVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove on a scratch server that each migration runs up, down and up again.",
    discussion: """
      The catalog after the down must be what it was before, and after the second up what it was after \
      the first; each object that differs is named. No database of yours is touched. Exit status 1 if \
      a migration does not hold.
      """
  )

  @OptionGroup var files: DirectoryOptions
  @OptionGroup var scratch: ScratchOptions
  @OptionGroup var output: FormatOptions

  @Option(
    help: ArgumentHelp("The first migration to prove; earlier ones only run.", valueName: "version")
  )
  var from: MigrationVersion?

  @Option(help: ArgumentHelp("The last migration to prove.", valueName: "version"))
  var to: MigrationVersion?

  @Flag(
    help: """
      Fill every table before each migration, so that one that fails only on filled tables fails here.
      """
  )
  var withData = false

  @Option(
    help: ArgumentHelp("With --with-data: how many rows each table gets. Default: 20.")
  )
  var rows: Int?

  @Flag(help: "Accept migrations whose down says that nothing takes them back.")
  var allowIrreversible = false

  func validate() throws {
    guard withData || rows == nil else { throw ValidationError("--rows belongs to --with-data.") }
    guard (1...100_000).contains(rows ?? 1) else {
      throw ValidationError("--rows must be between 1 and 100000.")
    }
    if let from, let to, from > to {
      throw ValidationError("--from \(from) comes after --to \(to).")
    }
  }

  func run() async throws {
    try await output.reporting { () async throws in
      var verifier = MigrationVerifier(server: try scratch.server())
      verifier.first = from
      verifier.last = to
      verifier.acceptsIrreversible = allowIrreversible
      verifier.rows = withData ? rows ?? 20 : nil
      let migrations: [Migration]
      do {
        migrations = try MigrationDirectory.load(FilePath(files.directory), depth: .scripts)
          .migrations
      } catch {
        throw Failure(message: "error: \(error)")
      }
      let report = try await prove(migrations, verifier)
      switch output.format {
      case .text: MigrateVerifyReport.sum(of: report)
      case .json: Output.json(MigrateVerifyDocument(report))
      }
      guard report.holds else { throw Failure(message: "") }
    }
  }

  private func prove(
    _ migrations: [Migration],
    _ verifier: MigrationVerifier
  ) async throws -> ProofReport {
    let showsLines = output.format == .text
    do {
      return try await Interruption().watching {
        try await verifier.verify(migrations) { proof in
          if showsLines { MigrateVerifyReport.show(proof) }
        }
      }
    } catch {
      throw Failure(message: "error: \(error)")
    }
  }
}
