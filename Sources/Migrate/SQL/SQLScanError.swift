/// A text ended inside of something that must be closed.
public struct SQLScanError: Error, Sendable, Hashable {
  /// What was left open.
  public let construct: SQLToken.Kind
  /// The byte at which it begins.
  public let byteOffset: Int
}

extension SQLScanError: CustomStringConvertible {
  /// What was left open, and its byte; a file's line and column come with ``MigrationScriptError``.
  public var description: String { "\(construct.name) at byte \(byteOffset) is never closed" }
}

extension SQLToken.Kind {
  /// How a message calls it.
  var name: String {
    switch self {
    case .whitespace: "blank"
    case .lineComment, .blockComment: "comment"
    case .word: "word"
    case .quotedIdentifier: "quoted identifier"
    case .unicodeIdentifier: "quoted identifier U&\"…\""
    case .string: "quoted string"
    case .escapeString: "quoted string E'…'"
    case .unicodeString: "quoted string U&'…'"
    case .nationalString: "quoted string N'…'"
    case .bitString: "bit string B'…'"
    case .hexString: "bit string X'…'"
    case .dollarString: "dollar-quoted string"
    case .parameter: "parameter"
    case .number: "number"
    case .operator: "operator"
    case .punctuation: "punctuation"
    case .other: "character"
    }
  }
}
