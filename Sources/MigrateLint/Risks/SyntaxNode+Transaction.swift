import PostgresSyntax

extension SyntaxNode {
  /// Whether PostgreSQL refuses the statement in a transaction block, whatever exists.
  var cannotRunInTransaction: Bool {
    switch kind {
    case "IndexStmt": bool("concurrent")
    case "DropStmt": bool("concurrent")
    case "ReindexStmt":
      isOn("concurrently")
        || ["SCHEMA", "SYSTEM", "DATABASE"].contains { word in
          string("kind")?.hasSuffix(word) == true
        }
    case "VacuumStmt": bool("is_vacuumcmd")
    case "ClusterStmt": self["relation"] == nil
    case "CreatedbStmt", "DropdbStmt", "CreateTableSpaceStmt", "DropTableSpaceStmt",
      "AlterSystemStmt":
      true
    case "AlterTableStmt":
      list("cmds").contains {
        $0.string("subtype") == "AT_DetachPartition" && $0["def"]?.bool("concurrent") == true
      }
    default: false
    }
  }
}
