import Migrate
import MigrateLint
import Postgres
import PostgresSyntax

/// What the analyser says of the files that would run, on top of those that are applied.
struct Analysis {
  private var explained: [String: [ExplainedStatement]] = [:]
  private var pending: Set<String> = []
  /// The files among them that the database knows in an earlier form.
  private var replaced: Set<String> = []
  /// What a person should know of how it was found.
  private(set) var notes: [String] = []
  /// What the rules say, the worst first.
  private(set) var findings: [Finding] = []
  /// Whether `up` would refuse the files.
  private(set) var isRefused = false

  /// Judges as `up` does: by the files alone, and where something seems to fail, by what the database
  /// holds.
  init(
    of plan: Plan,
    again: [RepeatablePlan.Item],
    in directory: String,
    on target: ConnectionTarget
  ) async throws {
    let paths = plan.steps.map(\.migration.up.source.name)
    let files = again.map(\.repeatable.file.source)
    pending = Set(paths + files.map(\.name))
    replaced = Set(again.filter { $0.reason != .new }.map(\.repeatable.file.source.name))
    let parser: Parser
    do {
      parser = try Parser.load()
    } catch {
      notes.append("locks, rewrites and findings are not known: \(error)")
      return
    }
    let applied = Set(
      plan.status.rows.filter(\.isApplied).compactMap { $0.migration?.up.source.name }
    )
    var input = try LintInput(paths: [directory])
    input.sources =
      Self.ordered(input.sources, applied: applied, pending: paths, again: pending)
      + files.map { LintSource(path: $0.name, bytes: $0.bytes, role: .repeatable) }
    explain(input, parser)
    guard StepInspection.fails(findings) else { return }
    let inspection = StepInspection(directory: directory, target: target)
    guard let known = try await inspection.known(input, pending) else {
      notes.append(
        "the analyser finds that a statement fails, but what the database holds besides the files "
          + "could not be read; `up` leaves the judgement to PostgreSQL then"
      )
      return
    }
    explain(known, parser)
    isRefused = StepInspection.fails(findings)
  }

  /// The baseline, what is applied, and what would run, in the order of the plan, each with its `down`.
  private static func ordered(
    _ sources: [LintSource],
    applied: Set<String>,
    pending: [String],
    again: Set<String>
  ) -> [LintSource] {
    var downs: [String: LintSource] = [:]
    var last: String?
    for source in sources {
      if source.role == .down, let last { downs[last] = source }
      last = source.role == .up ? source.path : nil
    }
    let ups = Dictionary(
      sources.filter { $0.role == .up }.map { ($0.path, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let before =
      sources.filter { $0.role == .baseline || applied.contains($0.path) }
      // Of those that changed, the files hold no more what the database holds.
      + sources.filter { $0.role == .repeatable && !again.contains($0.path) }
    return (before + pending.compactMap { ups[$0] }).flatMap {
      [$0, downs[$0.path]].compactMap(\.self)
    }
  }

  private mutating func explain(_ input: LintInput, _ parser: Parser) {
    let ups = input.sources.filter { $0.role != .down }
    let judged = ups.filter { pending.contains($0.path) }
    let linter = Linter(parser: parser, configuration: input.configuration)
    // What an earlier form of a file made is not known; that there is something of that name is.
    let earlier =
      ups.filter { !pending.contains($0.path) } + judged.filter { replaced.contains($0.path) }
    let statements = linter.explain(judged, after: earlier)
    explained = Dictionary(
      zip(judged.map(\.path), statements),
      uniquingKeysWith: { first, _ in first }
    )
    let found = input.findings(parser).filter { pending.contains($0.place.file) }
    findings = [Rule.Severity.error, .warning, .note].flatMap { severity in
      found.filter { $0.severity == severity }
    }
  }

  // MARK: What is asked of it

  func statements(of path: String) -> [ExplainedStatement] { explained[path] ?? [] }

  /// Everything that happens to relations, in no order.
  var relations: [RelationEffect] { explained.values.joined().flatMap(\.effect.relations) }

  /// What the database calls the relations.
  var names: Set<QualifiedRelation> { Set(relations.map(\.targetName)) }

  /// Whether there is anything of which the time can be estimated.
  var hasWork: Bool { relations.contains { $0.work != .none || $0.rebuildsIndexes } }

  /// Whether the plan makes the relation itself.
  func isNew(_ effect: RelationEffect) -> Bool {
    pending.contains(effect.madeIn) && !replaced.contains(effect.madeIn)
  }
}
