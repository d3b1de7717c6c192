import Postgres
import Subprocess
import TestDatabase
import TestSupport
import Testing

extension Faults {
  /// A program that is alive and does nothing.
  @Suite struct Standstills {
    private static let shares = Soak.isOn ? 12 : 2

    /// A laptop that was closed, a container that was frozen.
    @Test(arguments: 0..<shares)
    func `a program that is stopped keeps its lock, and goes on`(share: Int) async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      let number = try await Transfers.count() * (2 * share + 1) / (2 * Self.shares)
      try await withRunner { database, runner in
        let wire = try WireProxy(before: database, stoppingAt: number)
        defer { wire.close() }
        let ended = try await Program.up(over: wire, files).run { signal in
          #expect(await wire.isHeld())
          try signal(.suspend)
          wire.release()
          let second = try await Program.migrate(
            "up",
            "--runner-timeout",
            "0",
            on: database,
            directory: files.path
          ).run()
          // Before the lock was asked for and after it was given back, the way is free.
          let isLate = second.status == .exited(0)
          #expect(isLate || second.status == .exited(3), "\(second.error)")
          if !isLate { #expect(second.error.contains("program heartly migrate")) }
          try signal(.resume)
        }
        #expect(ended.status == .exited(0), "transfer \(number): \(ended.error)")
        try await undisturbed.expectSound(database, after: "stop at \(number)")
      }
      Soak.count("SIGSTOP and SIGCONT")
    }

    @Test(arguments: 0..<shares)
    func `a program that is stopped and then killed`(share: Int) async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      let number = try await Transfers.count() * (2 * share + 1) / (2 * Self.shares)
      try await withTestDatabase { database in
        let wire = try WireProxy(before: database, stoppingAt: number)
        defer { wire.close() }
        let ended = try await Program.up(over: wire, files).run { signal in
          #expect(await wire.isHeld())
          try signal(.suspend)
          wire.release()
          try signal(.kill)
        }
        #expect(ended.status == .signaled(9))
        wire.close()
        try await undisturbed.expectFinished(database, files, after: "stop and kill at \(number)")
      }
      Soak.count("SIGSTOP and kill -9")
    }

    /// Nothing arrives any more, and nobody is told. The operator's second signal ends the program; the
    /// server's keepalives end the session.
    @Test func `a network that is cut`() async throws {
      let undisturbed = try await Undisturbed.made()
      let files = try MixedSeries.files()
      let number = try await Transfers.count() / 2
      try await withTestDatabase { database in
        let wire = try WireProxy(before: database, stoppingAt: number)
        defer { wire.close() }
        let ended = try await Program.up(over: wire, files).run { signal in
          #expect(await wire.isHeld())
          let second = try await Program.migrate(
            "up",
            "--runner-timeout",
            "0",
            on: database,
            directory: files.path
          ).run()
          #expect(second.status == .exited(3), "\(second.error)")
          try signal(.interrupt)
          // The first one asks the server to cancel, which does not answer.
          try await wait(for: "the end of the program") {
            do { try signal(.terminate) } catch { return true }
            return wire.clientIsGone
          }
        }
        #expect(ended.status != .exited(0))
        wire.close()
        try await undisturbed.expectFinished(database, files, after: "cut at \(number)")
      }
      Soak.count("network cut")
    }
  }
}
