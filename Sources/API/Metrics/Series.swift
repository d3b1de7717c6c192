internal import CoreMetrics
internal import Synchronization

/// The numbers of one metric with one set of labels.
protocol Series: AnyObject, Sendable {
  /// As the format names it.
  var kind: String { get }
  func write(_ name: SeriesName, to text: inout String)
}

final class CounterSeries: Series, CounterHandler {
  private let value = Atomic<Int64>(0)
  var kind: String { "counter" }

  func increment(by amount: Int64) { value.add(amount, ordering: .relaxed) }
  func reset() { value.store(0, ordering: .relaxed) }

  func write(_ name: SeriesName, to text: inout String) {
    text += name.line(value.load(ordering: .relaxed))
  }
}

final class GaugeSeries: Series, MeterHandler {
  private let value = Mutex(0.0)
  var kind: String { "gauge" }

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }

  func write(_ name: SeriesName, to text: inout String) {
    text += name.line(value.withLock { $0 })
  }
}

/// Counts what fell below each of some bounds.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
  /// In seconds, from what a read takes to what nobody waits for.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct State {
    var counts = [Int64](repeating: 0, count: HistogramSeries.bounds.count)
    var count: Int64 = 0
    var sum = 0.0
  }

  private let state = Mutex(State())
  var kind: String { "histogram" }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    state.withLock { state in
      if let index = Self.bounds.firstIndex(where: { value <= $0 }) { state.counts[index] += 1 }
      state.count += 1
      state.sum += value
    }
  }

  func write(_ name: SeriesName, to text: inout String) {
    let state = state.withLock { $0 }
    var below: Int64 = 0
    for (bound, count) in zip(Self.bounds, state.counts) {
      below += count
      text += name.line(below, suffix: "_bucket", adding: "le=\"\(bound)\"")
    }
    text += name.line(state.count, suffix: "_bucket", adding: "le=\"+Inf\"")
    text += name.line(state.sum, suffix: "_sum")
    text += name.line(state.count, suffix: "_count")
  }
}
