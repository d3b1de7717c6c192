/// What `heartly serve` tells `heartly-server` while it runs, a line each on its standard input. The
/// end of the input is the last instruction: to stop.
public enum Instruction: String, Sendable {
  /// Serve: all that was looked at is as it should be.
  case ready
  /// Answer 503 to everybody until `ready` comes: the database does not keep tenants apart.
  case unready
}
