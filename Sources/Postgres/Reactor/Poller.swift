// The kernel's readiness interface: epoll on Linux, kqueue on Apple's systems.
//
// Invariant: an armed socket reports once and is then disarmed, unless it is to stay armed, when it
// reports as long as it is ready. Arming checks the level, so data that came before is reported at
// once and no edge can be missed although libpq does not always drain the socket.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a waiting caller wants of its socket.
struct Interest: OptionSet {
  let rawValue: UInt8
  static let read = Interest(rawValue: 1)
  static let write = Interest(rawValue: 2)
}

#if os(Linux)
  internal import CEpoll

  struct Poller: Sendable {
    static let canStayArmed = true
    private let descriptor: Int32

    init() {
      descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
      precondition(descriptor >= 0, "The process has no file descriptor left for epoll.")
    }

    /// Makes the socket known, disarmed. The key comes back with its events.
    func add(_ socket: Int32, key: UInt64) -> Bool {
      var event = epoll_event(events: EPOLLONESHOT.rawValue, data: epoll_data_t(u64: key))
      return epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event) == 0
    }

    func arm(_ socket: Int32, key: UInt64, for interest: Interest, stays: Bool = false) -> Bool {
      var events = stays ? 0 : EPOLLONESHOT.rawValue
      if interest.contains(.read) { events |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue }
      if interest.contains(.write) { events |= EPOLLOUT.rawValue }
      var event = epoll_event(events: events, data: epoll_data_t(u64: key))
      return epoll_ctl(descriptor, EPOLL_CTL_MOD, socket, &event) == 0
    }

    /// Keeps a socket known, and quiet.
    func disarm(_ socket: Int32, key: UInt64) {
      _ = arm(socket, key: key, for: [])
    }

    func remove(_ socket: Int32) {
      var event = epoll_event()
      _ = epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, &event)
    }

    /// Blocks until a socket is ready or the time is over, and hands each ready socket's key on.
    func wait(milliseconds: Int32, _ ready: (UInt64) -> Void) {
      withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
        let count = epoll_wait(descriptor, events.baseAddress, Int32(events.count), milliseconds)
        for index in 0..<max(0, Int(count)) { ready(events[index].data.u64) }
      }
    }
  }

#else

  struct Poller: Sendable {
    static let canStayArmed = false
    private let descriptor: Int32

    init() {
      descriptor = kqueue()
      precondition(descriptor >= 0, "The process has no file descriptor left for kqueue.")
    }

    func add(_ socket: Int32, key: UInt64) -> Bool { true }

    func arm(_ socket: Int32, key: UInt64, for interest: Interest, stays: Bool = false) -> Bool {
      let flags = UInt16(EV_ADD | EV_ENABLE | EV_ONESHOT)
      let data = UnsafeMutableRawPointer(bitPattern: UInt(key))
      var changes: [kevent] = []
      for (wanted, filter) in [(Interest.read, EVFILT_READ), (Interest.write, EVFILT_WRITE)]
      where interest.contains(wanted) {
        changes.append(
          kevent(
            ident: UInt(socket),
            filter: Int16(filter),
            flags: flags,
            fflags: 0,
            data: 0,
            udata: data
          )
        )
      }
      return kevent(descriptor, &changes, Int32(changes.count), nil, 0, nil) == 0
    }

    /// Nothing stays armed here.
    func disarm(_ socket: Int32, key: UInt64) {}

    func remove(_ socket: Int32) {
      for filter in [EVFILT_READ, EVFILT_WRITE] {
        var change = kevent(
          ident: UInt(socket),
          filter: Int16(filter),
          flags: UInt16(EV_DELETE),
          fflags: 0,
          data: 0,
          udata: nil
        )
        _ = kevent(descriptor, &change, 1, nil, 0, nil)
      }
    }

    func wait(milliseconds: Int32, _ ready: (UInt64) -> Void) {
      withUnsafeTemporaryAllocation(of: kevent.self, capacity: 64) { events in
        var timeout = timespec(
          tv_sec: Int(milliseconds) / 1000,
          tv_nsec: (Int(milliseconds) % 1000) * 1_000_000
        )
        let count =
          milliseconds < 0
          ? kevent(descriptor, nil, 0, events.baseAddress, Int32(events.count), nil)
          : kevent(descriptor, nil, 0, events.baseAddress, Int32(events.count), &timeout)
        for index in 0..<max(0, Int(count)) {
          ready(UInt64(UInt(bitPattern: events[index].udata)))
        }
      }
    }
  }

#endif
