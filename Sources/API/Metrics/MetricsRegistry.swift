public import CoreMetrics
internal import Synchronization

/// Keeps the numbers that are reported through swift-metrics, and writes them as Prometheus reads them.
///
/// Counters and meters become `counter` and `gauge`; timers become histograms of seconds, and
/// recorders histograms of whatever they record.
public final class MetricsRegistry: MetricsFactory {
  private let series = Mutex<[SeriesName: any Series]>([:])

  /// Makes an empty registry.
  public init() {}

  /// Everything, in the text format of Prometheus, version 0.0.4.
  public func text() -> String {
    let series = series.withLock { $0 }.sorted { $0.key < $1.key }
    var text = ""
    var family = ""
    for (name, series) in series {
      if name.label != family {
        family = name.label
        text += "# TYPE \(family) \(series.kind)\n"
      }
      series.write(name, to: &text)
    }
    return text
  }

  /// Makes a counter.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    make(label, dimensions) { CounterSeries() }
  }

  /// Makes a histogram.
  public func makeRecorder(
    label: String,
    dimensions: [(String, String)],
    aggregate: Bool
  ) -> any RecorderHandler {
    make(label, dimensions) { HistogramSeries() }
  }

  /// Makes a gauge.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    make(label, dimensions) { GaugeSeries() }
  }

  /// Makes a histogram of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    make(label, dimensions) { HistogramSeries() }
  }

  /// Keeps the numbers: what was counted stays counted.
  public func destroyCounter(_ handler: any CounterHandler) {}
  /// Keeps the numbers.
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Keeps the numbers.
  public func destroyMeter(_ handler: any MeterHandler) {}
  /// Keeps the numbers.
  public func destroyTimer(_ handler: any TimerHandler) {}

  /// The same series for the same name; one of another kind is a programmer's error.
  private func make<S: Series>(
    _ label: String,
    _ dimensions: [(String, String)],
    _ new: () -> S
  ) -> S {
    let name = SeriesName(label: label, dimensions: dimensions)
    return series.withLock { series in
      if let known = series[name] {
        guard let known = known as? S else {
          preconditionFailure("\(label) is a \(known.kind) already")
        }
        return known
      }
      let made = new()
      series[name] = made
      return made
    }
  }
}

/// A metric's name and labels, as they stand in the text.
struct SeriesName: Hashable, Comparable, Sendable {
  let label: String
  /// `method="GET",route="/v1/clients"`
  let labels: String

  init(label: String, dimensions: [(String, String)]) {
    self.label = String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    labels = dimensions.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
  }

  static func < (one: Self, other: Self) -> Bool {
    (one.label, one.labels) < (other.label, other.labels)
  }

  func line(_ value: some Any, suffix: String = "", adding more: String = "") -> String {
    let all = [labels, more].filter { !$0.isEmpty }.joined(separator: ",")
    return "\(label)\(suffix)\(all.isEmpty ? "" : "{\(all)}") \(value)\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
