import API
import Foundation
import ServiceLifecycle
import Supervision

/// Does what `heartly serve` says on standard input, whose end is the end of the server. As the first
/// service to be told of a shutdown, it takes readiness away before anything else ends.
struct Instructions: Service {
  let readiness: Readiness
  /// How long requests are still taken after that.
  let drainDelay: Duration

  func run() async throws {
    let (lines, line) = AsyncStream.makeStream(of: String.self)
    // A thread of its own: reading blocks.
    Thread.detachNewThread {
      while let text = readLine() { line.yield(text) }
      line.finish()
    }
    await cancelWhenGracefulShutdown {
      for await text in lines {
        switch Instruction(rawValue: text) {
        case .ready: readiness.state = .ready
        case .unready: readiness.state = .unsafe
        case nil: break
        }
      }
    }
    readiness.state = .ending
    try? await Task.sleep(for: drainDelay)
  }
}
