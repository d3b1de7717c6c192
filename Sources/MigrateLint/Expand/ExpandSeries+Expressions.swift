import PostgresSyntax

/// Expressions and keys for another column.
extension ExpandSeries {
  /// An expression with its columns' names replaced: a name behind or before a dot, or before a
  /// parenthesis, is another's.
  func replacing(
    _ names: [String: String],
    in expression: String
  ) throws(ExpandRefusal) -> String {
    let bytes = Array(expression.utf8)
    let source = LintSource(path: "", bytes: bytes)
    guard let tokens = try? parser.scan(bytes) else {
      throw ExpandRefusal("`\(expression)` is no expression")
    }
    var text = ""
    var position = 0
    for (index, token) in tokens.enumerated() {
      func isPunctuation(_ character: Unicode.Scalar, at other: Int) -> Bool {
        tokens.indices.contains(other)
          && bytes[tokens[other].range].elementsEqual([UInt8(ascii: character)])
      }
      let mayName =
        switch token.kind {
        case .identifier, .quotedIdentifier, .keyword(.unreserved), .keyword(.columnName): true
        default: false
        }
      guard mayName, let new = names[source.identifier(token.range)],
        !isPunctuation(".", at: index - 1), !isPunctuation(".", at: index + 1),
        !isPunctuation("(", at: index + 1)
      else { continue }
      text += String(decoding: bytes[position..<token.range.lowerBound], as: UTF8.self) + new
      position = token.range.upperBound
    }
    return text + String(decoding: bytes[position...], as: UTF8.self)
  }
}

extension Constraint {
  /// ` DEFERRABLE INITIALLY DEFERRED`, or nothing.
  var deferral: String {
    guard isDeferrable else { return "" }
    return " DEFERRABLE" + (isInitiallyDeferred ? " INITIALLY DEFERRED" : "")
  }

  func foreignKey(replacing old: String, by new: String) -> String {
    let own = columns.map { ($0 == old ? new : $0).quotedIfNeeded }.joined(separator: ", ")
    let theirs = targetColumns.map(\.quotedIfNeeded).joined(separator: ", ")
    return "FOREIGN KEY (\(own)) REFERENCES \(target.map { "\($0)" } ?? "") (\(theirs))"
      + onDelete.clause("ON DELETE") + onUpdate.clause("ON UPDATE") + deferral
  }
}

extension Constraint.Action {
  fileprivate func clause(_ event: String) -> String {
    switch self {
    case .none: ""
    case .restrict: " \(event) RESTRICT"
    case .cascade: " \(event) CASCADE"
    case .setNull: " \(event) SET NULL"
    case .setDefault: " \(event) SET DEFAULT"
    }
  }
}
