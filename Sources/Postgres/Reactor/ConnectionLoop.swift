#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import DequeModule
import Synchronization

/// A thread that runs tasks, and waits for the sockets of their connections itself.
///
/// Elsewhere one thread of the process waits for all sockets, and wakes a thread of Swift's pool for
/// each answer of a server. Tasks that prefer a loop are resumed on the thread that saw the answer,
/// which saves the kernel's part of the hand-over: with many connections it is a quarter to a
/// third of what a short query costs the client. Give each connection's task to one of a few loops:
///
/// ```swift
/// let loops = (0..<2).map { _ in ConnectionLoop() }
/// for loop in loops { loop.start() }
/// group.addTask(executorPreference: loops[0]) { try await serve(connection) }
/// ```
///
/// Tasks of a loop take turns. One that computes for long, or blocks, holds up the others.
public final class ConnectionLoop: TaskExecutor {
  let reactor = Reactor(keepsArmed: true)
  private let jobs = Mutex(Jobs())

  /// A part of a task, and whose it is: the loop's own, or that of the loops that it is one of.
  private typealias Part = (job: UnownedJob, executor: UnownedTaskExecutor)

  private struct Jobs {
    var waiting = Deque<Part>()
    /// Whether the loop's thread has gone to wait for sockets, and must be woken for a job.
    var isAsleep = false
  }

  /// Makes a loop that does not run yet.
  public init() {}

  /// Runs the loop on a thread of its own for as long as the process lives.
  public func start() {
    let isRunning = OwnThread.start { [self] in run() }
    precondition(isRunning, "The system refuses the thread of a loop.")
  }

  /// Runs the loop on the calling thread for as long as the process lives.
  public func run() -> Never {
    pthread_setspecific(Self.key, Unmanaged.passRetained(self).toOpaque())
    var batch = Deque<Part>()
    while true {
      jobs.withLock { swap(&$0.waiting, &batch) }
      // What these jobs start has its turn after a look at the sockets.
      while let part = batch.popFirst() { part.job.runSynchronously(on: part.executor) }
      let isIdle = jobs.withLock { jobs in
        jobs.isAsleep = jobs.waiting.isEmpty
        return jobs.isAsleep
      }
      reactor.turn(blocking: isIdle)
      if isIdle { jobs.withLock { $0.isAsleep = false } }
    }
  }

  /// Called by Swift's runtime with a part of a task that can run.
  public func enqueue(_ job: consuming ExecutorJob) {
    enqueue(UnownedJob(job), for: asUnownedTaskExecutor())
  }

  func enqueue(_ job: UnownedJob, for executor: UnownedTaskExecutor) {
    let isAsleep = jobs.withLock { jobs in
      jobs.waiting.append((job, executor))
      defer { jobs.isAsleep = false }
      return jobs.isAsleep
    }
    if isAsleep, Self.current !== self { reactor.interrupt() }
  }

  /// The loop whose thread this is.
  static var current: ConnectionLoop? {
    pthread_getspecific(key).map {
      Unmanaged<ConnectionLoop>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private static let key = {
    var key = pthread_key_t()
    precondition(pthread_key_create(&key, nil) == 0, "The process has no thread key left.")
    return key
  }()
}
