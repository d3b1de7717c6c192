import CSV
import TransparencyLog

/// An export as CSV.
enum CSVTable {
  /// The columns of both logs, each once.
  private static let columns = [
    "created_at", "userId", "operator", "clientId", "facilityId", "targetUserId",
    "targetFacilityId",
    "action", "outcome", "details", "tableName", "operation", "rowKey", "oldValues", "newValues",
    "requestId", "sessionId", "ipAddress", "userAgent",
  ]

  static let header =
    CSVRecord(["index", "leafHash", "log", "id"] + columns + ["state"]).line

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
    return CSVRecord(head + columns.map { values[$0] ?? "" } + [state]).line
  }
}
