import PostgresSyntax

extension StatementText {
  /// An expression as it is written behind a keyword of the statement, such as DEFAULT or CHECK; nil where
  /// its place is not known.
  func written(_ expression: SyntaxNode, behind keyword: String) -> String? {
    var first = expression.location ?? .max
    expression.visit { node in
      if let place = node.location, place < first { first = place }
      return .visitChildren
    }
    guard first != .max, !tokens.isEmpty else { return nil }
    var index = tokens.partitionIndex { $0.lowerBound >= first }
    repeat {
      index -= 1
      guard index >= 0 else { return nil }
    } while source.identifier(tokens[index]) != keyword || source.isQuoted(tokens[index])
    // A CHECK ends with its parenthesis, a condition with the statement.
    return written(
      from: index + 1,
      isInParentheses: keyword == "check",
      endsAtAttribute: keyword == "default"
    )
  }

  /// Up to what ends an expression: a comma, a parenthesis too many, or the next attribute of a column.
  private func written(
    from start: Int,
    isInParentheses: Bool,
    endsAtAttribute: Bool
  ) -> String? {
    var depth = 0
    var end = start
    while end < tokens.count {
      let token = tokens[end]
      switch source.bytes[token.lowerBound] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 0: depth = -1
      case UInt8(ascii: ";") where depth == 0: depth = -1
      default:
        if endsAtAttribute, depth == 0, end > start, !source.isQuoted(token),
          Self.attributes.contains(source.identifier(token))
        {
          depth = -1
        }
      }
      if depth < 0 { break }
      end += 1
      if isInParentheses, depth == 0 { break }
    }
    guard end > start else { return nil }
    let range = tokens[start].lowerBound..<tokens[end - 1].upperBound
    return String(decoding: source.bytes[range], as: UTF8.self)
  }

  private static let attributes: Set<String> = [
    "not", "null", "constraint", "check", "unique", "primary", "references", "generated",
    "deferrable",
    "initially", "default", "collate", "no", "add", "alter", "drop",
  ]
}

extension Array {
  /// The first index for which the condition is true, where it is false for all before and true for all
  /// behind.
  fileprivate func partitionIndex(_ isBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
