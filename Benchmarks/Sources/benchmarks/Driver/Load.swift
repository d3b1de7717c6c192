import Postgres

/// A number of connections of our driver, each of which runs one transaction after the other.
struct Load: Sendable {
  let transaction: Transaction
  let target: ConnectionTarget
  let connections: Int
  let seconds: Int

  /// As many as pgbench has threads.
  private static let loops = (0..<Machine.processors).map { _ in
    let loop = ConnectionLoop()
    loop.start()
    return loop
  }

  func run() async throws -> Rate {
    let line = StartLine(expecting: connections)
    return try await withThrowingTaskGroup(of: (StartLine.Signal, Int).self) { group in
      for seed in 0..<connections {
        let loop = Self.loops[seed % Self.loops.count]
        group.addTask(executorPreference: loop) { try await work(from: line, seed: seed) }
      }
      var count = 0
      var signal: StartLine.Signal?
      for try await (start, finished) in group {
        count += finished
        signal = start
      }
      guard let signal else { preconditionFailure("A load has at least one connection.") }
      let processorTime = ProcessorTime.ofThisProcess - signal.processorTime
      return Rate(
        perSecond: Double(count) / (signal.time.duration(to: .now) / .seconds(1)),
        cpuPerTransaction: processorTime / Double(count)
      )
    }
  }

  @concurrent private func work(
    from line: StartLine,
    seed: Int
  ) async throws -> (StartLine.Signal, Int) {
    let connection = try await Connection.connect(to: target)
    defer { connection.close() }
    var dice = Dice(seed: seed)
    let start = await line.wait()
    let end = start.time + .seconds(seconds)
    var count = 0
    while ContinuousClock.now < end {
      try await transaction.run(connection, &dice)
      count += 1
    }
    return (start, count)
  }
}
