import TransparencyLog

/// An export as CSV (RFC 4180) that does no harm where it is opened: nothing in it is a formula, a
/// line of its own, or a command to a terminal.
enum CSVTable {
  /// The columns of both logs, each once.
  private static let columns = [
    "created_at", "userId", "operator", "clientId", "facilityId", "targetUserId",
    "targetFacilityId",
    "action", "outcome", "details", "tableName", "operation", "rowKey", "oldValues", "newValues",
    "requestId", "sessionId", "ipAddress", "userAgent",
  ]

  static let header =
    (["index", "leafHash", "log", "id"] + columns + ["state"]).joined(separator: ",") + "\r\n"

  static func line(_ part: AuditExport.Part) -> String {
    switch part {
    case .checkpoint, .omitted: ""
    case .entry(let entry):
      row(
        ["\(entry.index)", "\(entry.hash)", entry.log, entry.id],
        entry.bytes ?? Array(#"{"created_at":"\#(entry.createdAt)"}"#.utf8),
        entry.bytes != nil ? "sealed" : entry.isArchived ? "archived" : "missing"
      )
    case .unsealed(let log, let id, _, let entry): row(["", "", log, id], entry, "unsealed")
    }
  }

  private static func row(_ head: [String], _ entry: [UInt8], _ state: String) -> String {
    let values = JSONMembers(entry).values
    let cells = head + columns.map { values[$0] ?? "" } + [state]
    return cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// A value as a cell.
  static func cell(_ value: String) -> String {
    // A spreadsheet takes what begins so for a formula.
    let isFormula = value.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
    let cell = (isFormula == true ? "'" : "") + harmless(value)
    guard cell.contains(where: { $0 == "," || $0 == "\"" || $0 == "\\" }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  /// A value without what would begin a line, command a terminal, or turn the direction of writing:
  /// each such character is shown by its number.
  static func harmless(_ value: String) -> String {
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
