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
/// Invariant: a key is never used twice (``WaitTable``), so an event that was in the kernel's hands while
/// its socket was removed finds nobody and is dropped.
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
  private static let wakeKey = WaitTable.reserved
  /// Whether a socket that was waited for stays armed. That saves a system call for each wait, where
  /// whoever is resumed has read the socket before the next look at it: on the same thread.
  private let keepsArmed: Bool

  private struct State {
    var sockets = WaitTable()
    var timers = TimerTable()
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
    let earliest = state.withLock { $0.timers.earliest }
    var milliseconds: Int32 = blocking ? -1 : 0
    if let earliest, blocking {
      let left = ContinuousClock.now.duration(to: earliest)
      milliseconds = Int32(clamping: max(0, left.wholeMilliseconds + 1))
    }
    poller.wait(milliseconds: milliseconds) { key in
      guard key != Self.wakeKey else { return drainWakePipe() }
      let waiting = state.withLock { state -> UnsafeContinuation<Void, Never>? in
        if let waiting = state.sockets.takeWaiting(key) { return waiting }
        // Nobody waits: what is there would be reported again and again.
        if let socket = state.sockets.setArmed(nil, under: key) {
          poller.disarm(socket, key: key)
        }
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
    let key = state.withLock { $0.sockets.add() }
    guard poller.add(socket, key: key) else {
      state.withLock { _ = $0.sockets.remove(key) }
      return nil
    }
    return key
  }

  /// Forgets a socket. Call before it is closed.
  func deregister(_ socket: Int32, key: UInt64) {
    // Disarming happens under the lock, so that it never meets a socket that was closed.
    let waiting = state.withLock { $0.sockets.remove(key) }
    poller.remove(socket)
    waiting?.resume()
  }

  /// Suspends the caller until the socket is ready, is closed by the other side, or `wake` is called.
  nonisolated(nonsending) func wait(_ socket: Int32, key: UInt64, for interest: Interest) async {
    await withUnsafeContinuation { continuation in
      if !note(continuation, socket, key: key, for: interest) {
        arm(socket, key: key, for: interest)
      }
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
        let isArmed = note(continuation, socket, key: key, for: interest)
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

  /// Notes who waits, and tells whether nothing else is to be done for it: the socket is armed already,
  /// or its key was given up, and there is nothing to wait for.
  private func note(
    _ continuation: UnsafeContinuation<Void, Never>,
    _ socket: Int32,
    key: UInt64,
    for interest: Interest
  ) -> Bool {
    let (isWaiting, isArmed) = state.withLock { state in
      let isWaiting = state.sockets.wait(continuation, under: key)
      guard keepsArmed, isWaiting else { return (isWaiting, false) }
      // A socket that can be written to is so nearly always: such a wait is for one event.
      let armed = state.sockets.setArmed(interest == .read ? socket : nil, under: key)
      return (true, interest == .read && armed != nil)
    }
    if !isWaiting { continuation.resume() }
    return isArmed || !isWaiting
  }

  private func arm(_ socket: Int32, key: UInt64, for interest: Interest) {
    let stays = keepsArmed && interest == .read
    // A socket that cannot be armed is broken: the caller's next libpq call will say how.
    if !poller.arm(socket, key: key, for: interest, stays: stays) { wake(key) }
  }

  /// Resumes whoever waits under this key, ready or not.
  func wake(_ key: UInt64) {
    state.withLock { $0.sockets.takeWaiting(key) }?.resume()
  }

  // MARK: Timers

  /// Calls a short, non-blocking action on the reactor's thread once the time has come.
  func schedule(
    at due: ContinuousClock.Instant,
    _ action: @escaping @Sendable () -> Void
  ) -> UInt64 {
    let (key, isEarliest) = state.withLock { $0.timers.add(due, action) }
    if isEarliest { interrupt() }
    return key
  }

  /// Drops a timer that has not fired yet.
  func cancelTimer(_ key: UInt64) {
    state.withLock { $0.timers.remove(key) }
  }

  private func fireTimers() {
    let due = state.withLock { $0.timers.takeDue(at: .now) }
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
