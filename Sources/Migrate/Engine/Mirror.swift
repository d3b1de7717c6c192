/// Another tool's table that is kept current together with the history, so that a program which still
/// uses that tool sees the same migrations applied.
///
/// The engine writes it in the very transaction of its own row, in both directions. Which one it is
/// stands in the engine's schema, so that no run can forget it.
public struct Mirror: Sendable, Hashable {
  /// The tool whose table it is. One is known today.
  public enum Tool: String, Sendable, Hashable, CaseIterable {
    /// `migrations(id, timestamp, name)`, where the name is that of a class.
    case typeorm
  }

  /// The tool.
  public var tool: Tool
  /// The table, as it was given: found on the search path where it names no schema.
  public var table: String

  /// Names a table; by default TypeORM's own.
  public init(_ tool: Tool = .typeorm, table: String = "migrations") {
    self.tool = tool
    self.table = table
  }
}
