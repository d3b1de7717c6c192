/// A difference that is accepted, and why.
public struct DriftIgnore: Sendable, Hashable {
  /// The object's kind and name, such as `index public.tmp_*`, where `*` stands for any text.
  public var pattern: String
  /// Why it may differ.
  public var reason: String

  /// Joins the two.
  public init(pattern: String, reason: String) {
    self.pattern = pattern
    self.reason = reason
  }

  /// Whether the whole of an object's kind and name fits.
  public func matches(_ object: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return object == pattern
    }
    guard object.hasPrefix(first) else { return false }
    var rest = object.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
