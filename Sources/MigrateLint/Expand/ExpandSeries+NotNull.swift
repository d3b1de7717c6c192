/// A column that may not be NULL any more.
extension ExpandSeries {
  func notNullPairs() -> [ExpandPair] {
    var names = ExpandNames(facts)
    let check = names.new("", for: facts.column.name + "_not_null", prefix: "CHK")
    let column = facts.quoted
    let require = pair(
      "require",
      [
        "-- \(table).\(column) may not be NULL any more.",
        "-- Locks: \(table) for moments only; the rows are checked while others write.",
        "-- heartly:no-transaction",
        "ALTER TABLE \(table) ADD CONSTRAINT \(check) CHECK (\(column) IS NOT NULL) NOT VALID;",
        "ALTER TABLE \(table) VALIDATE CONSTRAINT \(check);",
        "ALTER TABLE \(table) ALTER COLUMN \(column) SET NOT NULL;",
        "ALTER TABLE \(table) DROP CONSTRAINT IF EXISTS \(check);",
      ],
      [
        "-- \(table).\(column) may be NULL again.",
        "-- Locks: \(table) ACCESS EXCLUSIVE for a moment.",
        "ALTER TABLE \(table) ALTER COLUMN \(column) DROP NOT NULL;",
      ]
    )
    guard let fill = request.fill else { return [require] }
    return [guardNulls(fill), fillNulls(fill), require, release(fill)]
  }

  private func body(_ fill: String) -> [String] {
    [
      "BEGIN",
      "  NEW.\(facts.quoted) := coalesce(NEW.\(facts.quoted), \(fill));",
      "  RETURN NEW;",
      "END",
    ]
  }

  private func makeTrigger(_ fill: String) -> [String] {
    // Its body names no column but the row's own.
    (try? trigger(body: body(fill))) ?? []
  }

  private func guardNulls(_ fill: String) -> ExpandPair {
    let column = facts.quoted
    let before = facts.column.written.map { "SET DEFAULT \($0)" } ?? "DROP DEFAULT"
    return pair(
      "guard",
      [
        "-- New rows of \(table) have \(column), also those of code that writes NULL or nothing.",
        "-- Locks: \(table) ACCESS EXCLUSIVE for a moment; no row is read or written.",
        "ALTER TABLE \(table) ALTER COLUMN \(column) SET DEFAULT \(fill);",
      ] + makeTrigger(fill),
      [
        "-- New rows of \(table) may be without \(column) again.",
        "-- Locks: \(table) ACCESS EXCLUSIVE for a moment.",
      ] + dropTrigger + ["ALTER TABLE \(table) ALTER COLUMN \(column) \(before);"]
    )
  }

  private func fillNulls(_ fill: String) -> ExpandPair {
    pair(
      "fill",
      [
        "-- The rows from before the trigger get their \(facts.quoted).",
        "-- Locks: the rows of one batch, for some milliseconds.",
        batch,
        "UPDATE \(table) SET \(facts.quoted) = \(fill) WHERE \(facts.quoted) IS NULL;",
      ],
      nothingToUndo
    )
  }

  private func release(_ fill: String) -> ExpandPair {
    pair(
      "release",
      [
        "-- No code writes NULL to \(facts.quoted) any more: the trigger goes.",
        "-- Locks: \(table) ACCESS EXCLUSIVE for a moment.",
      ] + dropTrigger,
      [
        "-- The trigger is there again.",
        "-- Locks: \(table) SHARE ROW EXCLUSIVE for a moment.",
      ] + makeTrigger(fill)
    )
  }
}
