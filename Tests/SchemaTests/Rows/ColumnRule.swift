import Testing

/// What one column takes and what it refuses, for a reader who knows care, not SQL.
struct ColumnRule: Sendable {
  var table: Table
  var column: String
  var accepts: [Value]
  /// Refused by the column's CHECK, and `nil` by NOT NULL.
  var refuses: [Value]
}

extension ColumnRule: CustomTestStringConvertible {
  var testDescription: String { "\(table.rawValue).\(column)" }

  /// How the value is to be refused.
  func refusal(of value: Value) -> Refusal {
    value == nil ? .missing(column) : .check("CHK_\(table.rawValue)_\(column)")
  }

  /// The table's sample row with this value.
  func row(with value: Value) -> Table.Fields {
    table.sample.merging([column: value]) { _, new in new }
  }

  /// Of all tables.
  static let all =
    tenant + user + facility + client + clientNameKey + facilityStaff + audit + session
    + dataAudit + legalHold + auditEntry + auditCheckpoint
}

extension Table {
  /// A rule of this table's.
  func rule(_ column: String, accepts: [Value], refuses: [Value] = []) -> ColumnRule {
    ColumnRule(table: self, column: column, accepts: accepts, refuses: refuses)
  }

  /// A stamp or an identifier that every row has.
  func required(_ column: String) -> ColumnRule { rule(column, accepts: [], refuses: [nil]) }

  /// One of these words and no other.
  func words(_ column: String, _ words: [String]) -> ColumnRule {
    let others = ["", words[0].lowercased(), words[0] + " ", " " + words[0], "OTHER"]
    return rule(column, accepts: words.map(Value.text), refuses: [nil] + others.map(Value.text))
  }
}
