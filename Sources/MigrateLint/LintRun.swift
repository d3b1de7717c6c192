import PostgresSyntax

/// One pass over the files: the catalog as far as it has come, and what was found on the way.
struct LintRun {
  let parser: Parser
  let configuration: LintConfiguration
  let expectsDowns: Bool

  private(set) var catalog = Catalog()
  private var findings: [Finding] = []
  private var ignores: [Ignores] = []
  /// What was read, in order.
  private var sources: [LintSource] = []
  /// Where columns of guarded tables are needed.
  private var guardedUses: [RelationID: [Origin]] = [:]
  private var isJudging: Bool
  /// The `up` that was read last, and what stood before it, while its `down` may still come.
  private var open: Open?

  /// The files of the pairs that were compared.
  private var compared: Set<String> = []

  /// An `up` whose `down` may come.
  private struct Open {
    var source: LintSource
    var parsed: Result<ParsedText, SyntaxError>
    var before: Catalog.Mark
    var taints: Int
    /// Whether every statement ran.
    var isSound: Bool
  }

  init(parser: Parser, configuration: LintConfiguration, expectsDowns: Bool) {
    self.parser = parser
    self.configuration = configuration
    self.expectsDowns = expectsDowns
    isJudging = configuration.firstVersion == nil
  }

  /// Reads files in their order.
  mutating func read(_ sources: [LintSource]) {
    var rest = sources[...]
    while !rest.isEmpty {
      var bytes = 0
      let batch = rest.prefix { source in
        defer { bytes += source.bytes.count }
        return bytes < Self.batchBytes
      }
      let parsed = parser.read(batch.map(SplitFile.text))
      for (source, parsed) in zip(batch, parsed) { read(source, parsed) }
      rest = rest.dropFirst(batch.count)
    }
  }

  /// How much text is parsed at once: enough that waiting for the parser takes no time, and so
  /// little that the trees take no memory.
  private static let batchBytes = 64 << 10

  private mutating func read(_ source: LintSource, _ parsed: Result<ParsedText, SyntaxError>) {
    sources.append(source)
    switch source.role {
    case .baseline:
      _ = replay(source, parsed)
      catalog.commit()
    case .up:
      close()
      judge(from: source)
      let (before, taints) = (catalog.checkpoint(), catalog.taints)
      let replay = replay(source, parsed)
      report(replay.findings, of: source, parsed)
      guardedUses.merge(replay.guardedUses, uniquingKeysWith: +)
      open = Open(
        source: source,
        parsed: parsed,
        before: before,
        taints: taints,
        isSound: replay.refused.isEmpty
      )
    case .down: readDown(source, parsed)
    case .repeatable:
      close()
      isJudging = true
      let replay = replay(source, parsed)
      report(replay.findings, of: source, parsed)
      guardedUses.merge(replay.guardedUses, uniquingKeysWith: +)
    }
  }

  /// Ends the pass: judges what can be judged only at the end, and what the files ask to ignore.
  mutating func finish() -> [Finding] {
    close()
    let judged = Set(ignores.map(\.source.path))
    let bodies = LateBodies(
      catalog: catalog,
      parser: parser,
      knowsTypes: configuration.postgresVersion <= 15
    )
    findings += bodies.findings().filter { judged.contains($0.place.file) }
    var head = HeadRules(catalog, sources, parser, configuration)
    head.run(guardedUses: guardedUses)
    findings += head.findings.filter { judged.contains($0.place.file) }
    let byFile = Dictionary(
      grouping: findings.compactMap(configuration.configured),
      by: \.place.file
    )
    return ignores.flatMap { ignore in
      ignore.applied(to: byFile[ignore.source.path] ?? []) { rule in
        // What was not compared with a down can be no use for silence about one.
        configuration.severity(of: rule, found: rule.severity) != nil
          && (rule != .downIncomplete || compared.contains(ignore.source.path))
      }
    }.compactMap(configuration.configured)
  }

  // MARK: One file

  private mutating func replay(
    _ source: LintSource,
    _ parsed: Result<ParsedText, SyntaxError>,
    tracksChanges: Bool = false
  ) -> Replay {
    var replay = Replay(
      catalog: catalog,
      source: source,
      parser: parser,
      configuration: configuration
    )
    // One owner at a time: a shared catalog would be copied at its first change.
    catalog = Catalog()
    replay.tracksChanges = tracksChanges
    replay.run(parsed)
    catalog = replay.catalog
    replay.catalog = Catalog()
    return replay
  }

