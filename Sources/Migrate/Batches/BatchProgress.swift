/// How far a statement that runs in batches has come.
public struct BatchProgress: Sendable, Hashable {
  /// The statement, counted from 1.
  public var statement: Int
  /// How many rows of the table were passed over, by earlier runs as well. The statement need not have
  /// changed all of them.
  public var rows: Int64
  /// How many rows the planner took the table for when the statement began; nil where it did not say.
  public var estimated: Int64?
  /// How many rows this run has changed.
  public var changed = 0
  /// How many batches this run has committed.
  public var batches = 0
  /// How many of the rows this run has passed over.
  public var rowsOfRun: Int64 = 0
  /// How long this run has been at it.
  public var elapsed = Duration.zero
  /// Whether nothing is left.
  public var isFinished = false

  /// Makes the progress of a statement that was brought to `rows` by earlier runs.
  public init(statement: Int, rows: Int64 = 0, estimated: Int64? = nil) {
    self.statement = statement
    self.rows = rows
    self.estimated = estimated
  }

  /// The part that is done, from 0 to 1; nil where nobody knows how much there is. An estimate may be too
  /// low: then it stays just below 1 until the end.
  public var fraction: Double? {
    if isFinished { return 1 }
    guard let estimated, estimated > 0 else { return nil }
    return min(0.99, Double(rows) / Double(estimated))
  }

  /// Rows a second, in this run; nil before there is anything to tell from.
  public var rowsPerSecond: Double? {
    let seconds = elapsed / .seconds(1)
    return rowsOfRun > 0 && seconds > 0 ? Double(rowsOfRun) / seconds : nil
  }

  /// How long the rest takes at the speed of this run.
  public var timeLeft: Duration? {
    guard let rowsPerSecond, let estimated, estimated > rows, !isFinished else { return nil }
    return .seconds(Double(estimated - rows) / rowsPerSecond)
  }
}
