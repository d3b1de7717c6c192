/// Statements and comments that several pairs hold.
extension ExpandSeries {
  var batch: String {
    "-- heartly:batch"
      + (facts.batchKey.map { " key=" + $0.map(\.quotedIfNeeded).joined(separator: ",") } ?? "")
  }

  var nothingToUndo: [String] {
    [
      "-- Nothing to take back: the values do no harm, and go with what the pair before this one made.",
      "-- Locks: none.",
      "SELECT 1;",
    ]
  }

  func pair(_ word: String, _ up: [String], _ down: [String]) -> ExpandPair {
    ExpandPair(
      name: "\(request.name) \(word)",
      up: up.joined(separator: "\n") + "\n",
      down: down.joined(separator: "\n") + "\n"
    )
  }

  func add(_ name: String, _ definition: String) -> [String] {
    [
      "ALTER TABLE \(table) ADD CONSTRAINT \(name) \(definition) NOT VALID;",
      "ALTER TABLE \(table) VALIDATE CONSTRAINT \(name);",
    ]
  }

  func dropConstraint(_ name: String) -> [String] {
    ["ALTER TABLE \(table) DROP CONSTRAINT IF EXISTS \(name);"]
  }

  func isNotNull(_ constraint: Constraint) -> Bool {
    constraint.isNotNullCheck && facts.column.isNotNull
  }

  func makeKey(
    _ key: ColumnFacts.Key,
    _ name: String,
    _ column: NewColumn
  ) throws(ExpandRefusal) -> [String] {
    let columns = key.written.map {
      let plain = facts.quoted
      guard $0 == plain || $0.hasPrefix(plain + " ") else { return $0 }
      return column.quoted + $0.dropFirst(plain.count)
    }
    let included = key.included.map {
      ($0 == facts.column.name ? column.name : $0).quotedIfNeeded
    }
    let condition = try key.predicate.map { written throws(ExpandRefusal) in
      try replacing([facts.column.name: column.quoted], in: written)
    }
    var lines = [
      "CREATE \(key.isUnique ? "UNIQUE " : "")INDEX CONCURRENTLY IF NOT EXISTS \(name) ON \(table) "
        + (key.method == "btree" ? "" : "USING \(key.method) ")
        + "(\(columns.joined(separator: ", ")))"
        + (included.isEmpty ? "" : " INCLUDE (\(included.joined(separator: ", ")))")
        + (key.nullsNotDistinct ? " NULLS NOT DISTINCT" : "")
        + (condition.map { " WHERE \($0)" } ?? "") + ";"
    ]
    if let constraint = key.constraint {
      lines.append(
        "ALTER TABLE \(table) ADD CONSTRAINT \(name) UNIQUE USING INDEX \(name)\(constraint.deferral);"
      )
    }
    return lines
  }

  func dropKey(_ key: ColumnFacts.Key, _ name: String) -> [String] {
    if key.constraint != nil { return dropConstraint(name) }
    let index = RelationID(schema: facts.table.schema, name: StatementText.identifiers(in: name)[0])
    return ["DROP INDEX CONCURRENTLY IF EXISTS \(index);"]
  }

  static func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
