/// How long opening a session may take, per host and for all hosts together.
///
/// libpq's own limit knows whole seconds from 2 on, leaves out name resolution and starts anew for
/// each address of a host; the limit for all, which a timer here keeps, does not.
struct ConnectTimeouts {
  /// What libpq is told, in seconds; `nil` where the connection string or environment tells it.
  var perHost: Int?
  /// `nil` when `connect_timeout=0` asks to wait for ever.
  var overall: Duration?

  init(target: ConnectionTarget, default timeout: Duration) {
    let effective = target.effective(["hostaddr", "host", "connect_timeout"])
    let hosts = (effective[0] ?? effective[1] ?? "").split(separator: ",").count
    if let given = effective[2].flatMap({ Int($0) }) {
      // An explicit limit is libpq's affair; what it leaves out gets an allowance.
      overall = given > 0 ? .seconds(max(2, given)) * max(1, hosts) + .seconds(5) : nil
    } else {
      perHost = max(2, Int(clamping: (timeout.wholeMilliseconds + 999) / 1000))
      overall = timeout * max(1, hosts)
    }
  }
}
