/// One thing that the analyser has to say, with its place and, where there is one, its mending.
public struct Finding: Sendable, Hashable {
  /// What kind of thing it is.
  public let rule: Rule
  /// How bad it is here: the rule's severity, or less where it is not sure.
  public let severity: Rule.Severity
  /// What is wrong here, in a sentence.
  public let message: String
  /// Where.
  public let place: Place
  /// What would mend it.
  public let fix: Fix?
  /// Whether PostgreSQL runs the statement and fails only later, when what it made is used: a
  /// function's body names a column that does not exist. Such an error refuses no migration.
  public let isLate: Bool

  /// Makes a finding.
  public init(
    _ rule: Rule,
    _ message: String,
    at place: Place,
    fix: Fix? = nil,
    severity: Rule.Severity? = nil,
    isLate: Bool = false
  ) {
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.message = message
    self.place = place
    self.fix = fix
    self.isLate = isLate
  }

  /// The same, where what is known does not suffice to be sure.
  var asWarning: Finding { withSeverity(.warning) }

  func withSeverity(_ severity: Rule.Severity) -> Finding {
    Finding(rule, message, at: place, fix: fix, severity: severity, isLate: isLate)
  }

  /// The same, where it fails only when it is used.
  var asLate: Finding {
    Finding(rule, message, at: place, fix: fix, severity: severity, isLate: true)
  }

  /// The same at a place that stands for it, where no text can be mended.
  func moved(to place: Place) -> Finding {
    Finding(rule, message, at: place, severity: severity, isLate: isLate)
  }
}

/// A place in a file.
public struct Place: Sendable, Hashable {
  /// The file's path, as it was given.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int
  /// The byte in the file, from 0.
  public let offset: Int
  /// The line's text.
  public let text: String

  /// Makes a place.
  public init(file: String, line: Int, column: Int, offset: Int, text: String) {
    self.file = file
    self.line = line
    self.column = column
    self.offset = offset
    self.text = text
  }
}

/// A change of the file's text.
public struct Fix: Sendable, Hashable {
  /// What it does, such as `did you mean "birthDate"?`.
  public let title: String
  /// The bytes that are replaced.
  public let range: Range<Int>
  /// What stands there instead.
  public let replacement: String
  /// Whether it cannot be wrong, so that a program may apply it.
  public let isSafe: Bool

  /// Makes a fix.
  public init(_ title: String, range: Range<Int>, replacement: String, isSafe: Bool = false) {
    self.title = title
    self.range = range
    self.replacement = replacement
    self.isSafe = isSafe
  }
}
