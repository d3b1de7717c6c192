#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The one thread on which libpg_query runs, because it overflows the stacks of ordinary threads:
/// its walk over the tree goes as deep as the text is nested.
///
/// A caller waits until its work is done; no thread is started for it. On the thread itself work
/// just runs. The C library allocates and
/// frees its memory on this thread, so what it keeps between calls is kept once.
///
/// `@unchecked Sendable`: `work`, `isBusy`, `isDone` and `handovers` are written only with `mutex` held,
/// `thread` is set before anybody has the object, the other properties never change, and `work` runs while its caller waits, so that what it captures is used
/// by one thread at a time.
final class ParserThread: @unchecked Sendable {
  /// 64 MiB of address space, of which only what is used becomes memory.
  static let stackBytes = 64 << 20

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  /// Signalled when work is there, when it is done, and when the next caller may come.
  private let hasWork = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let hasResult = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let isFree = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private var work: (() -> Void)?
  private var isBusy = false
  private var isDone = false
  private var thread: pthread_t?
  /// How often somebody waited for the thread, for tests: each wait costs more than a small text.
  private(set) var handovers = 0

  /// The thread lives as long as the program: there is no deinit.
  init() throws(ParserUnavailable) {
    pthread_mutex_init(mutex, nil)
    for condition in [hasWork, hasResult, isFree] { pthread_cond_init(condition, nil) }
    guard start() else { throw .noThread }
  }

  private var isCurrent: Bool { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }

  /// Runs the work on the parser's stack and waits for it.
  func run<Result>(_ body: () -> Result) -> Result {
    if isCurrent { return body() }
    var result: Result?
    withoutActuallyEscaping({ result = body() }) { escapable in
      pthread_mutex_lock(mutex)
      while isBusy { pthread_cond_wait(isFree, mutex) }
      isBusy = true
      isDone = false
      handovers += 1
      work = escapable
      pthread_cond_signal(hasWork)
      while !isDone { pthread_cond_wait(hasResult, mutex) }
      isBusy = false
      pthread_cond_signal(isFree)
      pthread_mutex_unlock(mutex)
    }
    guard let result else { preconditionFailure("the work's end is what the caller waited for") }
    return result
  }

  private func serve() -> Never {
    while true {
      waitForWork()()
      pthread_mutex_lock(mutex)
      isDone = true
      pthread_cond_signal(hasResult)
      pthread_mutex_unlock(mutex)
    }
  }

  /// Hands the work over: nothing holds it any more when its caller goes on.
  private func waitForWork() -> () -> Void {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let next = work.take() { return next }
      pthread_cond_wait(hasWork, mutex)
    }
  }

  private func start() -> Bool {
    let box = Unmanaged.passRetained(self)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    defer { pthread_attr_destroy(&attributes) }
    #if canImport(Darwin)
      var thread: pthread_t?
      let failure = pthread_create(&thread, &attributes, { ParserThread.body($0) }, box.toOpaque())
    #else
      var thread = pthread_t()
      let failure = pthread_create(&thread, &attributes, { ParserThread.body($0) }, box.toOpaque())
    #endif
    guard failure == 0 else {
      box.release()
      return false
    }
    self.thread = thread
    return true
  }

  /// Takes no signals: those are for the program's own threads.
  private static func body(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let pointer else { return nil }
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Unmanaged<ParserThread>.fromOpaque(pointer).takeRetainedValue().serve()
  }
}
