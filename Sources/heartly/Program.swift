import Migrate
import Postgres

/// Where the process starts.
@main
enum Program {
  private static let plainUp = PlainUp.task(CommandLine.arguments.dropFirst())

  /// The main thread as an executor: a run of migrations uses one connection, and needs no other
  /// thread for it. Nil where the command computes for long, or in parallel.
  static let loop = plainUp == nil ? nil : ConnectionLoop()

  static func main() {
    if let plainUp, let loop {
      Task.detached(executorPreference: loop) {
        await end { () async throws in try await plainUp.run(.head) }
      }
      loop.run()
    }
    if let plainLint = PlainLint(CommandLine.arguments.dropFirst()) {
      end { () throws in try plainLint.run() }
    }
    Task.detached { await end { () async throws in try await Heartly.run() } }
    Platform.waitForEver()
  }

  private static func end(_ body: () async throws -> Void) async -> Never {
    do {
      try await body()
    } catch {
      fail(error)
    }
    Platform.exit(.done)
  }

  private static func end(_ body: () throws -> Void) -> Never {
    do {
      try body()
    } catch {
      fail(error)
    }
    Platform.exit(.done)
  }

  private static func fail(_ error: any Error) -> Never {
    Output.flush()
    Heartly.exit(after: error)
  }
}
