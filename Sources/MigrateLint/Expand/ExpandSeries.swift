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
  private var label: String { columns.map(\.name).first ?? facts.column.name }
  private var list: String { columns.map(\.quoted).joined(separator: " and ") }

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

  private func fill() -> ExpandPair {
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
  private func constrain() throws(ExpandRefusal) -> ExpandPair? {
    guard let column = columns.first, request.change != .split else { return nil }
    var names = ExpandNames(facts)
    var up: [String] = []
    var down: [String] = []
    for key in facts.keys {
      let name = names.new(key.name, for: column.name, prefix: key.isUnique ? "UQ" : "IDX")
      (up, down) = (up + makeKey(key, name, column), dropKey(key, name) + down)
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

  private func drop() -> ExpandPair {
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
  private var collation: String {
    guard request.types.isEmpty, let name = facts.column.collation else { return "" }
    return " COLLATE \(name)"
  }

  // MARK: The trigger

  var triggerName: String { "zz_sync_\(facts.table.name)_\(label)" }

  private var function: String {
    "\(RelationID(schema: facts.table.schema, name: ExpandNames.cut("sync_\(facts.table.name)_\(label)")))"
  }

  private var quotedTrigger: String { ExpandNames.cut(triggerName).quotedIfNeeded }

  func trigger(body: [String]) throws(ExpandRefusal) -> [String] {
    ["CREATE FUNCTION \(function)() RETURNS trigger", "LANGUAGE plpgsql AS $$"] + body + [
      "$$;",
      "-- Triggers fire in the order of their names: this one sees what the others have made of the row.",
      "CREATE TRIGGER \(quotedTrigger) BEFORE INSERT OR UPDATE ON \(table)",
      "FOR EACH ROW EXECUTE FUNCTION \(function)();",
    ]
  }

  var dropTrigger: [String] {
    [
      "DROP TRIGGER IF EXISTS \(quotedTrigger) ON \(table);",
      "DROP FUNCTION IF EXISTS \(function)();",
    ]
  }

  private func dualWrite() throws(ExpandRefusal) -> [String] {
    let new = columns.map { "NEW.\($0.quoted)" }
    let old = columns.map { "OLD.\($0.quoted)" }
    let forward = try columns.map { column throws(ExpandRefusal) in
      try replacing([facts.column.name: "NEW.\(facts.quoted)"], in: column.using)
    }
    let names = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, "NEW.\($0.quoted)") })
    let backward = try replacing(names, in: back)
    func row(_ parts: [String]) -> String {
      parts.count == 1 ? parts[0] : "ROW(\(parts.joined(separator: ", ")))"
    }
    let given = new.map { "\($0) IS NOT NULL" }.joined(separator: " OR ")
    let missing = new.map { "\($0) IS NULL" }.joined(separator: " AND ")
    return [
      "DECLARE",
      "  -- Whether the code writes \(list), and not \(facts.quoted).",
      "  is_new boolean;",
      "BEGIN",
      "  IF TG_OP = 'INSERT' THEN",
      "    is_new := \(given);",
      "  ELSE",
      "    is_new := \(row(new)) IS DISTINCT FROM \(row(old));",
      "  END IF;",
      "  IF is_new THEN",
      "    -- What is equal already stays as it was written.",
      "    IF \(row(forward)) IS DISTINCT FROM \(row(new)) THEN",
      "      NEW.\(facts.quoted) := \(backward);",
      "    END IF;",
      "  ELSIF TG_OP = 'INSERT' THEN",
    ] + assignments(new, forward) + [
      "  ELSIF NEW.\(facts.quoted) IS DISTINCT FROM OLD.\(facts.quoted) OR \(missing) THEN"
    ] + assignments(new, forward) + ["  END IF;", "  RETURN NEW;", "END"]
  }

  private func assignments(_ targets: [String], _ values: [String]) -> [String] {
    zip(targets, values).map { "    \($0) := \($1);" }
  }

  // MARK: Parts

  var batch: String {
    "-- heartly:batch"
      + (facts.batchKey.map { " key=" + $0.map(\.quotedIfNeeded).joined(separator: ",") } ?? "")
  }

  let nothingToUndo = [
    "-- Nothing to take back: the values do no harm, and go with what the pair before this one made.",
    "-- Locks: none.",
    "SELECT 1;",
  ]

  func pair(_ word: String, _ up: [String], _ down: [String]) -> ExpandPair {
    ExpandPair(
      name: "\(request.name) \(word)",
      up: up.joined(separator: "\n") + "\n",
      down: down.joined(separator: "\n") + "\n"
    )
  }

  private func add(_ name: String, _ definition: String) -> [String] {
    [
      "ALTER TABLE \(table) ADD CONSTRAINT \(name) \(definition) NOT VALID;",
      "ALTER TABLE \(table) VALIDATE CONSTRAINT \(name);",
    ]
  }

  private func dropConstraint(_ name: String) -> [String] {
    ["ALTER TABLE \(table) DROP CONSTRAINT IF EXISTS \(name);"]
  }

  private func isNotNull(_ constraint: Constraint) -> Bool {
    constraint.isNotNullCheck && facts.column.isNotNull
  }

  private func makeKey(
    _ key: ColumnFacts.Key,
    _ name: String,
    _ column: NewColumn
  ) -> [String] {
    let columns = key.written.map {
      let plain = facts.quoted
      guard $0 == plain || $0.hasPrefix(plain + " ") else { return $0 }
      return column.quoted + $0.dropFirst(plain.count)
    }
    let included = key.included.map {
      ($0 == facts.column.name ? column.name : $0).quotedIfNeeded
    }
    var lines = [
      "CREATE \(key.isUnique ? "UNIQUE " : "")INDEX CONCURRENTLY IF NOT EXISTS \(name) ON \(table) "
        + (key.method == "btree" ? "" : "USING \(key.method) ")
        + "(\(columns.joined(separator: ", ")))"
        + (included.isEmpty ? "" : " INCLUDE (\(included.joined(separator: ", ")))")
        + (key.nullsNotDistinct ? " NULLS NOT DISTINCT" : "") + ";"
    ]
    if let constraint = key.constraint {
      lines.append(
        "ALTER TABLE \(table) ADD CONSTRAINT \(name) UNIQUE USING INDEX \(name)\(constraint.deferral);"
      )
    }
    return lines
  }

  private func dropKey(_ key: ColumnFacts.Key, _ name: String) -> [String] {
    if key.constraint != nil { return dropConstraint(name) }
    let index = RelationID(schema: facts.table.schema, name: StatementText.identifiers(in: name)[0])
    return ["DROP INDEX CONCURRENTLY IF EXISTS \(index);"]
  }

  static func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

// MARK: - Expressions

extension ExpandSeries {
  /// An expression with its columns' names replaced: a name behind or before a dot, or before a
  /// parenthesis, is another's.
  private func replacing(
    _ names: [String: String],
    in expression: String
  ) throws(ExpandRefusal) -> String {
    let bytes = Array(expression.utf8)
    let source = LintSource(path: "", bytes: bytes)
    guard let tokens = try? parser.scan(bytes) else {
      throw ExpandRefusal("`\(expression)` is no expression")
    }
    var text = ""
    var position = 0
    for (index, token) in tokens.enumerated() {
      func isPunctuation(_ character: Unicode.Scalar, at other: Int) -> Bool {
        tokens.indices.contains(other)
          && bytes[tokens[other].range].elementsEqual([UInt8(ascii: character)])
      }
      let mayName =
        switch token.kind {
        case .identifier, .quotedIdentifier, .keyword(.unreserved), .keyword(.columnName): true
        default: false
        }
      guard mayName, let new = names[source.identifier(token.range)],
        !isPunctuation(".", at: index - 1), !isPunctuation(".", at: index + 1),
        !isPunctuation("(", at: index + 1)
      else { continue }
      text += String(decoding: bytes[position..<token.range.lowerBound], as: UTF8.self) + new
      position = token.range.upperBound
    }
    return text + String(decoding: bytes[position...], as: UTF8.self)
  }
}

extension Constraint {
  /// ` DEFERRABLE INITIALLY DEFERRED`, or nothing.
  fileprivate var deferral: String {
    guard isDeferrable else { return "" }
    return " DEFERRABLE" + (isInitiallyDeferred ? " INITIALLY DEFERRED" : "")
  }

  fileprivate func foreignKey(replacing old: String, by new: String) -> String {
    let own = columns.map { ($0 == old ? new : $0).quotedIfNeeded }.joined(separator: ", ")
    let theirs = targetColumns.map(\.quotedIfNeeded).joined(separator: ", ")
    return "FOREIGN KEY (\(own)) REFERENCES \(target.map { "\($0)" } ?? "") (\(theirs))"
      + onDelete.clause("ON DELETE") + onUpdate.clause("ON UPDATE") + deferral
  }
}

extension Constraint.Action {
  fileprivate func clause(_ event: String) -> String {
    switch self {
    case .none: ""
    case .restrict: " \(event) RESTRICT"
    case .cascade: " \(event) CASCADE"
    case .setNull: " \(event) SET NULL"
    case .setDefault: " \(event) SET DEFAULT"
    }
  }
}
