import PostgresSyntax

/// Why a statement under `-- heartly:batch` cannot be run in batches that amount to the whole, as far
/// as its syntax tells.
struct BatchedStatement {
  let node: SyntaxNode

  /// The relation that the batches go through.
  var batched: SyntaxNode? {
    guard node.is("InsertStmt") else { return node["relation"] }
    return node["selectStmt"]?.list("fromClause").first.flatMap(Self.firstTable)
  }

  /// What stands in the way, and where.
  var problem: (message: String, offset: Int?)? {
    switch node.kind {
    case "UpdateStmt", "DeleteStmt", "InsertStmt": break
    default: return ("only an UPDATE, a DELETE or an INSERT … SELECT can be run in batches", nil)
    }
    if node["withClause"] != nil { return (Self.clause("WITH"), nil) }
    if !node.list("returningList").isEmpty { return (Self.clause("RETURNING"), nil) }
    if node["whereClause"]?.is("CurrentOfExpr") == true {
      return (Self.clause("WHERE CURRENT OF"), nil)
    }
    if node.is("InsertStmt"), let problem = problemOfQuery { return (problem, nil) }
    return selfReference.map {
      (
        "the statement reads \(RelationName($0)), which it changes: later batches would see what "
          + "earlier ones have changed", $0.location
      )
    }
  }

  /// The columns that an UPDATE sets.
  var assigned: Set<String> {
    guard node.is("UpdateStmt") else { return [] }
    return Set(node.list("targetList").compactMap { $0.string("name") })
  }

  private static func clause(_ word: String) -> String {
    "\(word) is about the whole and would mean something else in each batch"
  }

  private var problemOfQuery: String? {
    guard let query = node["selectStmt"], query.list("valuesLists").isEmpty,
      !query.list("fromClause").isEmpty || query.string("op") != "SETOP_NONE"
    else { return "an INSERT in batches is one of SELECT … FROM a table" }
    let clauses: [(StaticString, String)] = [
      ("distinctClause", "DISTINCT"), ("groupClause", "GROUP BY"), ("windowClause", "WINDOW"),
      ("sortClause", "ORDER BY"), ("lockingClause", "FOR UPDATE"),
    ]
    for (field, word) in clauses where !query.list(field).isEmpty { return Self.clause(word) }
    if query["withClause"] != nil { return Self.clause("WITH") }
    if query["havingClause"] != nil { return Self.clause("HAVING") }
    if query["limitCount"] != nil { return Self.clause("LIMIT") }
    if query["limitOffset"] != nil { return Self.clause("OFFSET") }
    if let operation = query.string("op"), operation != "SETOP_NONE" {
      return Self.clause("UNION")
    }
    if hasOuterJoinAway { return Self.clause("RIGHT or FULL JOIN") }
    return batched == nil ? "what an INSERT in batches selects from first is a table" : nil
  }

  /// A join that keeps rows without one of the first table.
  private var hasOuterJoinAway: Bool {
    var found = false
    for item in node["selectStmt"]?.list("fromClause") ?? [] {
      item.visit { (inner: SyntaxNode) in
        if inner.is("SelectStmt") { return .skipChildren }
        if inner.is("JoinExpr"), ["JOIN_RIGHT", "JOIN_FULL"].contains(inner.string("jointype")) {
          found = true
        }
        return .visitChildren
      }
    }
    return found
  }

  /// The table that is changed, where it is read as well.
  private var selfReference: SyntaxNode? {
    guard let target = node["relation"] else { return nil }
    let name = RelationName(target)
    return node.descendants.first { inner in
      guard inner.is("RangeVar"), inner.location != target.location else { return false }
      let other = RelationName(inner)
      return other.name == name.name
        && (other.schema == nil || name.schema == nil || other.schema == name.schema)
    }
  }

  /// The first table of an item of FROM.
  private static func firstTable(_ item: SyntaxNode) -> SyntaxNode? {
    if item.is("RangeVar") { return item }
    return item.is("JoinExpr") ? item["larg"].flatMap(firstTable) : nil
  }
}
