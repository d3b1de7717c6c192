/// The rows that a migration was proven on.
public struct FilledTables: Sendable, Hashable {
  /// A table and how many rows it had, as far as they were counted.
  public struct Table: Sendable, Hashable {
    /// As SQL names it.
    public let name: String
    /// Those of the migrations among them.
    public let rows: Int
  }
  /// A table that has no row.
  public struct Unfilled: Sendable, Hashable {
    /// As SQL names it.
    public let name: String
    /// Why none could be made.
    public let reason: String
  }

  /// The tables with rows, by their names.
  public internal(set) var filled: [Table] = []
  /// The tables without.
  public internal(set) var unfilled: [Unfilled] = []

  /// The rows of all tables together.
  public var total: Int { filled.reduce(0) { $0 + $1.rows } }
}
