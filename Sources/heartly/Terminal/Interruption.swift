import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns SIGINT and SIGTERM into the cancellation of a task, which rolls back and says where it
/// stopped. A second signal, of either kind, ends the process at once.
struct Interruption {
  private static let signals = [SIGINT, SIGTERM]

  func watching<Value: Sendable>(
    _ body: sending @escaping () async throws -> Value
  ) async throws -> Value {
    // Whoever reads the output may go away (`| head`): that is no reason to die in the middle.
    signal(SIGPIPE, SIG_IGN)
    let task = Task { try await body() }
    let sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        task.cancel()
        for other in Self.signals { signal(other, SIG_DFL) }
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return try await task.value
  }
}
