import PostgresSyntax

/// The rules that judge a statement by itself: what it says, not what became of it.
struct StatementRules {
  let node: SyntaxNode
  let text: StatementText
  /// The catalog after the statement.
  let catalog: Catalog
  let configuration: LintConfiguration
  private(set) var findings: [Finding] = []

  init(
    _ node: SyntaxNode,
    _ text: StatementText,
    _ catalog: Catalog,
    _ configuration: LintConfiguration
  ) {
    self.node = node
    self.text = text
    self.catalog = catalog
    self.configuration = configuration
  }

  mutating func run() {
    judgeTruncation()
    judgeComparisonsWithNull()
    guard configuration.appliesHouseRules else { return }
    judgeGuards()
    judgeTypes()
    judgeNames()
    judgeGrants()
    judgePolicy()
  }

  mutating func report(_ rule: Rule, _ message: String, at offset: Int?, fix: Fix? = nil) {
    findings.append(text.finding(rule, message, at: offset ?? text.range.lowerBound, fix: fix))
  }
}

extension Replay {
  /// Adds what a statement that has run tells by itself. `count` is how many findings came before it.
  mutating func judge(_ node: SyntaxNode, since count: Int) {
    guard source.role != .baseline else { return }
    var rules = StatementRules(node, text, catalog, configuration)
    rules.run()
    // A name that folds to what does not exist is an error already.
    let errors = Set(findings[count...].filter { $0.rule == .unquotedIdentifier }.map(\.place))
    findings += rules.findings.filter {
      $0.rule != .foldedIdentifier || !errors.contains($0.place)
    }
    if configuration.warnsOfGuards { noteGuardedUses(in: node) }
  }
}
