public import MigrateLint
internal import Postgres

/// Runs migrations on an empty database and reports what PostgreSQL itself says of each statement.
///
/// ```swift
/// let server = ExactServer.throwaway(ThrowawayCluster(templates: ".heartly/exact"))
/// let report = try await ExactLinter(server: server).lint(sources)
/// ```
///
/// A statement that the server refuses changes nothing, and those after it run, so that all mistakes
/// are found in one run. What an empty database cannot tell is not told: that rows break a new
/// constraint, or how long a scan takes.
public struct ExactLinter: Sendable {
  let server: ExactServer

  /// Makes a linter that will use a server; touches nothing.
  public init(server: ExactServer) {
    self.server = server
  }

  /// Judges files in the order in which they would run.
  ///
  /// - Parameter sources: The baseline first, if there is one, and then the migrations' `up` halves.
  /// - Returns: The findings, and what each statement that ran did to what was there before its
  ///   migration.
  /// - Throws: ``ExactError`` where there is no database to run on, or it is lost on the way.
  public func lint(_ sources: [LintSource]) async throws(ExactError) -> ExactReport {
    try await server.withSession { session in
      var report = ExactReport()
      var doubts = Doubts()
      for source in sources {
        var run = FileRun(source: source, session: session, doubts: doubts)
        try await run.perform()
        doubts = run.doubts
        report.findings += run.findings
        report.statements += run.effects
      }
      return report
    }
  }
}
