#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Minutes of load on the API, with the server's memory looked at all the while: what it holds is to
/// stay the same.
struct APISoak {
  let bench: APIBenchmark
  let minutes: Int

  /// How long one operation is asked for before the next one's turn.
  private static let turn = 15
  /// By how much the memory of the last third of the time may be above that of the second: a tenth, or
  /// 8 MB where that is more.
  private static let tolerance = (share: 0.1, bytes: 8e6)

  func run() async throws {
    let stage = try await bench.stage()
    let ours = try await bench.servers.serve()
    defer { ours.program.end() }
    let process = ours.program.children.first ?? ours.program.process
    var memory: [Double] = []
    var answered = 0.0
    print("\n**Soak of \(minutes) minutes, 64 connections**\n")
    print("| seconds | operation | answers a second | p50 | p99 | memory |")
    print("|---|---|---|---|---|---|")
    let turns = max(6, minutes * 60 / Self.turn)
    for turn in 0..<turns {
      let operation = Operation.allCases[turn % Operation.allCases.count]
      let run = try await Wrk(
        server: bench.server,
        operation: operation,
        callers: stage.file,
        port: ours.port,
        connections: 64,
        seconds: Self.turn
      ).run()
      answered += run.perSecond * Double(Self.turn)
      memory.append(RunningProgram.residentBytes(process))
      print(
        "| \((turn + 1) * Self.turn) | \(operation.title) | \(run.perSecond.fixed(0)) "
          + "| \((run.median * 1e3).fixed(1)) ms | \((run.slow * 1e3).fixed(1)) ms "
          + "| \((memory[turn] / 1e6).fixed(1)) MB |"
      )
    }
    let third = turns / 3
    let middle = Spread(Array(memory[third..<2 * third])).median
    let end = Spread(Array(memory[(2 * third)...])).median
    let limit = middle + max(middle * Self.tolerance.share, Self.tolerance.bytes)
    print(
      "\n\(answered.fixed(0)) answers; memory \((middle / 1e6).fixed(1)) MB in the second third, "
        + "\((end / 1e6).fixed(1)) MB in the last: \(end <= limit ? "flat" : "it grows")"
    )
    guard end <= limit else { throw Problem.grows(from: middle, to: end) }
  }
}
