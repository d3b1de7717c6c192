/// The trigger that keeps the old column and the new ones equal.
extension ExpandSeries {
  var triggerName: String { "zz_sync_\(facts.table.name)_\(label)" }

  var function: String {
    "\(RelationID(schema: facts.table.schema, name: ExpandNames.cut("sync_\(facts.table.name)_\(label)")))"
  }

  var quotedTrigger: String { ExpandNames.cut(triggerName).quotedIfNeeded }

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

  func dualWrite() throws(ExpandRefusal) -> [String] {
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

  func assignments(_ targets: [String], _ values: [String]) -> [String] {
    zip(targets, values).map { "    \($0) := \($1);" }
  }
}
