import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server that this process started and ends when it ends itself.
enum ProcessToEnd {
  // `atexit` takes a C function, which can carry no context.
  private static let processID = Mutex<Int32?>(nil)

  /// Sends SIGINT, PostgreSQL's fast shutdown, at the end of this process. Nobody waits for it: a
  /// next start would.
  static func atExit(_ server: Int32) {
    processID.withLock { $0 = server }
    atexit {
      ProcessToEnd.processID.withLock { server in
        if let server { kill(server, SIGINT) }
      }
    }
  }
}
