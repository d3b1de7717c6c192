/// Where a connection waits for its socket: at the loop whose thread runs the caller, or else at the
/// shared reactor.
///
/// A connection is used by one task at a time, so that nobody waits while it moves.
struct SocketWatch {
  let socket: Int32
  private var reactor: Reactor
  private var key: UInt64

  /// Nil when the kernel can watch no more sockets.
  init?(_ socket: Int32) {
    let reactor = Reactor.current
    guard let key = reactor.register(socket) else { return nil }
    self.socket = socket
    self.reactor = reactor
    self.key = key
  }

  /// Moves to where the caller waits best. Where that is not possible, the old place will do.
  mutating func settle() -> (Reactor, UInt64) {
    let here = Reactor.current
    if here !== reactor, let fresh = here.register(socket) {
      reactor.deregister(socket, key: key)
      reactor = here
      key = fresh
    }
    return (reactor, key)
  }

  /// Call before the socket is closed.
  func end() { reactor.deregister(socket, key: key) }
}

extension Connection {
  /// Suspends the caller until the socket is ready or is closed by the other side.
  func wait(for interest: Interest) async {
    let (reactor, key) = watch.settle()
    await reactor.wait(socket, key: key, for: interest)
  }

  /// As `wait`, but returns when the task is cancelled as well.
  func waitUnlessCancelled(for interest: Interest) async {
    let (reactor, key) = watch.settle()
    await reactor.waitUnlessCancelled(socket, key: key, for: interest)
  }
}
