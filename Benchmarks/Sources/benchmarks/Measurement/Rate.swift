/// How fast a client got transactions through.
struct Rate: Sendable {
  /// Transactions per second, all connections together.
  var perSecond: Double
  /// The client's processor time for one transaction, user and system together, in seconds.
  var cpuPerTransaction: Double
}
