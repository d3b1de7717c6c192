import PostgresSyntax

extension StatementRules {
  /// `IF NOT EXISTS` and `IF EXISTS`, which a migration needs that may run twice.
  mutating func judgeGuards() {
    switch node.kind {
    case "CreateStmt": judge(made: node["relation"], "table", isGuarded: node.bool("if_not_exists"))
    case "CreateTableAsStmt":
      let word = node.string("objtype") == "OBJECT_MATVIEW" ? "materialized view" : "table"
      judge(made: node["into"]?["rel"], word, isGuarded: node.bool("if_not_exists"))
    case "IndexStmt": judgeIndex()
    case "DropStmt": judgeDrop()
    case "AlterTableStmt":
      for command in node.list("cmds") where !command.bool("missing_ok") {
        judge(dropping: command)
      }
    default: return
    }
  }

  private mutating func judge(made name: SyntaxNode?, _ word: String, isGuarded: Bool) {
    guard !isGuarded, let name, name.string("relpersistence") != "t" else { return }
    report(
      .missingIfNotExists,
      "this \(word) is made without IF NOT EXISTS, so that the migration cannot run again",
      at: name.location,
      fix: name.location.map { Fix("IF NOT EXISTS", range: $0..<$0, replacement: "IF NOT EXISTS ") }
    )
  }

  private mutating func judgeIndex() {
    guard !node.bool("if_not_exists") else { return }
    let offset = node.string("idxname").flatMap {
      text.offset(of: $0, after: text.range.lowerBound)
    }
    guard let offset else {
      return report(
        .missingIfNotExists,
        "this index has no name, so that it cannot be made with IF NOT EXISTS",
        at: nil
      )
    }
    report(
      .missingIfNotExists,
      "this index is made without IF NOT EXISTS, so that the migration cannot run again",
      at: offset,
      fix: Fix("IF NOT EXISTS", range: offset..<offset, replacement: "IF NOT EXISTS ")
    )
  }

  private mutating func judgeDrop() {
    guard !node.bool("missing_ok"), let object = node.list("objects").first else { return }
    let name: String? =
      switch node.string("removeType") {
      case "OBJECT_POLICY", "OBJECT_TRIGGER", "OBJECT_RULE": object.elements.last?.stringValue
      case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE":
        object.list("objname").first?.stringValue
      case "OBJECT_TYPE", "OBJECT_DOMAIN": object.list("names").first?.stringValue
      default: object.stringValue ?? object.elements.first?.stringValue
      }
    let offset = name.flatMap { text.offset(of: $0, after: text.range.lowerBound + 4) }
    reportUnguardedDrop(at: offset)
  }

  private mutating func judge(dropping command: SyntaxNode) {
    let subtype = command.string("subtype")
    guard subtype == "AT_DropColumn" || subtype == "AT_DropConstraint",
      let name = command.string("name")
    else { return }
    let start = node["relation"]?.location ?? text.range.lowerBound
    reportUnguardedDrop(at: text.offset(of: name, after: start + 1))
  }

  private mutating func reportUnguardedDrop(at offset: Int?) {
    report(
      .missingIfExists,
      "this is dropped without IF EXISTS, so that the migration cannot run again",
      at: offset,
      fix: offset.map { Fix("IF EXISTS", range: $0..<$0, replacement: "IF EXISTS ") }
    )
  }
}
