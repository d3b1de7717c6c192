internal import Foundation

/// What the documentation says of a text, ready to be held against one.
struct TextCheck: Sendable {
  private let rules: Schema.StringRules
  private let pattern: NSRegularExpression?

  init(_ rules: Schema.StringRules) {
    self.rules = rules
    do {
      pattern = try rules.pattern.map { try NSRegularExpression(pattern: $0) }
    } catch {
      // Patterns are literals of this program. Without one, everything would be allowed.
      preconditionFailure("A field's pattern is no regular expression: \(rules.pattern ?? "").")
    }
  }

  /// PostgreSQL's texts cannot hold U+0000, so no rule allows it.
  func allows(_ text: String) -> Bool {
    guard !text.utf8.contains(0) else { return false }
    if let lengths = rules.lengths, !lengths.contains(text.unicodeScalars.count) { return false }
    guard let pattern else { return true }
    let whole = NSRange(text.startIndex..., in: text)
    return pattern.firstMatch(in: text, range: whole)?.range == whole
  }
}
