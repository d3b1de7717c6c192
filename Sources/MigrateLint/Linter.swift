public import PostgresSyntax

/// Replays migrations against a catalog in memory and reports what PostgreSQL would refuse, and what
/// would do harm, before any database is touched.
public struct Linter: Sendable {
  let parser: Parser
  var configuration: LintConfiguration

  /// Makes a linter on a parser that was loaded.
  public init(parser: Parser, configuration: LintConfiguration = LintConfiguration()) {
    self.parser = parser
    self.configuration = configuration
  }

  /// Judges files in the order in which they would run.
  ///
  /// - Parameters:
  ///   - sources: The baseline first, if there is one, and then the migrations' `up` halves, each
  ///     followed by its `down` where there is one.
  ///   - expectsDowns: Whether a migration without a `down` is a finding. Default false: plain files
  ///     have none.
  /// - Returns: All findings, by file in the order given, and within a file by place.
  public func lint(_ sources: [LintSource], expectsDowns: Bool = false) -> [Finding] {
    parser.onItsThread {
      var run = LintRun(parser: parser, configuration: configuration, expectsDowns: expectsDowns)
      run.read(sources)
      return Finding.sorted(run.finish(), as: sources)
    }
  }
}