  private mutating func report(
    _ found: [Finding],
    of source: LintSource,
    _ parsed: Result<ParsedText, SyntaxError>
  ) {
    guard isJudging else { return }
    findings += found
    ignores.append(Ignores(source, parsed, parser: parser))
  }

  private mutating func judge(from source: LintSource) {
    guard !isJudging, let first = configuration.firstVersion.map({ $0.drop { $0 == "0" } }),
      let version = source.version
    else { return }
    isJudging = (version.count, version) >= (first.count, first)
  }

  // MARK: Pairs

  private mutating func readDown(
    _ source: LintSource,
    _ parsed: Result<ParsedText, SyntaxError>
  ) {
    guard let open else { return }
    self.open = nil
    var top = catalog.checkpoint()
    let replay = replay(source, parsed)
    // What follows from a mistake in the up is no other mistake.
    var found = open.isSound ? replay.findings : replay.findings.filter { $0.rule == .syntaxError }
    let isKnown = catalog.taints == open.taints && open.isSound && replay.refused.isEmpty
    if isKnown, isJudging, !Ignores.isIrreversible(source, parsed, parser: parser) {
      compared.formUnion([open.source.path, source.path])
      let differences = catalog.differences(since: open.before, middle: top)
      if !differences.isEmpty {
        let (changes, again) = trace(open, source, parsed)
        top = again
        for finding in remains(differences, of: open.source, after: source, changes) {
          if finding.place.file == source.path {
            found.append(finding)
          } else {
            findings.append(finding)
          }
        }
      }
    }
    report(found, of: source, parsed)
    catalog.forget(to: top)
    catalog.commit()
  }

  /// Which statement of the halves of a pair changed what last.
  private struct Changes {
    var ofUp: [Difference.Subject: Int]
    var ofDown: [Difference.Subject: Int]
  }

  /// Replays a pair once more, to see which statement changed what, and where the `up` ends. Only the
  /// few pairs that leave something pay for that.
  private mutating func trace(
    _ up: Open,
    _ down: LintSource,
    _ parsed: Result<ParsedText, SyntaxError>
  ) -> (changes: Changes, top: Catalog.Mark) {
    catalog.rollBack(to: up.before)
    let ofUp = replay(up.source, up.parsed, tracksChanges: true).changedBy
    let top = catalog.checkpoint()
    let ofDown = replay(down, parsed, tracksChanges: true).changedBy
    return (Changes(ofUp: ofUp, ofDown: ofDown), top)
  }

  private mutating func close() {
    if let open, expectsDowns {
      let place = open.source.place(at: firstStatement(of: open.source))
      let message = "the migration has no down: it cannot be taken back"
      if isJudging { findings.append(Finding(.downMissing, message, at: place)) }
    }
    open = nil
    catalog.commit()
  }

  /// What a pair leaves otherwise, each at the statement of the `up` that is not taken back, or at
  /// the one of the `down` that takes too much.
  private func remains(
    _ differences: [Difference],
    of up: LintSource,
    after down: LintSource,
    _ changes: Changes
  ) -> [Finding] {
    let first = firstStatement(of: down)
    let grouped = Dictionary(grouping: differences) { one in
      let whole = Difference.Subject(object: one.subject.object)
      if let offset = changes.ofUp[one.subject] ?? changes.ofUp[whole] {
        return Statement(isOfUp: true, offset: offset)
      }
      let offset = changes.ofDown[one.subject] ?? changes.ofDown[whole]
      return Statement(isOfUp: false, offset: offset ?? first)
    }
    return grouped.sorted { $0.key.offset < $1.key.offset }.map { statement, differences in
      Finding(
        .downIncomplete,
        "after the down the catalog is not what it was before the up: "
          + Difference.text(differences),
        at: (statement.isOfUp ? up : down).place(at: statement.offset)
      )
    }
  }

  private struct Statement: Hashable {
    var isOfUp: Bool
    var offset: Int
  }

  private func firstStatement(of source: LintSource) -> Int {
    parser.split(source.bytes).first?.lowerBound ?? 0
  }
}
