public import PostgresSyntax

/// Replays migrations against a catalog in memory and reports what PostgreSQL would refuse, and what
/// would do harm, before any database is touched.
public struct Linter: Sendable {
  let parser: Parser
  let configuration: LintConfiguration

  /// Makes a linter on a parser that was loaded.
  public init(parser: Parser, configuration: LintConfiguration = LintConfiguration()) {
    self.parser = parser
    self.configuration = configuration
  }

  /// Judges files in the order in which they would run.
  ///
  /// - Parameter sources: The baseline first, if there is one, and then the migrations' `up` halves.
  /// - Returns: All findings, in the order of the files and places.
  public func lint(_ sources: [LintSource]) -> [Finding] {
    var catalog = Catalog()
    var findings: [Finding] = []
    for source in sources {
      var replay = Replay(
        catalog: catalog,
        source: source,
        parser: parser,
        configuration: configuration
      )
      replay.run()
      catalog = replay.catalog
      findings += source.role == .baseline ? [] : replay.findings
    }
    let judged = Set(sources.filter { $0.role != .baseline }.map(\.path))
    findings += TriggerBodies(catalog: catalog, parser: parser).findings().filter {
      judged.contains($0.place.file)
    }
    return findings.compactMap { finding in
      configuration.severity(of: finding.rule, found: finding.severity).map(finding.withSeverity)
    }
  }
}
