import Dispatch
import PostgresCluster

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Stops the server when somebody ends the benchmarks: it would outlive them. What is being measured
/// then fails, and the benchmarks end as after any failure.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  init(stopping server: BenchmarkServer) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        Task { try await server.cluster.stop(mode: .immediate) }
      }
      source.resume()
      return source
    }
  }

  func cancel() {
    for source in sources { source.cancel() }
  }
}
