import PostgresSyntax

extension NameResolver {
  /// The name that PostgreSQL gives to an output column without alias.
  static func name(of value: SyntaxNode) -> String {
    switch value.kind {
    case "ColumnRef": value.list("fields").last?.stringValue ?? "?column?"
    case "FuncCall": value.list("funcname").last?.stringValue ?? "?column?"
    case "TypeCast":
      value["arg"].map(name(of:)).flatMap { $0 == "?column?" ? nil : $0 }
        ?? value["typeName"]?.list("names").last?.stringValue ?? "?column?"
    case "SQLValueFunction":
      value.string("op").map { op in
        let word = op.dropFirst("SVFOP_".count)
        return (word.hasSuffix("_N") ? word.dropLast(2) : word).lowercased()
      } ?? "current_date"
    case "A_Expr" where value.string("kind") == "AEXPR_NULLIF": "nullif"
    case "A_Indirection":
      value.list("indirection").last { $0.stringValue != nil }?.stringValue
        ?? value["arg"].map(name(of:)) ?? "?column?"
    case "CollateClause": value["arg"].map(name(of:)) ?? "?column?"
    case "CoalesceExpr": "coalesce"
    case "GroupingFunc": "grouping"
    case "CaseExpr":
      value["defresult"].map(name(of:)).flatMap { $0 == "?column?" ? nil : $0 } ?? "case"
    case "MinMaxExpr": value.string("op") == "IS_LEAST" ? "least" : "greatest"
    case "A_ArrayExpr": "array"
    case "RowExpr": "row"
    case "XmlExpr":
      value.string("op").map { $0.dropFirst("IS_".count).lowercased() } ?? "xmlconcat"
    case "XmlSerialize": "xmlserialize"
    case "SubLink":
      switch value.string("subLinkType") {
      case "EXISTS_SUBLINK": "exists"
      case "ARRAY_SUBLINK": "array"
      case "EXPR_SUBLINK":
        value["subselect"]?.list("targetList").first.flatMap { target in
          target.string("name") ?? target["val"].map(name(of:))
        } ?? "?column?"
      default: "?column?"
      }
    default: "?column?"
    }
  }
}
