/// One line of the report.
struct Figure: Sendable {
  /// What the absolute numbers are shown in.
  enum Unit: Sendable {
    case milliseconds
    case microseconds
    case perSecond
    case megabytes
    /// Of 8 KiB, that the server asked for.
    case pages
  }

  /// What the median ratio should be.
  enum Goal: Sendable {
    case atMost(Double)
    case atLeast(Double)

    func isMet(by ratio: Double) -> Bool {
      switch self {
      case .atMost(let limit): ratio <= limit
      case .atLeast(let limit): ratio >= limit
      }
    }
  }

  let name: String
  let unit: Unit
  let ours: Spread
  let peer: Spread
  /// Ours divided by the peer's, pair by pair.
  let ratio: Spread
  /// None where the figure is for information.
  let goal: Goal?
}
