/// A file of another tool.
public struct SourceFile: Sendable, Hashable {
  /// Its path, as messages show it.
  public let path: String
  /// Its text.
  public let text: String

  /// Takes what was read.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// The last part of the path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Its lines without their ends, counted from 1.
  var lines: [TracedLine] {
    var text = text[...]
    if text.unicodeScalars.first == "\u{FEFF}" { text = text.dropFirst() }
    return text.split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
      .enumerated().map { TracedLine(text: String($0.element), number: $0.offset + 1) }
  }
}

/// A line of SQL, and the line of the other tool's file in which it stood.
struct TracedLine: Sendable, Hashable {
  var text: String
  var number: Int

  var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
  var isComment: Bool { text.drop(while: \.isWhitespace).hasPrefix("--") }
}

/// What cannot be turned into a pair, and where it stands.
public struct ConversionProblem: Error, Sendable, Hashable {
  /// The file's path, as it was given.
  public var file: String
  /// The line, from 1; nil where it is the file as a whole.
  public var line: Int?
  /// What is wrong and the way out.
  public var reason: String
}

extension ConversionProblem: CustomStringConvertible {
  /// `path:line: what is wrong; what to do`.
  public var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(reason)" }
}

/// Everything that could not be turned into pairs. Nothing was written.
public struct ConversionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The problems, never none, in the order of the files and lines.
  public let problems: [ConversionProblem]

  /// One line for each problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
