/// A change of a column that old and new code must live through together.
public struct ExpandRequest: Sendable, Hashable {
  /// What is to change.
  public enum Change: String, Sendable, Hashable, CaseIterable {
    /// The column has another name.
    case rename
    /// The column has another type, and another name.
    case type
    /// Several columns take its place.
    case split
    /// The column may not be NULL any more.
    case notNull = "not-null"
  }

  /// What is to change.
  public var change: Change
  /// What the series is called, in words or as one name: each pair's name begins with it.
  public var name: String
  /// The table, with its schema where that is not on the search path.
  public var table: String
  /// The column that there is.
  public var column: String
  /// The columns that come: one, or several for a split.
  public var to: [String] = []
  /// Their types; where there are none, that of the column.
  public var types: [String] = []
  /// What each of them holds, as an expression of the column. Default: the column, converted to the type.
  public var using: [String] = []
  /// What the column holds, as an expression of the new ones. Default: the new one, converted back.
  public var back: String?
  /// For `notNull`: what stands where NULL is now, as an expression; nil where no row has NULL.
  public var fill: String?

  /// Makes a request of what every change needs.
  public init(_ change: Change, name: String, table: String, column: String) {
    self.change = change
    self.name = name
    self.table = table
    self.column = column
  }
}

/// A pair of files of a series.
public struct ExpandPair: Sendable, Hashable {
  /// What it does, in words.
  public let name: String
  /// The text of the `.up.sql`.
  public let up: String
  /// The text of the `.down.sql`.
  public let down: String
}
