import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Calls a function when the first SIGINT or SIGTERM comes; the second has its usual effect.
///
/// The handler writes to a pipe that a thread reads. libdispatch would start two threads for it, and one
/// more to end it: 5 % of the processor time of a run that finds nothing to do.
struct SignalWatch {
  private static let signals = [SIGINT, SIGTERM]
  /// The end of the pipe that the handler writes to.
  private static let alarm = Atomic<Int32>(-1)

  private final class Reader: Sendable {
    let descriptor: Int32
    let interrupted: @Sendable () -> Void

    init(_ descriptor: Int32, _ interrupted: @escaping @Sendable () -> Void) {
      self.descriptor = descriptor
      self.interrupted = interrupted
    }

    func run() {
      var byte: UInt8 = 0
      var count: Int
      repeat { count = read(descriptor, &byte, 1) } while count < 0 && errno == EINTR
      if count > 0 { interrupted() }
    }
  }

  init(_ interrupted: @escaping @Sendable () -> Void) {
    // Whoever reads the output may go away (`| head`): that is no reason to die in the middle.
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    Self.alarm.store(ends[1], ordering: .sequentiallyConsistent)
    guard Self.start(Reader(ends[0], interrupted)) else { return }
    for number in Self.signals {
      signal(number) { _ in
        // Only what a handler may do: the pipe has room for one byte more.
        let error = errno
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
        var byte: UInt8 = 1
        _ = write(SignalWatch.alarm.load(ordering: .relaxed), &byte, 1)
        errno = error
      }
    }
  }

  /// Ends the watch. What comes afterwards is ignored: the work is done. The pipe stays open, because a
  /// handler may be about to write to it.
  func end() {
    for number in Self.signals { signal(number, SIG_IGN) }
  }

  private static func start(_ reader: Reader) -> Bool {
    let box = Unmanaged.passRetained(reader)
    #if canImport(Darwin)
      var thread: pthread_t?
      let body: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
        Unmanaged<Reader>.fromOpaque($0).takeRetainedValue().run()
        return nil
      }
    #else
      var thread = pthread_t()
      let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
        pointer.map { Unmanaged<Reader>.fromOpaque($0).takeRetainedValue().run() }
        return nil
      }
    #endif
    guard pthread_create(&thread, nil, body, box.toOpaque()) == 0 else {
      box.release()
      return false
    }
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
    return true
  }
}
