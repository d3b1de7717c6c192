/// Holds up the connections of a run until all are open, so that only what they do then is measured.
actor StartLine {
  /// The moment at which all were there.
  struct Signal: Sendable {
    let time: ContinuousClock.Instant
    let processorTime: Double
  }

  private let expected: Int
  private var waiting: [CheckedContinuation<Signal, Never>] = []

  init(expecting count: Int) { expected = count }

  func wait() async -> Signal {
    await withCheckedContinuation { continuation in
      waiting.append(continuation)
      guard waiting.count == expected else { return }
      let signal = Signal(time: .now, processorTime: ProcessorTime.ofThisProcess)
      for continuation in waiting { continuation.resume(returning: signal) }
    }
  }
}
