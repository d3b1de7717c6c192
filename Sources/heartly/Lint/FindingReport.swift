import MigrateLint

/// How findings are shown to people.
enum FindingReport {
  /// As compilers do: the place, what is wrong, the line with a caret, the fix.
  static func text(_ findings: [Finding], files: Int) {
    for finding in findings { Output.line(text(finding)) }
    let counts = [Rule.Severity.error, .warning, .note].compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity)\(count == 1 ? "" : "s")"
    }
    let files = files == 1 ? "1 file" : "\(files) files"
    Output.line("\(files): \(counts.isEmpty ? "no findings" : counts.joined(separator: ", "))")
  }

  static func text(_ finding: Finding) -> String {
    let place = finding.place
    let indent = place.text.unicodeScalars.prefix(place.column - 1).map { $0 == "\t" ? "\t" : " " }
    return """
      \(place.file):\(place.line):\(place.column): \(finding.severity): \(finding.message) \
      [\(finding.rule.rawValue)]
        \(place.text)
        \(indent.joined())^\(finding.fix.map { " \($0.title)" } ?? "")
      """
  }

  /// As commands of a workflow on GitHub, which shows them at the line of a pull request.
  static func github(_ findings: [Finding]) {
    for finding in findings {
      let command =
        switch finding.severity {
        case .note: "notice"
        case .warning: "warning"
        case .error: "error"
        }
      let place = finding.place
      let fix = finding.fix.map { "; \($0.title)" } ?? ""
      Output.line(
        "::\(command) file=\(property(place.file)),line=\(place.line),col=\(place.column),"
          + "title=\(finding.rule.rawValue)::\(data(finding.message + fix))"
      )
    }
  }

  private static func data(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      default: String(scalar)
      }
    }.joined()
  }

  private static func property(_ text: String) -> String {
    data(text).unicodeScalars.map { $0 == ":" ? "%3A" : $0 == "," ? "%2C" : String($0) }.joined()
  }
}

/// One finding in `--format json`.
struct FindingDocument: Encodable {
  var rule: String
  var severity: String
  var message: String
  var file: String
  var line: Int
  var column: Int
  var suggestion: String?
  var replacement: String?

  init(_ finding: Finding) {
    rule = finding.rule.rawValue
    severity = finding.severity.rawValue
    message = finding.message
    file = finding.place.file
    line = finding.place.line
    column = finding.place.column
    suggestion = finding.fix?.title
    replacement = finding.fix?.replacement
  }
}
