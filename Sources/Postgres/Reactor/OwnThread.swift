#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads for C calls that block, which must never run on Swift's cooperative pool.
enum OwnThread {
  /// Starts a thread that runs the work once and ends; `false` when the system refuses another.
  ///
  /// The thread takes no signals: those are for the program's own threads, and `PQcancel` writes to
  /// its socket without guarding against SIGPIPE.
  static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
    let box = Unmanaged.passRetained(Work(run: work))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // libpq with TLS and name resolution needs more than the smallest stacks, less than 8 MiB.
    pthread_attr_setstacksize(&attributes, 1 << 20)
    defer { pthread_attr_destroy(&attributes) }
    #if canImport(Darwin)
      var thread: pthread_t?
      let failure = pthread_create(&thread, &attributes, { OwnThread.body($0) }, box.toOpaque())
    #else
      var thread = pthread_t()
      let failure = pthread_create(&thread, &attributes, { OwnThread.body($0) }, box.toOpaque())
    #endif
    if failure != 0 { box.release() }
    return failure == 0
  }

  private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  private static func body(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let pointer else { return nil }
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
    return nil
  }
}
