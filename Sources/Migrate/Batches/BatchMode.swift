/// How statements with `-- heartly:batch` are run.
public enum BatchMode: Sendable, Hashable {
  /// As the directives say.
  case asWritten
  /// As one statement each, to compare with.
  case whole
  /// In batches of so many rows without a pause, whatever the directives say, so that a table of a few
  /// rows makes several.
  case ofSize(Int)
}
