#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Synchronization

/// Turns a socket's readiness and the passing of time into resumed continuations. It never calls
/// libpq: that happens on the caller's executor. One thread per process does nothing else; the thread
/// of a `ConnectionLoop` does it between the tasks that it runs.
///
/// Invariant: a key is never used twice, so an event that was in the kernel's hands while its socket
/// was removed finds nobody and is dropped.
final class Reactor: Sendable {
  /// The one with a thread of its own.
  static let shared = {
    let reactor = Reactor(keepsArmed: false)
    let isRunning = OwnThread.start { while true { reactor.turn() } }
    precondition(isRunning, "The system refuses the thread that waits for sockets.")
    return reactor
  }()

  /// The one that the calling task should wait at.
  static var current: Reactor { ConnectionLoop.current?.reactor ?? shared }

  private let poller = Poller()
  private let state = Mutex(State())
  private let wakePipe: (read: Int32, write: Int32)
  private static let wakeKey: UInt64 = 0
  /// Whether a socket that was waited for stays armed. That saves a system call for each wait, where
  /// whoever is resumed has read the socket before the next look at it: on the same thread.
  private let keepsArmed: Bool

  private struct State {
    var nextKey: UInt64 = 1
    var waiting: [UInt64: UnsafeContinuation<Void, Never>] = [:]
    /// The sockets that stay armed.
    var armed: [UInt64: Int32] = [:]
    var timers: [UInt64: (due: ContinuousClock.Instant, action: @Sendable () -> Void)] = [:]
    var earliest: ContinuousClock.Instant?
  }

  init(keepsArmed: Bool) {
    self.keepsArmed = keepsArmed && Poller.canStayArmed
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0, "The process has no file descriptor left for a pipe.")
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    wakePipe = (ends[0], ends[1])
    _ = poller.add(wakePipe.read, key: Self.wakeKey)
    _ = poller.arm(wakePipe.read, key: Self.wakeKey, for: .read)
  }

  /// Waits for sockets and timers, or only looks at them, and resumes who waits for those that are
  /// ready.
  func turn(blocking: Bool = true) {
    let earliest = state.withLock { $0.earliest }
    var milliseconds: Int32 = blocking ? -1 : 0
    if let earliest, blocking {
      let left = ContinuousClock.now.duration(to: earliest)
      milliseconds = Int32(clamping: max(0, left.wholeMilliseconds + 1))
    }
    poller.wait(milliseconds: milliseconds) { key in
      guard key != Self.wakeKey else { return drainWakePipe() }
      let waiting = state.withLock { state -> UnsafeContinuation<Void, Never>? in
        if let waiting = state.waiting.removeValue(forKey: key) { return waiting }
        // Nobody waits: what is there would be reported again and again.
        if let socket = state.armed.removeValue(forKey: key) { poller.disarm(socket, key: key) }
        return nil
      }
      waiting?.resume()
    }
    if earliest != nil { fireTimers() }
  }

  /// Ends a `turn` that blocks, or the next one.
  func interrupt() {
    var byte: UInt8 = 1
    _ = write(wakePipe.write, &byte, 1)
  }

  private func drainWakePipe() {
    var byte: UInt8 = 0
    while read(wakePipe.read, &byte, 1) > 0 {}
    _ = poller.arm(wakePipe.read, key: Self.wakeKey, for: .read)
  }

  // MARK: Sockets

  /// Makes a socket known under a fresh key, or `nil` when the kernel can watch no more sockets.
  func register(_ socket: Int32) -> UInt64? {
    let key = state.withLock { state in
      defer { state.nextKey += 1 }
      return state.nextKey
    }
    return poller.add(socket, key: key) ? key : nil
  }

  /// Forgets a socket. Call before it is closed.
  func deregister(_ socket: Int32, key: UInt64) {
    // Disarming happens under the lock, so that it never meets a socket that was closed.
    if keepsArmed { state.withLock { _ = $0.armed.removeValue(forKey: key) } }
    poller.remove(socket)
    wake(key)
  }

  /// Suspends the caller until the socket is ready, is closed by the other side, or `wake` is called.
  nonisolated(nonsending) func wait(_ socket: Int32, key: UInt64, for interest: Interest) async {
    await withUnsafeContinuation { continuation in
      let isArmed = state.withLock { state in
        state.waiting[key] = continuation
        return isStillArmed(&state, socket, key: key, for: interest)
      }
      if !isArmed { arm(socket, key: key, for: interest) }
    }
  }

  /// As `wait`, but returns when the task is cancelled as well.
  nonisolated(nonsending) func waitUnlessCancelled(
    _ socket: Int32,
    key: UInt64,
    for interest: Interest
  ) async {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let isArmed = state.withLock { state in
          state.waiting[key] = continuation
          return isStillArmed(&state, socket, key: key, for: interest)
        }
        // The handler may have run before there was anyone to wake.
        if Task.isCancelled {
          wake(key)
        } else if !isArmed {
          arm(socket, key: key, for: interest)
        }
      }
    } onCancel: {
      wake(key)
    }
  }

  /// Whether the socket is armed already; notes that it will be where it stays so. A socket that can
  /// be written to is so nearly always: such a wait is for one event.
  private func isStillArmed(
    _ state: inout State,
    _ socket: Int32,
    key: UInt64,
    for interest: Interest
  ) -> Bool {
    guard keepsArmed else { return false }
    guard interest == .read else {
      state.armed.removeValue(forKey: key)
      return false
    }
    return state.armed.updateValue(socket, forKey: key) != nil
  }

  private func arm(_ socket: Int32, key: UInt64, for interest: Interest) {
    let stays = keepsArmed && interest == .read
    // A socket that cannot be armed is broken: the caller's next libpq call will say how.
    if !poller.arm(socket, key: key, for: interest, stays: stays) { wake(key) }
  }

  /// Resumes whoever waits under this key, ready or not.
  func wake(_ key: UInt64) {
    state.withLock { $0.waiting.removeValue(forKey: key) }?.resume()
  }

  // MARK: Timers

  /// Calls a short, non-blocking action on the reactor's thread once the time has come.
  func schedule(
    at due: ContinuousClock.Instant,
    _ action: @escaping @Sendable () -> Void
  ) -> UInt64 {
    let (key, isEarliest) = state.withLock { state in
      let key = state.nextKey
      state.nextKey += 1
      state.timers[key] = (due, action)
      let isEarliest = state.earliest.map { due < $0 } ?? true
      if isEarliest { state.earliest = due }
      return (key, isEarliest)
    }
    if isEarliest { interrupt() }
    return key
  }

  /// Drops a timer that has not fired yet.
  func cancelTimer(_ key: UInt64) {
    state.withLock { state in
      state.timers.removeValue(forKey: key)
      if state.timers.isEmpty { state.earliest = nil }
    }
  }

  private func fireTimers() {
    let due = state.withLock { state -> [@Sendable () -> Void] in
      guard let earliest = state.earliest else { return [] }
      let now = ContinuousClock.now
      guard earliest <= now else { return [] }
      let fired = state.timers.filter { $0.value.due <= now }
      for key in fired.keys { state.timers.removeValue(forKey: key) }
      state.earliest = state.timers.values.map(\.due).min()
      return fired.values.map(\.action)
    }
    for action in due { action() }
  }
}

extension Duration {
  /// The duration in milliseconds, cut to a whole number.
  var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}
