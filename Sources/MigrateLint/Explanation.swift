/// A statement of a migration with what it does.
public struct ExplainedStatement: Sendable, Hashable {
  /// Where it begins.
  public let place: Place
  /// Its text, as it stands in the file.
  public let text: String
  /// What it locks, reads and changes; empty where PostgreSQL would refuse it.
  public let effect: StatementEffect
  /// What the rules say of it.
  public let findings: [Finding]
  /// Whether PostgreSQL would refuse it.
  public var isRefused: Bool { findings.contains { $0.severity == .error } }
}

extension Linter {
  /// Tells what each statement of a file does, on top of what ran before it.
  ///
  /// - Parameters:
  ///   - source: The file to explain.
  ///   - earlier: The files before it, in their order.
  /// - Returns: The statements in the order of the file.
  public func explain(_ source: LintSource, after earlier: [LintSource]) -> [ExplainedStatement] {
    var catalog = Catalog()
    for source in earlier {
      var replay = replay(source, on: catalog)
      replay.run()
      catalog = replay.catalog
    }
    var replay = replay(source, on: catalog)
    replay.explanation = []
    replay.run()
    return (replay.explanation ?? []).map { statement in
      ExplainedStatement(
        place: statement.place,
        text: statement.text,
        effect: statement.effect,
        findings: statement.findings.compactMap(configuration.configured)
      )
    }
  }

  private func replay(_ source: LintSource, on catalog: Catalog) -> Replay {
    Replay(catalog: catalog, source: source, parser: parser, configuration: configuration)
  }
}

extension Replay {
  /// Adds a statement that ran, or was refused, to the explanation that was asked for.
  mutating func explain(_ effect: StatementEffect?, _ findings: ArraySlice<Finding>) {
    guard explanation != nil else { return }
    let isRefused = findings.contains { $0.severity == .error }
    explanation?.append(
      ExplainedStatement(
        place: source.place(at: text.range.lowerBound),
        text: String(decoding: source.bytes[text.range], as: UTF8.self),
        effect: isRefused ? StatementEffect() : effect ?? StatementEffect(),
        findings: Array(findings)
      )
    )
  }
}
