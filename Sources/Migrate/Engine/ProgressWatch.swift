internal import Postgres

/// Looks from a session of its own at what the server tells of a statement, once that has run for a
/// while: most statements are over before, and cost nothing.
struct ProgressWatch {
  let processID: Int32
  let target: ConnectionTarget
  let show: @Sendable (ServerProgress) -> Void

  /// How long a statement runs before somebody looks.
  static let patience = Duration.seconds(1)
  /// How long between two looks.
  static let interval = Duration.milliseconds(500)

  /// Looks until the task is cancelled. Where there is no session to look from, nothing is shown, which is
  /// no reason to stop a migration.
  func look() async {
    do {
      try await Task.sleep(for: Self.patience)
      let monitor = try await Connection.connect(to: target)
      defer { monitor.close() }
      while !Task.isCancelled {
        if let progress = try await ServerProgress.of(processID, on: monitor) { show(progress) }
        try await Task.sleep(for: Self.interval)
      }
    } catch {
      return
    }
  }
}

extension MigrationRun {
  /// Runs the body, which sends statements, while somebody looks at their progress, if it was asked for.
  func watching<Value>(_ body: () async throws -> Value) async throws -> Value {
    guard let show = migrator.watch, let target = migrator.monitor else { return try await body() }
    let watch = ProgressWatch(
      processID: connection.backendProcessID,
      target: target,
      show: show
    )
    let outcome: Result<Value, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { await watch.look() }
      defer { group.cancelAll() }
      do {
        return .success(try await body())
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}
