/// Why no series of migrations is written.
public struct ExpandRefusal: Error, Sendable, CustomStringConvertible {
  /// The reason, as a sentence without an end.
  public let description: String

  init(_ description: String) { self.description = description }
}
