internal import Postgres

extension Connection {
  /// The CONCURRENTLY forms wait for all older transactions, and a lock that they wait for holds up
  /// neither readers nor writers. A timeout would only leave an INVALID index behind.
  func withoutLockTimeout<Value>(
    if isHarmless: Bool,
    _ body: () async throws -> Value
  ) async throws -> Value {
    guard isHarmless else { return try await body() }
    // The migration may have set another one than the engine.
    let earlier: String = try await query(
      "SELECT pg_catalog.current_setting('lock_timeout')"
    ).only().decode(0)
    try await execute("SET lock_timeout = 0")
    let value: Value
    do {
      value = try await body()
    } catch {
      // A deadlock is tried again in the same session.
      if isOpen, !Task.isCancelled { try await setLockTimeout(earlier) }
      throw error
    }
    try await setLockTimeout(earlier)
    return value
  }

  private func setLockTimeout(_ value: String) async throws {
    try await execute("SELECT pg_catalog.set_config('lock_timeout', \(value), false)")
  }
}
