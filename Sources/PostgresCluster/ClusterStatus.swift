/// What a cluster is doing at the moment.
public enum ClusterStatus: Sendable, Hashable {
  /// There is no data directory yet; the next start makes one.
  case notCreated
  /// There are data, and no server.
  case stopped
  /// The server takes connections.
  case running(RunningCluster)
  /// The server recovers or opens its files, and takes no connections yet.
  case starting(processID: Int32)
  /// The server waits for its sessions to end, or writes its last checkpoint.
  case stopping(processID: Int32)
  /// The server ended without having been stopped. The next start recovers what was committed.
  case crashed
}
