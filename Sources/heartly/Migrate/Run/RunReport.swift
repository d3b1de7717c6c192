import Migrate
import Postgres
import Synchronization

/// Tells of a run while it is under way, and sums it up.
final class RunReport: Sendable {
  private let format: FormatOptions.Format
  private let state = Mutex(State())

  private struct State {
    var finished: [FinishedMigration] = []
    /// The files that were applied again.
    var repeated: [String] = []
    /// What runs now, for the live line.
    var current: (text: String, since: ContinuousClock.Instant)?
    /// How far it has come.
    var detail: String?
  }

  init(format: FormatOptions.Format) { self.format = format }

  // MARK: While it runs

  func observe(_ event: MigrationEvent) {
    switch event {
    case .waitsForRunner:
      begin("waiting for another runner of migrations")
      remark("waiting for another runner of migrations to finish")
    case .began(let migration, let direction, let statements):
      begin("\(migration) \(direction.rawValue), \(statements) statements")
    case .statement(let migration, let number, let count):
      begin("\(migration), statement \(number) of \(count)")
    case .resumed(let migration, let number):
      say("\(migration): statement \(number) was finished by an earlier run.")
    case .lockNotHad(let migration, let attempt, let blockers):
      let who =
        blockers.isEmpty ? "" : ", behind \(blockers.map(\.description).joined(separator: "; "))"
      begin("\(migration), waiting for a lock, attempt \(attempt)\(who)")
      // The blockers are known from the second attempt on; a log need not be told of each.
      if attempt == 2 { remark("\(migration) waits for a lock\(who)") }
    case .batch(let migration, let progress): observe(progress, of: migration)
    case .paused(let migration, let reason):
      begin("\(migration), batches wait: \(reason)")
      remark("\(migration): the batches wait until it is better: \(reason)")
    case .finished(let migration, let direction, let duration):
      state.withLock {
        $0.finished.append(
          FinishedMigration(migration, direction, milliseconds: duration.milliseconds)
        )
      }
      let verb = direction == .up ? "executed" : "reverted"
      say("\(migration) has been \(verb) successfully.")
    case .repeated(let name, _):
      state.withLock { $0.repeated.append(name) }
      say("\(name) has been applied successfully.")
    case .notice(let severity, let message): say("\(severity): \(message)")
    }
  }

  /// Called by the driver as notices come in. Those that repeat what was asked for ("already
  /// exists, skipping") say nothing that IF NOT EXISTS does not.
  func notice(_ notice: ServerError) {
    guard notice.severity != "NOTICE" || notice.sqlState.errorClass == "00" else { return }
    say("\(notice.severity): \(notice.message)")
  }

  private func begin(_ text: String) {
    state.withLock {
      $0.current = (text, .now)
      $0.detail = nil
    }
    showLife()
  }

  /// Shows how far a statement in batches has come, and tells of it once at its end.
  private func observe(_ progress: BatchProgress, of migration: MigrationIdentifier) {
    if progress.isFinished { return say("\(migration): \(progress.summary)") }
    state.withLock {
      if $0.detail == nil { $0.current = ("\(migration)", .now) }
      $0.detail = progress.line
    }
    showLife()
  }

  /// Called from a second session with what the server tells of a statement.
  func observe(_ progress: ServerProgress) {
    state.withLock { $0.detail = progress.line }
    showLife()
  }

  /// Whether there is a live line to show anything in.
  var isLive: Bool { Output.isLive && format == .text }

  /// What a log should hold and a terminal shows in its live line.
  private func remark(_ text: String) {
    if !Output.isLive || format == .json { Output.error(text) }
  }

  private func say(_ text: String) {
    // In JSON, standard output is one document.
    if format == .text { Output.line(text) } else { Output.error(text) }
  }

  /// Runs the body while the live line counts the seconds.
  func showingLife<Value>(_ body: () async throws -> Value) async throws -> Value {
    guard isLive else { return try await body() }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [self] in
        while !Task.isCancelled {
          try await Task.sleep(for: .milliseconds(100))
          showLife()
        }
      }
      defer {
        group.cancelAll()
        state.withLock { $0.current = nil }
        Output.flush()
      }
      return try await body()
    }
  }

  private func showLife() {
    guard isLive else { return }
    let (current, detail) = state.withLock { ($0.current, $0.detail) }
    guard let (text, since) = current else { return }
    let elapsed = since.duration(to: .now).milliseconds / 100
    let whole = detail.map { "\(text): \($0)" } ?? text
    Output.live(whole, ending: "  \(elapsed / 10).\(elapsed % 10) s")
  }

  // MARK: At the end

  func finish(_ outcome: Migrator.Outcome, goal: Plan.Goal) {
    let (finished, repeated) = state.withLock { ($0.finished, $0.repeated) }
    let notes = outcome.notes.map(\.description) + outcome.repeatableNotes
    guard format == .text else {
      return Output.json(RunDocument(finished, repeatables: repeated, notes: notes))
    }
    for note in notes { Output.line("note: \(note)") }
    if !repeated.isEmpty {
      let files = "\(repeated.count) repeatable file\(repeated.count == 1 ? "" : "s")"
      Output.line("\(files) applied")
      guard !outcome.steps.isEmpty else { return }
    }
    guard !outcome.steps.isEmpty else { return Output.line(goal.nothingToDo) }
    Output.line(goal.sum(finished: finished.count, of: outcome.steps.count))
  }

  func fail(_ error: MigrateError, showingDetail: Bool) {
    let (finished, repeated) = state.withLock { ($0.finished, $0.repeated) }
    if format == .json {
      Output.json(
        RunDocument(
          finished,
          repeatables: repeated,
          error: error.text(showingDetail: showingDetail)
        )
      )
    }
    Output.error("error: \(error.text(showingDetail: showingDetail))")
  }
}

extension MigrateError {
  fileprivate func text(showingDetail: Bool) -> String {
    guard showingDetail else { return description }
    let failure: StatementFailure
    switch self {
    case .statement(let found, _), .repeatable(let found, _): failure = found
    default: return description
    }
    let plain = failure.rendered(showingDetail: false)
    return failure.rendered(showingDetail: true) + description.dropFirst(plain.count)
  }
}

extension Plan.Goal {
  fileprivate func sum(finished: Int, of count: Int) -> String {
    switch self {
    case .head, .up, .upSteps: "\(finished)/\(count) migrations successful"
    case .downSteps, .down: "\(finished)/\(count) migrations reverted."
    case .redo: "\(finished / 2)/\(count / 2) migrations reverted and applied again."
    }
  }

  fileprivate var nothingToDo: String {
    switch self {
    case .head, .up, .upSteps: "No migrations are pending."
    case .downSteps, .down, .redo: "No migrations are applied that could be reverted."
    }
  }
}

extension Duration {
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
