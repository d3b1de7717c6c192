import PostgresSyntax

/// The rules that judge what the migrations amount to: the catalog after the last of them.
///
/// What a later migration mends is not reported, nor what a baseline made. Partitions are judged through the table that they are part of.
struct HeadRules {
  let catalog: Catalog
  let parser: Parser
  let configuration: LintConfiguration
  /// Whether a baseline tells what existed before.
  let hasBaseline: Bool
  private(set) var findings: [Finding] = []
  private let order: [String: Int]

  init(
    _ catalog: Catalog,
    _ sources: [LintSource],
    _ parser: Parser,
    _ configuration: LintConfiguration
  ) {
    self.catalog = catalog
    self.parser = parser
    self.configuration = configuration
    hasBaseline = sources.contains { $0.role == .baseline }
    order = LintSource.order(of: sources)
  }

  /// Judges the catalog. `guardedUses` is where columns of guarded tables are needed.
  mutating func run(guardedUses: [RelationID: [Origin]]) {
    let indexes = Dictionary(
      grouping: catalog.relations.compactMap { id, entry in
        entry.isPhantom ? nil : entry.index.map { TableIndex(id, $0, entry.origin) }
      },
      by: \.index.table
    )
    for (id, table) in catalog.relations
    where !table.isPhantom && !table.kind.isPassive && id.schema != "pg_temp" {
      let table = JudgedTable(id: id, entry: table, indexes: sorted(indexes[id] ?? []))
      judgeRedundantIndexes(of: table)
      judgeRedundantConstraints(of: table)
      guard configuration.appliesHouseRules else { continue }
      judgeNames(of: table)
      judgeEssentials(of: table)
      judgeKeys(of: table)
      judgeTenancy(of: table)
      judgeView(table)
    }
    if configuration.appliesHouseRules { judgeFunctions() }
    if configuration.warnsOfGuards, !hasBaseline { judgeGuards(guardedUses) }
  }

  /// A table, view or materialized view with its indexes in the order in which they were made.
  struct JudgedTable {
    var id: RelationID
    var entry: Relation
    var indexes: [TableIndex]
  }

  struct TableIndex {
    var id: RelationID
    var index: Index
    var origin: Origin

    init(_ id: RelationID, _ index: Index, _ origin: Origin) {
      self.id = id
      self.index = index
      self.origin = origin
    }
  }

  func isBefore(_ left: Origin, _ right: Origin) -> Bool {
    func position(_ origin: Origin) -> (Int, Int) {
      (origin.path.flatMap { order[$0] } ?? -1, origin.offset)
    }
    return position(left) < position(right)
  }

  private func sorted(_ indexes: [TableIndex]) -> [TableIndex] {
    indexes.sorted { isBefore($0.origin, $1.origin) }
  }

  mutating func report(
    _ rule: Rule,
    _ message: String,
    at origin: Origin,
    severity: Rule.Severity? = nil
  ) {
    guard let place = origin.judgedPlace else { return }
    findings.append(Finding(rule, message, at: place, severity: severity))
  }

  /// Reports that something is not there. After something whose effects are not known it may be, and
  /// the finding is a note.
  mutating func reportLack(_ rule: Rule, _ message: String, at origin: Origin) {
    report(rule, message, at: origin, severity: catalog.isTainted ? .note : nil)
  }
}

extension Relation.Kind {
  /// Whether it is part of another relation or has no rows.
  var isPassive: Bool { self == .index || self == .sequence || self == .compositeType }
}

extension LintSource {
  /// The place of each file's path among the files.
  static func order(of sources: [LintSource]) -> [String: Int] {
    Dictionary(sources.enumerated().map { ($1.path, $0) }) { first, _ in first }
  }
}

extension Finding {
  /// In the order of the files and places.
  static func sorted(_ findings: [Finding], as sources: [LintSource]) -> [Finding] {
    let order = LintSource.order(of: sources)
    func key(_ finding: Finding) -> (Int, Int, Int) {
      (order[finding.place.file] ?? sources.count, finding.place.line, finding.place.column)
    }
    return findings.enumerated().sorted { left, right in
      let (first, second) = (key(left.element), key(right.element))
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }
}
