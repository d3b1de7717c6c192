public import Migrate

/// Which of our files another tool's migrations are, where their names do not tell.
///
/// A text file: on each line what the other tool calls a migration, blanks, and our version, or `-` for
/// one that is none of ours. Empty lines and what follows a `#` at the beginning of a line are passed
/// over.
public struct MigrationMap: Sendable, Hashable {
  /// A pair.
  public struct Line: Sendable, Hashable {
    /// What the other tool calls it.
    public var label: String
    /// Our version; nil for a migration that is none of ours.
    public var version: MigrationVersion?

    /// Pairs the two.
    public init(label: String, version: MigrationVersion?) {
      self.label = label
      self.version = version
    }
  }

  /// The pairs in order.
  public var lines: [Line]

  /// Makes a map of pairs; by default an empty one.
  public init(_ lines: [Line] = []) { self.lines = lines }

  /// Reads a file's text.
  ///
  /// - Parameters:
  ///   - text: The file's text.
  ///   - file: What messages call it.
  /// - Throws: The first line that cannot be read.
  public init(parsing text: String, file: String) throws(AdoptionError) {
    lines = []
    var known: Set<String> = []
    let texts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, text) in texts.enumerated() {
      let words = text.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, let last = words.last, !first.hasPrefix("#") else { continue }
      guard words.count > 1 else {
        throw .mapping(
          file: file,
          line: number + 1,
          reason: "one word; a line holds the other tool's name and our version, or - for none"
        )
      }
      let version = MigrationVersion(last)
      guard version != nil || last == "-" else {
        throw .mapping(
          file: file,
          line: number + 1,
          reason: "\(last) is no version; the last word is our version, or - for none"
        )
      }
      let label = words.dropLast().joined(separator: " ")
      guard known.insert(label).inserted else {
        throw .mapping(file: file, line: number + 1, reason: "\(label) has a line already")
      }
      lines.append(Line(label: label, version: version))
    }
  }

  /// The file's text.
  public var text: String {
    lines.map { "\($0.label) \($0.version.map(\.description) ?? "-")\n" }.joined()
  }
}
