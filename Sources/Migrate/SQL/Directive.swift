/// A line comment that tells the engine or the analyser something: `-- heartly:name argument`.
public struct Directive: Sendable, Hashable {
  /// What a directive says.
  public enum Kind: Sendable, Hashable {
    /// `no-transaction`: the migration runs statement by statement although it need not. Stands
    /// before the first statement.
    case noTransaction
    /// `irreversible REASON`: the migration cannot be rolled back. Stands alone in a `.down.sql`.
    case irreversible(reason: String)
    /// `ignore …`: for the analyser; the argument is kept as it stands.
    case ignore(String)
    /// `batch key=… size=… pause=…`: the statement after it runs in batches, each of which commits.
    case batch(BatchDirective)
    /// `replaces …`: the squashed migration has taken the place of this one. Stands in the `.up.sql`,
    /// before the first statement, once for each.
    case replaces(ReplacedMigration)
  }

  /// What it says.
  public let kind: Kind
  /// Where its comment begins.
  public let location: SourceLocation

  /// What every directive's comment begins with, after the dashes and blanks.
  static let prefix = "heartly:"

  /// The name and argument of a comment's directive; nil for an ordinary comment.
  static func parse(_ comment: String) -> (name: String, argument: String)? {
    let text = comment.drop { $0 == "-" }.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix(prefix) else { return nil }
    let body = text.dropFirst(prefix.count)
    let name = body.prefix { !$0.isWhitespace }
    var argument = body.dropFirst(name.count).drop(while: \.isWhitespace)
    while argument.last?.isWhitespace == true { argument.removeLast() }
    return (String(name), String(argument))
  }
}
