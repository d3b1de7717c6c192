import PostgresSyntax

/// The regular expressions that an expression writes as constants.
enum RegexLiterals {
  /// The pattern of an operator or call, if it is a constant text.
  static func pattern(of node: SyntaxNode) -> (text: String, location: Int?)? {
    if node.is("A_Expr") {
      guard node.string("kind") ?? "AEXPR_OP" == "AEXPR_OP",
        ["~", "~*", "!~", "!~*"].contains(node.list("name").last?.stringValue)
      else { return nil }
      return constant(node["rexpr"])
    }
    guard node.is("FuncCall"), let name = node.list("funcname").last?.stringValue else {
      return nil
    }
    let arguments = node.list("args")
    switch name {
    case "substring":
      guard arguments.count == 2 else { return nil }
      return constant(arguments[1])
    case "regexp_match", "regexp_matches", "regexp_like", "regexp_count", "regexp_instr",
      "regexp_substr", "regexp_split_to_array", "regexp_split_to_table", "regexp_replace":
      guard arguments.count > 1, !changesSyntax(arguments.dropFirst(2)) else { return nil }
      return constant(arguments[1])
    default: return nil
    }
  }

  /// Flags that ask for another syntax, in whatever argument they stand.
  private static func changesSyntax(_ arguments: ArraySlice<SyntaxNode>) -> Bool {
    arguments.contains { argument in
      guard let text = argument["sval"]?.stringValue else { return !argument.is("A_Const") }
      return text.contains { "bexq".contains($0) }
    }
  }

  private static func constant(_ node: SyntaxNode?) -> (text: String, location: Int?)? {
    guard let node else { return nil }
    if node.is("TypeCast") {
      guard node["typeName"]?.list("names").last?.stringValue == "text" else { return nil }
      return constant(node["arg"])
    }
    guard node.is("A_Const") || node["sval"] != nil, let text = node["sval"]?.stringValue else {
      return nil
    }
    return (text, node.location)
  }
}
