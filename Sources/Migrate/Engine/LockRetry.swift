internal import Postgres
internal import Synchronization

/// Tries again what failed for a lock, until the migrator's patience is at its end.
struct LockRetry {
  let run: MigrationRun
  let item: MigrationRun.Prepared
  /// What a failure leaves behind.
  let aftermath: MigrateError.Aftermath

  /// How many attempts after the end of the patience serve to find out who is in the way.
  private static let looks = 3

  /// Runs what leaves nothing behind when it fails, until it succeeds.
  func perform(_ attempt: () async throws -> Void) async throws {
    let patience = run.migrator.patience
    let deadline = ContinuousClock.now + patience.retryFor
    var generator = SystemRandomNumberGenerator()
    var attempts = 0
    var late = 0
    var blockers: [BlockingSession] = []
    while true {
      attempts += 1
      do {
        // The first attempt mostly succeeds; from the second on it is worth a session to look.
        let isWatched = attempts > 1 || patience.retryFor == .zero
        return try await watched(isWatched, &blockers, attempt)
      } catch let located as LocatedFailure {
        guard located.error.isLockConflict else {
          throw MigrateError.statement(located.failure, aftermath(of: located.error))
        }
        // On a busy machine an attempt may be over before the other session has looked.
        let isUnnamed = blockers.isEmpty && run.migrator.monitor != nil && late < Self.looks
        if ContinuousClock.now >= deadline { late += 1 }
        guard ContinuousClock.now < deadline || isUnnamed else {
          throw MigrateError.lockNotHad(
            located.failure,
            aftermath(of: located.error),
            waited: patience.retryFor,
            blockers: blockers
          )
        }
      } catch PostgresError.server(let error) where error.isLockConflict {
        // The engine's own row: another runner, without the lock, is about to commit.
        guard ContinuousClock.now < deadline else {
          throw MigrateError.historyChanged(item.identifier)
        }
      }
      run.observer(.lockNotHad(item.identifier, attempt: attempts, blockers: blockers))
      try await Task.sleep(for: patience.pause(before: attempts, using: &generator))
    }
  }

  private func aftermath(of error: ServerError) -> MigrateError.Aftermath {
    aftermath == .rolledBackWithoutHistory && !error.isAboutExistingObject
      ? .rolledBack : aftermath
  }

  /// Runs an attempt while a second session looks at who blocks it.
  private func watched(
    _ isWatched: Bool,
    _ blockers: inout [BlockingSession],
    _ attempt: () async throws -> Void
  ) async throws {
    guard isWatched, let target = run.migrator.monitor else { return try await attempt() }
    let watch = BlockerWatch(processID: run.connection.backendProcessID)
    let outcome: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { await watch.look(from: target) }
      defer { group.cancelAll() }
      await watch.begins()
      do {
        return .success(try await attempt())
      } catch {
        return .failure(error)
      }
    }
    let seen = watch.seen
    if !seen.isEmpty { blockers = seen }
    try outcome.get()
  }
}

/// Looks once at the sessions that a server process waits for.
private final class BlockerWatch: Sendable {
  private let processID: Int32
  private let sessions = Mutex<[BlockingSession]>([])
  private let (beginning, begun) = AsyncStream.makeStream(of: Never.self)

  init(processID: Int32) { self.processID = processID }

  var seen: [BlockingSession] { sessions.withLock { $0 } }

  /// Waits until it can look, or never will: an attempt is over in less time than a session takes
  /// to open on a busy machine.
  func begins() async {
    for await _ in beginning {}
  }

  /// Returns when it has seen some, when the task is cancelled, or when there is no session to look from: then the
  /// blockers stay unnamed, which is no reason to stop a migration.
  func look(from target: ConnectionTarget) async {
    defer { begun.finish() }
    do {
      let monitor = try await Connection.connect(to: target)
      defer { monitor.close() }
      begun.finish()
      while !Task.isCancelled {
        let blocking = try await BlockingSession.blocking(processID, on: monitor)
        guard !blocking.isEmpty else { continue }
        return sessions.withLock { $0 = blocking }
      }
    } catch {
      return
    }
  }
}

extension ServerError {
  /// Whether a later attempt may succeed: the lock was not had in time, or in a deadlock this
  /// session was the one to give way.
  var isLockConflict: Bool { sqlState == .lockNotAvailable || sqlState == .deadlockDetected }

  /// Whether an object of the name is there already: a relation, a schema, a function, or another.
  fileprivate var isAboutExistingObject: Bool {
    ["42P07", "42P06", "42723", "42710"].contains(sqlState.code)
  }
}
