import PostgresSyntax

extension Linter {
  /// Writes a series of pairs by which a column changes while old and new code work with it.
  ///
  /// - Parameters:
  ///   - request: What is to change.
  ///   - sources: The migrations that there are, in their order, with a baseline where there is one.
  /// - Returns: The pairs in the order in which they run. The analyser finds nothing in any of them.
  /// - Throws: ``ExpandRefusal`` where the column needs a decision, or where the analyser finds something.
  public func expand(
    _ request: ExpandRequest,
    after sources: [LintSource]
  ) throws(ExpandRefusal) -> [ExpandPair] {
    let made: Result<[ExpandPair], ExpandRefusal> = parser.onItsThread {
      do throws(ExpandRefusal) {
        return .success(try series(request, after: sources))
      } catch {
        return .failure(error)
      }
    }
    let pairs = try made.get()
    let new = pairs.enumerated().flatMap { number, pair in
      let path = "\(pair.name) (\(number + 1) of \(pairs.count))"
      return [
        LintSource(path: path + ".up.sql", bytes: Array(pair.up.utf8), role: .up),
        LintSource(path: path + ".down.sql", bytes: Array(pair.down.utf8), role: .down),
      ]
    }
    // The names of new files have no version: they are judged wherever judging begins.
    var all = self
    all.configuration.firstVersion = nil
    let known = Set(all.lint(sources, expectsDowns: false))
    // Also in the files before: a function there may name the column that goes.
    let findings = all.lint(sources + new, expectsDowns: false).filter {
      $0.severity > .note && !known.contains($0)
    }
    guard findings.isEmpty else {
      throw ExpandRefusal(
        "the analyser finds something in the series, so that it needs your hand:\n"
          + findings.map {
            "  \($0.place.file):\($0.place.line): \($0.message) [\($0.rule.rawValue)]\n    \($0.place.text)"
          }.joined(separator: "\n")
      )
    }
    return pairs
  }

  private func series(
    _ request: ExpandRequest,
    after sources: [LintSource]
  ) throws(ExpandRefusal) -> [ExpandPair] {
    var run = LintRun(parser: parser, configuration: configuration, expectsDowns: false)
    run.read(sources)
    let facts = try ColumnFacts.read(request.column, of: request.table, in: run.catalog)
    let needsBatches = request.change != .notNull || request.fill != nil
    guard !needsBatches || facts.batchKey != nil || run.catalog[facts.table]?.primaryKey != nil
    else {
      throw ExpandRefusal(
        "\(facts.table) has no primary key and no unique index over NOT NULL columns, along which its rows "
          + "could be filled in batches"
      )
    }
    return try ExpandSeries(request, facts, parser).pairs()
  }
}
