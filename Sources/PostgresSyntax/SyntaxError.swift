/// A text that was not parsed, and where.
public struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Why there is no tree.
  public enum Reason: Sendable, Hashable {
    /// PostgreSQL's grammar or scanner refuses it. The grammar is that of `postgresVersion`: syntax
    /// that a newer server understands is refused as well.
    case grammar
    /// The text is not UTF-8, or has a NUL byte. A server refuses it as well.
    case encoding
    /// The text is larger, deeper or slower to scan than what the parser is given here. A server
    /// might take it.
    case limit
    /// libpg_query answered with something that this program cannot read.
    case unreadableAnswer
  }

  /// Why there is no tree.
  public let reason: Reason
  /// What the parser says, such as `syntax error at or near "selec"`. It quotes one token at most.
  public let message: String
  /// Where the parser stopped; the start of the text where it names no place.
  public let position: SourcePosition
  /// The major version of the grammar, such as 15.
  public let postgresVersion: Int

  /// Counts bytes from 0.
  public var offset: Int { position.offset }
  /// Counts from 1.
  public var line: Int { position.line }
  /// Counts Unicode scalars from 1.
  public var column: Int { position.column }

  /// `3:8: syntax error at or near "selec" (by the grammar of PostgreSQL 15)`.
  public var description: String {
    let grammar = reason == .grammar ? " (by the grammar of PostgreSQL \(postgresVersion))" : ""
    return "\(line):\(column): \(message)\(grammar)"
  }
}
