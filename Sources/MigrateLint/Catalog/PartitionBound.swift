/// Which rows a partition takes.
enum PartitionBound: Equatable, Sendable {
  case range([Value], [Value])
  case list([Value])
  case hash(modulus: Int, remainder: Int)
  case rest

  /// A constant of a bound.
  enum Value: Equatable, Sendable {
    case least, greatest, null
    case number(Int)
    case text(String)
    /// An expression that is not computed here.
    case unknown
  }

  /// The letter of the tree for the way in which a table is divided.
  var strategy: String? {
    switch self {
    case .range: "r"
    case .list: "l"
    case .hash: "h"
    case .rest: nil
    }
  }
}

extension PartitionBound.Value {
  /// Compares two values of a type; nil where their order is not known.
  func compare(with other: PartitionBound.Value, as type: String) -> Int? {
    switch (self, other) {
    case (.unknown, _), (_, .unknown): return nil
    case (.least, .least), (.greatest, .greatest): return 0
    case (.least, _), (_, .greatest): return -1
    case (_, .least), (.greatest, _): return 1
    default: break
    }
    if ["int2", "int4", "int8"].contains(type) {
      guard let left = number, let right = other.number else { return nil }
      return left < right ? -1 : left == right ? 0 : 1
    }
    if ["date", "timestamp", "timestamptz"].contains(type) {
      guard let left = moment, let right = other.moment else { return nil }
      return left < right ? -1 : left == right ? 0 : 1
    }
    return self == other ? 0 : nil
  }

  private var number: Int? {
    switch self {
    case .number(let number): number
    case .text(let text): Int(text)
    default: nil
    }
  }

  /// `YYYY-MM-DD`, with a time or without, as text that sorts like the moments.
  private var moment: String? {
    guard case .text(let text) = self else { return nil }
    let shape = String(text.map { $0.isASCII && $0.isNumber ? "0" : $0 })
    switch shape {
    case "0000-00-00": return text + " 00:00:00"
    case "0000-00-00 00:00:00": return text
    default: return nil
    }
  }
}
