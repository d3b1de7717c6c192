import PostgresSyntax

// What PostgreSQL asks of a trigger besides names: that time, event, level and relation go together.
extension Replay {
  /// Reports why a trigger cannot be made on a relation.
  ///
  /// - Returns: Whether it can be.
  mutating func checkForm(
    ofTrigger node: SyntaxNode,
    on id: RelationID,
    _ table: Relation
  ) -> Bool {
    let place = node["relation"]?.location
    let events = Trigger.Events(rawValue: node.int("events") ?? 0)
    let isInstead = node.int("timing") == 64
    let isForEachRow = node.bool("row")
    let isTruncate = events.contains(.truncate)
    var why: String?
    switch table.kind {
    case .table, .partitionedTable:
      if isInstead { why = "INSTEAD OF triggers belong to views, and \(id) is a table" }
    case .view:
      if isTruncate { why = "\(id) is a view, which has no TRUNCATE triggers" }
      if isForEachRow, !isInstead {
        why = "\(id) is a view, whose triggers for each row are INSTEAD OF"
      }
    case .foreignTable:
      if isInstead { why = "INSTEAD OF triggers belong to views" }
      if node.bool("isconstraint") { why = "a foreign table has no constraint triggers" }
    default: why = "\(id) is a \(table.kind.word), which has no triggers"
    }
    if why == nil, isTruncate, isForEachRow { why = "TRUNCATE has no triggers for each row" }
    if why == nil, isInstead {
      if !isForEachRow { why = "an INSTEAD OF trigger must be FOR EACH ROW" }
      if node["whenClause"] != nil { why = "an INSTEAD OF trigger cannot have a WHEN" }
      if !node.list("columns").isEmpty { why = "an INSTEAD OF trigger cannot list columns" }
    }
    let columns = node.list("columns").compactMap(\.stringValue)
    if why == nil, Set(columns).count < columns.count { why = "a column is listed twice" }
    why = why ?? transitionMistake(node, events, id, table)
    guard let why else { return true }
    report(.wrongKind, why, at: place)
    return false
  }

  private func transitionMistake(
    _ node: SyntaxNode,
    _ events: Trigger.Events,
    _ id: RelationID,
    _ table: Relation
  ) -> String? {
    let relations = node.list("transitionRels")
    guard !relations.isEmpty else { return nil }
    if relations.contains(where: { !$0.bool("isTable") }) {
      return "REFERENCING names tables of rows, not ROW variables"
    }
    if table.kind == .view || table.kind == .foreignTable {
      return "\(id) is a \(table.kind.word), whose triggers have no transition tables"
    }
    if node.bool("row") {
      if table.kind == .partitionedTable || table.isPartition || !table.parents.isEmpty {
        return "a trigger for each row of \(id), which is in a family of tables, has no "
          + "transition tables"
      }
    }
    if node.int("timing") ?? 0 != 0 { return "only an AFTER trigger has transition tables" }
    if events.contains(.truncate) { return "TRUNCATE has no transition tables" }
    if [Trigger.Events.insert, .update, .delete].count(where: events.contains) > 1 {
      return "a trigger with transition tables fires on one event"
    }
    if !node.list("columns").isEmpty { return "a trigger with transition tables lists no columns" }
    let new = relations.count { $0.bool("isNew") }
    let old = relations.count - new
    if new > 0, events == .delete { return "DELETE has no NEW TABLE" }
    if old > 0, events == .insert { return "INSERT has no OLD TABLE" }
    if new > 1 || old > 1 { return "a transition table is named twice" }
    let names = relations.compactMap { $0.string("name") }
    return Set(names).count < names.count ? "both transition tables have the same name" : nil
  }

  /// Reports what a trigger's WHEN reads and does not have: OLD of an INSERT, NEW of a DELETE, either
  /// of a statement, and before the change what only the change computes.
  mutating func checkRows(
    of condition: SyntaxNode,
    ofTrigger node: SyntaxNode,
    on table: Relation
  ) {
    let events = Trigger.Events(rawValue: node.int("events") ?? 0)
    let isBefore = node.int("timing") == 2
    let computed = Set(table.columns.filter(\.isGenerated).map(\.name))
    condition.visit { part in
      guard part.is("ColumnRef"), let row = part.list("fields").first?.stringValue,
        row == "new" || row == "old"
      else { return .visitChildren }
      let fields = part.list("fields")
      let field = fields.count > 1 ? fields[1].stringValue : nil
      var why: String?
      if !node.bool("row") {
        why = "the WHEN of a trigger for each statement reads no rows"
      } else if row == "old", events.contains(.insert) {
        why = "an INSERT has no OLD row"
      } else if row == "new", events.contains(.delete) {
        why = "a DELETE has no NEW row"
      } else if row == "new", isBefore {
        if let field, SystemColumns.names.contains(field), table.column(field) == nil {
          why = "before the change NEW has no system columns"
        } else if field.map(computed.contains) ?? !computed.isEmpty {
          why = "before the change the generated columns of NEW are not computed"
        }
      }
      if let why { report(.notAllowedHere, why, at: part.location) }
      return .visitChildren
    }
  }

  /// Reports an overload that PostgreSQL would not take for a trigger's function, which has no
  /// parameters and returns `trigger` or `event_trigger`.
  ///
  /// - Returns: Whether it can be one, as far as that is known.
  mutating func checkResult(
    ofTriggerFunction name: RelationName,
    _ overloads: [FunctionEntry],
    isEvent: Bool,
    at place: Int?
  ) -> Bool {
    guard !overloads.isEmpty, overloads.allSatisfy(\.hasKnownArguments) else { return true }
    guard let own = overloads.first(where: { $0.argumentTypes.isEmpty }) else {
      report(.unknownFunction, "no function \(name)() without parameters exists here", at: place)
      return false
    }
    let wanted = isEvent ? "event_trigger" : "trigger"
    guard let result = own.result, result.name != wanted else { return true }
    report(.wrongKind, "function \(name)() does not return \(wanted)", at: place)
    return false
  }
}
