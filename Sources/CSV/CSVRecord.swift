/// One line of a CSV file (RFC 4180) that does no harm where it is opened: nothing in it is a formula,
/// a line of its own, or a command to a terminal.
public struct CSVRecord: Sendable {
  /// The line, with CRLF at its end.
  public let line: String

  /// Makes a line of values, in their order.
  public init(_ values: some Sequence<String>) {
    line = values.map(Self.cell).joined(separator: ",") + "\r\n"
  }

  private static func cell(_ value: String) -> String {
    // A spreadsheet takes what begins so for a formula.
    let isFormula = value.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
    let cell = (isFormula == true ? "'" : "") + harmless(value)
    guard cell.contains(where: { $0 == "," || $0 == "\"" || $0 == "\\" }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  /// A value without what would begin a line, command a terminal, or turn the direction of writing:
  /// each such character is shown by its number.
  public static func harmless(_ value: String) -> String {
    var harmless = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\n": harmless += "\\n"
      case "\r": harmless += "\\r"
      case "\t": harmless += "\\t"
      case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200E}", "\u{200F}",
        "\u{2028}"..."\u{202E}",
        "\u{2066}"..."\u{2069}":
        harmless += "\\u{\(String(scalar.value, radix: 16))}"
      default: harmless.unicodeScalars.append(scalar)
      }
    }
    return harmless
  }
}
