#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Synchronization

/// Some loops as one executor, for a program whose tasks come from elsewhere, such as a server's requests.
///
/// What a loop's own thread resumes goes on there; what another thread resumes goes to one loop,
/// always the same for that thread. So a task that an event loop of the network wakes waits for its database and
/// computes on one thread, and threads of different processors do not meet.
///
/// ```swift
/// let loops = ConnectionLoops(count: 2)
/// loops.start()
/// try await withTaskExecutorPreference(loops) { try await serve() }
/// ```
///
/// As with one loop, a task that computes for long, or blocks, holds up the others of its loop.
public final class ConnectionLoops: TaskExecutor {
  private let loops: [ConnectionLoop]
  /// How many threads have been given a loop.
  private let threads = Atomic<Int>(0)
  private let place = {
    var key = pthread_key_t()
    precondition(pthread_key_create(&key, nil) == 0, "The process has no thread key left.")
    return key
  }()

  /// Makes loops that do not run yet; at least one.
  public init(count: Int) {
    loops = (0..<max(1, count)).map { _ in ConnectionLoop() }
  }

  /// Runs each loop on a thread of its own for as long as the process lives.
  public func start() {
    for loop in loops { loop.start() }
  }

  /// Called by Swift's runtime with a part of a task that can run.
  public func enqueue(_ job: consuming ExecutorJob) {
    let executor = asUnownedTaskExecutor()
    if let current = ConnectionLoop.current, loops.contains(where: { $0 === current }) {
      current.enqueue(UnownedJob(job), for: executor)
    } else {
      loops[placeOfThread].enqueue(UnownedJob(job), for: executor)
    }
  }

  private var placeOfThread: Int {
    // One more than the place, because nothing is 0.
    if let known = pthread_getspecific(place) { return Int(bitPattern: known) - 1 }
    let new = threads.wrappingAdd(1, ordering: .relaxed).oldValue % loops.count
    pthread_setspecific(place, UnsafeRawPointer(bitPattern: new + 1))
    return new
  }
}
