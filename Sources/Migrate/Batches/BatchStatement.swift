/// A statement that is run in batches: what the engine has to know to limit it to a range of a key.
///
/// The file holds the statement as it would be run whole. The engine puts its condition in parentheses and
/// the range beside it, at a place that the grammar leaves no doubt about: the `WHERE` outside of all
/// parentheses reaches to the end of an UPDATE or DELETE, and to `ON CONFLICT` in an INSERT.
public struct BatchStatement: Sendable, Hashable {
  /// What it asks for.
  public let directive: BatchDirective
  /// The table that the batches go through: the one that is changed, or that an INSERT selects from.
  public let table: QualifiedName
  /// Whether tables that inherit from it are left out (`ONLY`).
  let isOnly: Bool
  /// What its columns are qualified with.
  let qualifier: String
  /// The columns that an UPDATE sets.
  let assigned: [String]
  /// The functions that an INSERT … SELECT calls for each row.
  let calls: [String]
  /// The statement's bytes.
  let bytes: [UInt8]
  /// Where among them the condition stands, behind `WHERE`; nil where there is none.
  let condition: Range<Int>?
  /// Where the range goes.
  let insertion: Int

  /// The statement for one batch.
  struct Text {
    let text: String
    /// Where characters were put in that the file does not have, as places in the text, counted from 0.
    fileprivate let added: [Range<Int>]

    /// The place in the file's statement that belongs to one in the text; both count characters from 1.
    func original(_ position: Int) -> Int {
      let offset = position - 1
      let extra = added.reduce(0) { $0 + max(0, min(offset, $1.upperBound) - $1.lowerBound) }
      return max(1, position - extra)
    }
  }

  /// The statement with its condition narrowed to a range, which is an expression of the grammar.
  func text(limitedTo range: String) -> Text {
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    var text = ""
    var added: [Range<Int>] = []
    func add(_ part: String) {
      let start = text.unicodeScalars.count
      text += part
      added.append(start..<text.unicodeScalars.count)
    }
    if let condition {
      text += part(0..<condition.lowerBound)
      add("(")
      text += part(condition)
      // A comment at its end must not swallow what follows.
      add("\n) AND \(range)")
    } else {
      text += part(0..<insertion)
      add("\nWHERE \(range)")
    }
    if insertion < bytes.count {
      add("\n")
      text += part(insertion..<bytes.count)
    }
    return Text(text: text, added: added)
  }

  /// The table as a query names it.
  var relation: String { (isOnly ? "ONLY " : "") + "\(table)" }
}
