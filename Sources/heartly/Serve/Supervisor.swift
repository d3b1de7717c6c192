import Subprocess
import Supervision

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Runs the process that speaks HTTP, and beside it what that process must not be able to do: look at
/// the whole catalog, seal the audit logs, make partitions.
///
/// The server ends with its supervisor, however that ends: its standard input is at an end then.
struct Supervisor: Sendable {
  let database: ServedDatabase
  let settings: ServerSettings

  func run() async throws {
    try await database.check()
    let program = try Platform.server()
    var platform = PlatformOptions()
    // A Ctrl-C is the supervisor's to pass on, once.
    platform.processGroupID = 0
    platform.teardownSequence = [
      .send(
        signal: .terminate,
        allowedDurationToNextStep: settings.drainDelay + settings.drainDeadline + .seconds(10)
      )
    ]
    let line = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self) + "\n"
    let result = try await Subprocess.run(
      .path(FilePath(program)),
      arguments: ["serve"],
      platformOptions: platform,
      input: .inputWriter,
      output: .currentStandardOutput,
      error: .sequence
    ) { execution in
      let server = execution.standardInputWriter
      let words = execution.standardError
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          // Its words go through here because they end when it does.
          for try await chunk in words {
            Platform.write(chunk.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }, to: 2)
          }
        }
        group.addTask {
          _ = try await server.write(line)
          try await tell(.ready, server)
          try await watchIsolation { try await tell($0, server) }
        }
        group.addTask { await UpkeepLoop(database: database, settings: settings).makePartitions() }
        if !settings.auditKey.isEmpty {
          group.addTask { await UpkeepLoop(database: database, settings: settings).seal() }
        }
        // The first to end is the server, or what cannot reach it any more.
        do {
          try await group.next()
        } catch is SubprocessError {
        } catch is CancellationError {
        }
        group.cancelAll()
      }
    }
    guard result.terminationStatus.isSuccess || Task.isCancelled else { throw Failure(message: "") }
  }

  private func tell(_ instruction: Instruction, _ server: StandardInputWriter) async throws {
    _ = try await server.write("\(instruction.rawValue)\n")
  }

  private func watchIsolation(
    _ tell: @escaping @Sendable (Instruction) async throws -> Void
  ) async throws {
    var pause = settings.isolationEvery
    // Whatever is not as it should be is looked at again soon.
    let soon = min(settings.isolationEvery, .seconds(5))
    while !Task.isCancelled {
      try await Task.sleep(for: pause)
      do {
        let breach = try await database.breach()
        if let breach { Output.error(breach) }
        try await tell(breach == nil ? .ready : .unready)
        pause = breach == nil ? settings.isolationEvery : soon
      } catch let failure as Failure {
        Output.error("the isolation cannot be looked at: \(failure.message)")
        pause = soon
      }
    }
  }
}
