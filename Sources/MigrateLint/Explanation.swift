import PostgresSyntax

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
    explain([source], after: earlier)[0]
  }

  /// Tells what each statement of several files does, each file on top of those before it.
  ///
  /// - Parameters:
  ///   - sources: The files to explain, in the order in which they would run.
  ///   - earlier: The files before them, in their order.
  /// - Returns: For each file its statements in the order of the file.
  public func explain(
    _ sources: [LintSource],
    after earlier: [LintSource]
  ) -> [[ExplainedStatement]] {
    parser.onItsThread {
      var catalog = replayed(earlier)
      let first = FirstNames(catalog)
      return sources.map { source in
        var replay = replay(source, on: catalog)
        replay.explanation = []
        replay.run()
        catalog = replay.catalog
        return (replay.explanation ?? []).map { statement in
          ExplainedStatement(
            place: statement.place,
            text: statement.text,
            effect: first.adding(to: statement.effect),
            findings: statement.findings.compactMap(configuration.configured)
          )
        }
      }
    }
  }

  /// The catalog that files amount to.
  func replayed(_ sources: [LintSource]) -> Catalog { replayed(counting: sources).catalog }

  /// The catalog that files amount to, and how many statements PostgreSQL would refuse.
  func replayed(counting sources: [LintSource]) -> (catalog: Catalog, refused: Int) {
    var catalog = Catalog()
    var refused = 0
    for source in sources {
      var replay = replay(source, on: catalog)
      // One owner at a time: a shared catalog would be copied at its first change.
      catalog = Catalog()
      replay.run()
      refused += replay.refused.count
      catalog = replay.catalog
    }
    return (catalog, refused)
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

/// What the relations were called before the first statement that is explained.
private struct FirstNames {
  private struct Maker: Hashable {
    var file: String
    var offset: Int
    var kind: Relation.Kind
  }

  private var names: [Maker: QualifiedRelation?] = [:]
  private var known: Set<QualifiedRelation> = []

  init(_ catalog: Catalog) {
    for (id, entry) in catalog.unorderedRelations {
      let name = QualifiedRelation(schema: id.schema, name: id.name)
      known.insert(name)
      guard let file = entry.origin.path, entry.kind.isTable else { continue }
      let maker = Maker(file: file, offset: entry.origin.offset, kind: .table)
      // Of two that one statement made, no one is the right one.
      names.updateValue(names[maker] == nil ? name : nil, forKey: maker)
    }
  }

  /// The effect with the earlier names of tables that have another one now.
  func adding(to effect: StatementEffect) -> StatementEffect {
    var effect = effect
    for index in effect.relations.indices where !known.contains(effect.relations[index].name) {
      let relation = effect.relations[index]
      let maker = Maker(file: relation.madeIn, offset: relation.madeAt, kind: .table)
      effect.relations[index].earlierName = names[maker] ?? nil
    }
    return effect
  }
}
