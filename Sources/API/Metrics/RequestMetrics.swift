internal import CoreMetrics
internal import Synchronization

/// What is counted of requests: how long they took, by method, route and status, how many could not
/// be recorded in the audit log, and how often somebody seemed to try identifiers.
final class RequestMetrics: Sendable {
  private struct Key: Hashable {
    var method: String
    var route: String
    var status: Int
  }

  private let timers = Mutex<[Key: CoreMetrics.Timer]>([:])
  private let unaudited = Counter(label: "heartly_audit_failures_total")
  private let guessing = Counter(label: "heartly_not_found_alarms_total")
  private let shed = Counter(label: "heartly_requests_shed_total")

  func record(_ method: String, _ route: String, _ status: Int, _ duration: Duration) {
    let key = Key(method: method, route: route, status: status)
    let timer = timers.withLock { timers in
      if let known = timers[key] { return known }
      let timer = CoreMetrics.Timer(
        label: "http_server_request_duration_seconds",
        dimensions: [("method", method), ("route", route), ("status", String(status))]
      )
      timers[key] = timer
      return timer
    }
    timer.recordNanoseconds(Int64(duration / .nanoseconds(1)))
  }

  func recordAuditFailure() { unaudited.increment() }
  func recordGuessing() { guessing.increment() }
  func recordShedding() { shed.increment() }
}
