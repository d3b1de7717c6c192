/// Turns SIGINT and SIGTERM into the cancellation of a task, which rolls back and says where it
/// stopped. A second signal, of either kind, ends the process at once.
struct Interruption {
  func watching<Value: Sendable>(
    _ body: sending @escaping () async throws -> Value
  ) async throws -> Value {
    let task = Task(executorPreference: Program.loop) { try await body() }
    let watch = SignalWatch { task.cancel() }
    defer { watch.end() }
    return try await task.value
  }
}
