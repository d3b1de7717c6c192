internal import Migrate
import MigrateLint
internal import Postgres

/// Runs one file: in one transaction, as the engine does, with a savepoint for each statement; what
/// cannot run in a transaction runs between two.
struct FileRun {
  let source: LintSource
  let session: ExactSession
  /// Whether the consequences of a refused CREATE are told, too.
  var isStrict = false
  var findings: [Finding] = []
  private(set) var effects: [MeasuredEffect] = []

  /// What was there before the file.
  private var known: CatalogState?
  /// What is there now.
  var state: CatalogState?
  /// Whether the file itself has begun a transaction.
  var hasBegun = false
  /// What is doubtful since an earlier statement or file.
  private(set) var doubts: Doubts

  init(source: LintSource, session: ExactSession, doubts: Doubts = Doubts()) {
    self.source = source
    self.session = session
    self.doubts = doubts
  }

  var connection: Connection { session.connection }

  mutating func perform() async throws {
    let list = readStatements()
    try await session.reset()
    try await begin()
    known = state
    for statement in list.statements {
      try await perform(statement, of: list)
      if list.isStepwise, !hasBegun { try await renew("COMMIT", after: statement, of: list) }
    }
    try await end("COMMIT", after: list.statements.last, of: list)
  }

  /// The file without the commands of psql, each of which is a finding.
  private mutating func readStatements() -> StatementList {
    var bytes = source.bytes
    while true {
      let list = StatementList(SQLSource(name: source.path, bytes: bytes))
      guard let problem = list.problem else { return list }
      guard case .metaCommand(let place) = problem else {
        if let offset = problem.location?.byteOffset { note(problem, at: offset) }
        return list
      }
      note(problem, at: place.byteOffset)
      let end = bytes[place.byteOffset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      for index in place.byteOffset..<end { bytes[index] = UInt8(ascii: " ") }
    }
  }

  private mutating func note(_ problem: MigrationScriptError, at offset: Int) {
    guard source.role == .up else { return }
    let rule: Rule = if case .copyStream = problem { .notAnalysed } else { .syntaxError }
    findings.append(Finding(rule, problem.reason, at: source.place(at: offset)))
  }

  // MARK: One statement

  private mutating func perform(
    _ statement: SQLStatement,
    of list: StatementList
  ) async throws {
    let text = list.source.text(statement.range)
    let before = state
    let refusal: ServerError?
    var isMeasurable = true
    switch statement.transactionality {
    case .control(let command):
      return try await control(command, statement, of: list)
    case _ where !session.ownsServer && ServerWideStatement.matches(text):
      return noteSkipped(statement)
    case .outside where !hasBegun:
      try await end("COMMIT", after: nil, of: list)
      refusal = try await session.run(outside: text)
      try await begin()
      isMeasurable = false
    case .any, .needsTransaction, .outside:
      let keeps = ["savepoint", "release", "rollback"].contains {
        text.prefix($0.count).lowercased() == $0
      }
      switch try await session.run(inTransaction: text, keepsSavepoint: keeps) {
      case .success(let after):
        state = after
        refusal = nil
      case .failure(let error):
        state = try await session.state()
        refusal = error
      }
    }
    guard let refusal else {
      return noteEffect(of: statement, since: before, text, isMeasurable: isMeasurable)
    }
    // Each time it is another role that is missing.
    if try await session.makeRole(missedBy: refusal) {
      return try await perform(statement, of: list)
    }
    try await note(refusal, of: statement, in: list)
  }

  private mutating func noteEffect(
    of statement: SQLStatement,
    since before: CatalogState?,
    _ text: String,
    isMeasurable: Bool
  ) {
    guard source.role == .up, let before, let known, let state else { return }
    var effect = state.effect(
      since: before,
      on: known,
      at: source.place(at: statement.range.lowerBound),
      isMeasurable: isMeasurable
    )
    if text.prefix(8).lowercased() == "truncate" {
      // It gives out new files, but nothing is copied into them.
      effect.rewritten = []
      effect.rebuilt = []
    }
    effects.append(effect)
  }

  mutating func note(
    _ refusal: ServerError,
    of statement: SQLStatement,
    in list: StatementList
  ) async throws {
    var translation = ServerFinding(
      error: refusal,
      source: source,
      text: list.source,
      statement: statement
    )
    translation.names = try await session.names(
      folding: translation.missingName,
      in: translation.namesInStatement
    )
    let isConsequence = !isStrict && doubts.explain(refusal)
    doubts.noteMissing(statement, of: list.source)
    if isConsequence { return }
    let finding = translation.finding
    if source.role == .baseline {
      findings.append(
        Finding(
          .notAnalysed,
          "the baseline does not run here, so that errors after it are told as warnings: "
            + finding.message,
          at: finding.place
        )
      )
    } else if doubts.isServerIncomplete, finding.severity == .error {
      findings.append(
        Finding(
          finding.rule,
          finding.message,
          at: finding.place,
          fix: finding.fix,
          severity: .warning
        )
      )
    } else {
      findings.append(finding)
    }
    if source.role == .baseline || refusal.isAboutExtension { doubts.isServerIncomplete = true }
  }

  private mutating func noteSkipped(_ statement: SQLStatement) {
    guard source.role == .up else { return }
    findings.append(
      Finding(
        .notAnalysed,
        "not run: what it changes belongs to the whole server, and would stay on it",
        at: source.place(at: statement.range.lowerBound)
      )
    )
  }
}
