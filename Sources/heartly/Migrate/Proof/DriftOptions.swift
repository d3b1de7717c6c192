import ArgumentParser
import Migrate
import MigrateProof
import Postgres

/// Whether a database is compared with what its applied migrations make.
struct DriftOptions: ParsableArguments {
  @Flag(
    help: """
      Compare the database with what the applied files make on a scratch server, and name each object \
      that differs.
      """
  )
  var drift = false

  @Option(
    help: ArgumentHelp(
      "With --drift: what may differ; default: .heartly-drift.json beside the migrations or above.",
      valueName: "file"
    )
  )
  var driftConfig: String?

  @Option(
    name: .customLong("scratch-url"),
    help: ArgumentHelp(
      "With --drift: a server on which a database is made and dropped.",
      discussion: "Default: a private one that lives for the run. The roles that have applied the "
        + "migrations must exist on a server that is named.",
      valueName: "url"
    )
  )
  var scratchURL: String?

  func validate() throws {
    guard drift || (driftConfig == nil && scratchURL == nil) else {
      throw ValidationError("--drift-config and --scratch-url belong to --drift.")
    }
  }

  /// Compares, if that was asked for.
  func judge(
    _ found: Migrator.Examination,
    _ connection: Connection,
    directory: String
  ) async throws -> DriftJudgement? {
    guard drift else { return nil }
    let file =
      try driftConfig.map(DriftConfigurationFile.read)
      ?? DriftConfigurationFile.find(near: directory)
    var judgement = DriftJudgement(configuration: file?.path)
    guard found.problems.isEmpty else {
      judgement.obstacle = "the history cannot be trusted, as said above"
      return judgement
    }
    var check = DriftCheck(server: try ScratchOptions.server(scratchURL))
    check.ignores = file?.ignores ?? []
    do {
      judgement.report = try await check.drift(of: connection, status: found.status)
    } catch .filesMissing(let migrations) {
      judgement.obstacle = "\(ProofError.filesMissing(migrations)) in \(directory)"
    } catch {
      throw Failure(message: "error: \(error)")
    }
    return judgement
  }
}
