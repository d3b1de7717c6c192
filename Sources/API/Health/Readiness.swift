internal import Synchronization

/// Whether the server should be sent requests, and whether it answers them.
public final class Readiness: Sendable {
  /// What keeps it from it.
  public enum State: String, Sendable {
    /// Nothing.
    case ready
    /// What is looked at before the first request has not been looked at yet. Answers 503.
    case starting
    /// The database does not keep tenants apart as it should. Answers 503.
    case unsafe
    /// It is about to end. Still answers what comes.
    case ending
  }

  private let current: Mutex<State>

  /// Begins in a state.
  public init(_ state: State = .ready) {
    current = Mutex(state)
  }

  /// The state; `ending` is the last.
  public var state: State {
    get { current.withLock { $0 } }
    set { current.withLock { if $0 != .ending { $0 = newValue } } }
  }

  /// Whether requests for data are answered.
  var isServing: Bool { state == .ready || state == .ending }
}
