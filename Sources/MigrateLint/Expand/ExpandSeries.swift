import PostgresSyntax

/// Writes the series of pairs for one change.
///
/// Each pair is a deployment's worth: the schema serves the code before it and the code after it. Until
/// the last pair, both columns hold the same, whichever of them is written.
struct ExpandSeries {
  let facts: ColumnFacts
  let request: ExpandRequest
  let parser: Parser
  /// The columns that come, with their types and what they hold; none for `notNull`.
  let columns: [NewColumn]
  /// What the old column holds, as an expression of the new ones.
  let back: String

  struct NewColumn {
    var name: String
    var type: String
    /// As an expression of the old column.
    var using: String

    var quoted: String { name.quotedIfNeeded }
  }

  var table: String { "\(facts.table)" }
  var label: String { columns.map(\.name).first ?? facts.column.name }
  var list: String { columns.map(\.quoted).joined(separator: " and ") }

  init(_ request: ExpandRequest, _ facts: ColumnFacts, _ parser: Parser) throws(ExpandRefusal) {
    (self.request, self.facts, self.parser) = (request, facts, parser)
    if request.change == .notNull {
      (columns, back) = ([], "")
      try Self.checkNotNull(request, facts)
      return
    }
    try Self.check(request, facts)
    let new = request.to.enumerated().map { index, name in
      let type = index < request.types.count ? request.types[index] : facts.type
      let converted = type == facts.type ? facts.quoted : "CAST(\(facts.quoted) AS \(type))"
      return NewColumn(
        name: name,
        type: type,
        using: index < request.using.count ? request.using[index] : converted
      )
    }
    columns = new
    let first = new[0]
    back =
      request.back
      ?? (first.type == facts.type ? first.quoted : "CAST(\(first.quoted) AS \(facts.type))")
  }

  func pairs() throws(ExpandRefusal) -> [ExpandPair] {
    if request.change == .notNull { return notNullPairs() }
    var pairs = [try add(), fill()]
    if let constrain = try constrain() { pairs.append(constrain) }
    pairs.append(drop())
    return pairs
  }

  // MARK: The pairs

  private func add() throws(ExpandRefusal) -> ExpandPair {
    var up = [
      "-- \(table) gets \(list) beside \(facts.quoted). A trigger keeps them equal, whichever the code writes.",
      "-- Locks: \(table) ACCESS EXCLUSIVE for a moment; no row is read or written.",
    ]
    for column in columns {
      up.append("ALTER TABLE \(table) ADD COLUMN \(column.quoted) \(column.type)\(collation);")
      if let comment = facts.column.comment, request.change != .split {
        up.append("COMMENT ON COLUMN \(table).\(column.quoted) IS \(Self.literal(comment));")
      }
    }
    for (role, privileges) in facts.grants where !privileges.isEmpty {
      let columns = "(\(columns.map(\.quoted).joined(separator: ", ")))"
      let list = privileges.map { "\($0) \(columns)" }.joined(separator: ", ")
      up.append("GRANT \(list) ON TABLE \(table) TO \(role);")
    }
    up += try trigger(body: dualWrite())
    var down = [
      "-- Takes the trigger and \(list) away. Their values are in \(facts.quoted).",
      "-- Locks: \(table) ACCESS EXCLUSIVE for a moment.",
    ]
    down += dropTrigger
    for column in columns.reversed() {
      down.append("ALTER TABLE \(table) DROP COLUMN IF EXISTS \(column.quoted);")
    }
    return pair("add", up, down)
  }

  func fill() -> ExpandPair {
    let sets = columns.map { "\($0.quoted) = \($0.using)" }.joined(separator: ", ")
    let missing = columns.map { "\($0.quoted) IS NULL" }.joined(separator: " AND ")
    let up = [
      "-- The rows from before the trigger get their \(list).",
      "-- Locks: the rows of one batch, for some milliseconds.",
      batch,
      "UPDATE \(table) SET \(sets)",
      "WHERE \(missing) AND \(facts.quoted) IS NOT NULL;",
    ]
    return pair("fill", up, nothingToUndo)
  }

  /// Only what the column has is repeated; nothing for a split but the keys that cannot be.
  func constrain() throws(ExpandRefusal) -> ExpandPair? {
    guard let column = columns.first, request.change != .split else { return nil }
    var names = ExpandNames(facts)
    var up: [String] = []
    var down: [String] = []
    for key in facts.keys {
      let name = names.new(key.name, for: column.name, prefix: key.isUnique ? "UQ" : "IDX")
      (up, down) = (up + (try makeKey(key, name, column)), dropKey(key, name) + down)
    }
    if facts.column.isNotNull {
      let name = names.new("", for: column.name + "_not_null", prefix: "CHK")
      up += [
        "ALTER TABLE \(table) ADD CONSTRAINT \(name) CHECK (\(column.quoted) IS NOT NULL) NOT VALID;",
        "ALTER TABLE \(table) VALIDATE CONSTRAINT \(name);",
        "ALTER TABLE \(table) ALTER COLUMN \(column.quoted) SET NOT NULL;",
        "ALTER TABLE \(table) DROP CONSTRAINT IF EXISTS \(name);",
      ]
      down = ["ALTER TABLE \(table) ALTER COLUMN \(column.quoted) DROP NOT NULL;"] + down
    }
    for (old, constraint) in facts.checks where !isNotNull(constraint) {
      let name = names.new(old, for: column.name, prefix: "CHK")
      guard let written = constraint.written else {
        throw ExpandRefusal("the text of the CHECK \(old.quotedIfNeeded) is not known")
      }
      let text = try replacing([facts.column.name: column.quoted], in: written)
      let expression = text.hasPrefix("(") && text.hasSuffix(")") ? text : "(\(text))"
      up += add(name, "CHECK \(expression)")
      down = dropConstraint(name) + down
    }
    for (old, key) in facts.foreignKeys {
      let name = names.new(old, for: column.name, prefix: "FK")
      up += add(name, key.foreignKey(replacing: facts.column.name, by: column.name))
      down = dropConstraint(name) + down
    }
    guard !up.isEmpty else { return nil }
    let head = [
      "-- \(column.quoted) has what \(facts.quoted) has: its indexes, constraints and keys.",
      "-- Locks: \(table) for moments only. Indexes are built and rows are checked while others write.",
      "-- heartly:no-transaction",
    ]
    let tail = [
      "-- Takes the indexes, constraints and keys of \(column.quoted) away.",
      "-- Locks: \(table) ACCESS EXCLUSIVE for a moment.",
    ]
    return pair("constrain", head + up, tail + down)
  }

  func drop() -> ExpandPair {
    var up = [
      "-- No code names \(facts.quoted) any more: the trigger goes, and the column with it.",
      "-- Locks: \(table) ACCESS EXCLUSIVE for a moment.",
    ]
    up += dropTrigger
    if let text = facts.column.written, facts.column.expression != nil, let column = columns.first,
      request.change != .split
    {
      up.append("ALTER TABLE \(table) ALTER COLUMN \(column.quoted) SET DEFAULT \(text);")
    }
    up += [
      "-- heartly:ignore drop-column the trigger has kept \(list) equal to it",
      "ALTER TABLE \(table) DROP COLUMN IF EXISTS \(facts.quoted);",
    ]
    let down = [
      "-- heartly:irreversible \(facts.quoted) went with its place among the columns and what was granted on it"
    ]
    return pair("drop", up, down)
  }

  /// A column of the same type has the same collation.
  var collation: String {
    guard request.types.isEmpty, let name = facts.column.collation else { return "" }
    return " COLLATE \(name)"
  }
}
