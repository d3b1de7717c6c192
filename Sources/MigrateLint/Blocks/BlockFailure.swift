import PostgresSyntax

/// The conditions of PL/pgSQL's EXCEPTION that a refusal fulfils (PostgreSQL manual, appendix A).
enum BlockFailure {
  static func isCaught(_ finding: Finding, of node: SyntaxNode, by handler: BodyBlock.Handler)
    -> Bool
  {
    let names = conditions(finding, node)
    return handler.conditions.contains { $0 == "others" || names.contains($0) }
  }

  private static func conditions(_ finding: Finding, _ node: SyntaxNode) -> Set<String> {
    switch finding.rule {
    case .nameTaken: taken(finding, node)
    case .unknownTable, .unknownColumn, .unquotedIdentifier:
      ["undefined_table", "42p01", "undefined_column", "42703", "undefined_object", "42704"]
    case .unknownSchema: ["invalid_schema_name", "3f000"]
    case .unknownFunction: ["undefined_function", "42883", "ambiguous_function", "42725"]
    case .foreignKeyType: ["datatype_mismatch", "42804"]
    case .typeMismatch:
      [
        "datatype_mismatch", "42804", "cannot_coerce", "42846", "syntax_error", "42601",
        "invalid_text_representation", "22p02", "invalid_datetime_format", "22007",
        "numeric_value_out_of_range", "22003",
      ]
    case .foreignKeyTarget: ["invalid_foreign_key", "42830"]
    case .stillNeeded:
      ["dependent_objects_still_exist", "2bp01", "invalid_table_definition", "42p16"]
    default:
      ["undefined_object", "42704", "undefined_table", "42p01", "undefined_function", "42883"]
    }
  }

  /// A relation's name is another condition than that of other objects, which guards often mistake.
  private static func taken(_ finding: Finding, _ node: SyntaxNode) -> Set<String> {
    let table: Set = ["duplicate_table", "42p07"]
    let object: Set = ["duplicate_object", "42710"]
    switch node.kind {
    case "CreateStmt", "IndexStmt", "ViewStmt", "CreateSeqStmt", "CreateTableAsStmt":
      return finding.message.hasPrefix("a type") || !finding.message.hasSuffix("exists already")
        ? table.union(object).union(["duplicate_column", "42701"]) : table
    case "CreateSchemaStmt": return ["duplicate_schema", "42p06"]
    case "CreateFunctionStmt": return ["duplicate_function", "42723"]
    case "AlterTableStmt", "RenameStmt":
      return table.union(object).union([
        "duplicate_column", "42701", "invalid_table_definition", "42p16",
      ])
    default: return object
    }
  }
}
