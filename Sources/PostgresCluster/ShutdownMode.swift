#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How a server ends, in PostgreSQL's own words (`pg_ctl --mode`).
public enum ShutdownMode: String, CaseIterable, Hashable, Sendable {
  /// Waits until every session has ended by itself.
  case smart
  /// Rolls open transactions back and ends their sessions.
  case fast
  /// Ends at once, as in a crash: the next start recovers from the write-ahead log.
  case immediate

  var signal: Int32 {
    switch self {
    case .smart: SIGTERM
    case .fast: SIGINT
    case .immediate: SIGQUIT
    }
  }

  var wayOut: String {
    switch self {
    case .smart: "It waits for its sessions to end: end them, or use the mode fast."
    case .fast: "Wait longer, or use the mode immediate (the next start then recovers)."
    case .immediate: "Look at its log and at the disk: a process may hang in the kernel."
    }
  }
}
