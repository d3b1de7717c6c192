import ArgumentParser
import Postgres

struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Show that what the platform promises holds in a database.",
    subcommands: [ProveIsolationCommand.self]
  )
}

struct ProveIsolationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "isolation",
    abstract: "Show that the database keeps tenants apart. Reads only.",
    discussion: """
      Looks at policies, keys, rights, triggers and functions, and tries to read every table as the \
      runtime role without a context and with a forged one. Needs a role that may act as heartly_app: \
      a superuser, or a member of it. Exit status 1 if something does not hold.
      """
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: FormatOptions

  func run() async throws {
    try await output.reporting { () async throws in
      let connection = try await MigrateOptions.session(on: try await database.target())
      defer { connection.close() }
      let proof: IsolationProof
      do {
        proof = try await IsolationProof.take(of: connection)
      } catch let error as PostgresError {
        throw Failure(message: "error: the proof could not be taken: \(error)")
      }
      switch output.format {
      case .text: show(proof)
      case .json: Output.json(proof)
      }
      guard proof.holds else { throw Failure(message: "") }
    }
  }

  private func show(_ proof: IsolationProof) {
    Output.line("Isolation of \(proof.database), \(proof.server), at \(proof.at)")
    Output.line("")
    for finding in proof.findings {
      Output.line("\(finding.violations.isEmpty ? "holds " : "BROKEN") \(finding.claim)")
      for violation in finding.violations { Output.line("         \(violation)") }
    }
    let broken = proof.findings.count { !$0.violations.isEmpty }
    Output.line("")
    Output.line(
      broken == 0
        ? "All \(proof.findings.count) claims hold."
        : "\(broken) of \(proof.findings.count) claims do not hold."
    )
  }
}
