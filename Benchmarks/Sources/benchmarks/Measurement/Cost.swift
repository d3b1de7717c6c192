/// What one run of a program took.
struct Cost: Sendable {
  /// From its start to its end, in seconds.
  var wall: Double
  /// The processor time of the client alone, user and system together, in seconds. What the server
  /// spends on the client's behalf is not in it.
  var cpu: Double
  /// The most memory that it held at once (`ru_maxrss`), in bytes.
  var memory: Double = 0
}
