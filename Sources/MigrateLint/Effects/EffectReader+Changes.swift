import PostgresSyntax

extension EffectReader {
  /// Says what changes, in the words of the manual; nothing of a statement that changes nothing.
  mutating func describe(_ node: SyntaxNode) {
    let target = (node["relation"] ?? node["view"] ?? node["table"]).map(shown) ?? ""
    switch node.kind {
    case "CreateStmt": say("makes table \(target)", unless: node)
    case "CreateTableAsStmt":
      let into = node["into"]?["rel"].map(shown) ?? ""
      let isView = node.string("objtype") == "OBJECT_MATVIEW"
      say("makes \(isView ? "materialized view" : "table") \(into)")
    case "ViewStmt": say("\(node.bool("replace") ? "makes or replaces" : "makes") view \(target)")
    case "IndexStmt": describeIndex(node, target)
    case "AlterTableStmt": for command in node.list("cmds") { describe(command, of: target) }
    case "RenameStmt": describeRename(node, target)
    case "AlterObjectSchemaStmt":
      say("moves \(target) to schema \(node.string("newschema")?.quotedIfNeeded ?? "")")
    case "DropStmt": describeDrop(node)
    case "CreateTrigStmt": say("makes trigger \(name(node, "trigname")) of \(target)")
    case "CreatePolicyStmt": say("makes policy \(name(node, "policy_name")) of \(target)")
    case "AlterPolicyStmt": say("changes policy \(name(node, "policy_name")) of \(target)")
    case "CreateFunctionStmt":
      say("makes function \(RelationName(parts: node.list("funcname")))")
    case "CreateSchemaStmt": say("makes schema \(name(node, "schemaname"))")
    case "CreateExtensionStmt": say("makes extension \(name(node, "extname"))")
    case "CreateSeqStmt": say("makes sequence \(node["sequence"].map(shown) ?? "")")
    case "CreateEnumStmt", "CompositeTypeStmt", "CreateRangeStmt":
      let list = RelationName(parts: node.list("typeName"))
      say("makes type \(node["typevar"].map(shown) ?? list.description)")
    case "CreateDomainStmt": say("makes domain \(RelationName(parts: node.list("domainname")))")
    case "AlterEnumStmt": say("changes type \(RelationName(parts: node.list("typeName")))")
    case "AlterDomainStmt": say("changes domain \(RelationName(parts: node.list("typeName")))")
    case "InsertStmt": say("adds rows to \(target)")
    case "UpdateStmt": say("changes rows of \(target)")
    case "DeleteStmt": say("deletes rows of \(target)")
    case "MergeStmt": say("adds, changes or deletes rows of \(target)")
    case "TruncateStmt":
      say("deletes all rows of \(node.list("relations").map(shown).joined(separator: ", "))")
    case "RefreshMatViewStmt": say("fills \(target) anew")
    case "CommentStmt": say("changes a comment")
    case "GrantStmt", "GrantRoleStmt", "AlterDefaultPrivilegesStmt": say("changes privileges")
    case "DoStmt", "CallStmt": say("runs code that is not analysed")
    default: break
    }
  }

  private mutating func say(_ change: String) { changes.append(change) }

  private mutating func say(_ change: String, unless node: SyntaxNode) {
    let passes = node.bool("if_not_exists") && node["relation"].map { find($0) != nil } == true
    say(passes ? "nothing: \(node["relation"].map(shown) ?? "") exists" : change)
  }

  private func shown(_ node: SyntaxNode) -> String {
    find(node)?.id.description ?? RelationName(node).description
  }

  private func name(_ node: SyntaxNode, _ field: StaticString) -> String {
    node.string(field)?.quotedIfNeeded ?? ""
  }

  private mutating func describeIndex(_ node: SyntaxNode, _ target: String) {
    let its = node.string("idxname").map { " \($0.quotedIfNeeded)" } ?? ""
    if node.bool("if_not_exists"), let name = node.string("idxname"),
      let (id, _) = node["relation"].flatMap({ find($0) }),
      catalog[RelationID(schema: id.schema, name: name)] != nil
    {
      return say("nothing:\(its) exists")
    }
    say("makes \(node.bool("unique") ? "unique index" : "index")\(its) on \(target)")
  }

  private mutating func describeRename(_ node: SyntaxNode, _ target: String) {
    let new = name(node, "newname")
    let old = name(node, "subname")
    switch node.string("renameType") {
    case "OBJECT_COLUMN": say("renames column \(old) of \(target) to \(new)")
    case "OBJECT_TABCONSTRAINT": say("renames constraint \(old) of \(target) to \(new)")
    case "OBJECT_TRIGGER": say("renames trigger \(old) of \(target) to \(new)")
    case "OBJECT_POLICY": say("renames policy \(old) of \(target) to \(new)")
    default: say("renames \(target.isEmpty ? "an object" : target) to \(new)")
    }
  }

  private mutating func describeDrop(_ node: SyntaxNode) {
    let words = (node.string("removeType") ?? "").dropFirst("OBJECT_".count).lowercased()
    let names = node.list("objects").map { object in
      let parts = object.is("List") ? object.list("items") : [object]
      let names = object["names"] ?? object["objname"]
      return (names?.elements ?? parts).compactMap { $0.stringValue?.quotedIfNeeded }
        .joined(separator: ".")
    }
    let rest = node.string("behavior") == "DROP_CASCADE" ? ", with all that needs it" : ""
    say("drops \(words) \(names.joined(separator: ", "))\(rest)")
  }

  private mutating func describe(_ command: SyntaxNode, of target: String) {
    let its = name(command, "name")
    let definition = command["def"]
    switch command.string("subtype") {
    case "AT_AddColumn":
      say("adds column \(definition.map { name($0, "colname") } ?? "") to \(target)")
    case "AT_DropColumn": say("drops column \(its) of \(target)")
    case "AT_AlterColumnType":
      let type = definition?["typeName"].map { TypeReference(written: $0).description } ?? ""
      say("changes the type of \(target).\(its) to \(type)")
    case "AT_SetNotNull": say("forbids null in \(target).\(its)")
    case "AT_DropNotNull": say("allows null in \(target).\(its)")
    case "AT_ColumnDefault":
      say("\(definition == nil ? "drops" : "sets") the default of \(target).\(its)")
    case "AT_AddConstraint":
      let named = definition?.string("conname").map { " \($0.quotedIfNeeded)" } ?? ""
      let isLater = definition?.bool("skip_validation") == true
      say("adds constraint\(named) to \(target)\(isLater ? ", for new rows only" : "")")
    case "AT_DropConstraint": say("drops constraint \(its) of \(target)")
    case "AT_ValidateConstraint": say("checks the rows of \(target) against constraint \(its)")
    case "AT_EnableRowSecurity": say("enables row-level security of \(target)")
    case "AT_DisableRowSecurity": say("disables row-level security of \(target)")
    case "AT_ForceRowSecurity": say("makes row-level security of \(target) bind its owner")
    case "AT_AttachPartition":
      say("makes \(definition?["name"].map(shown) ?? "") a partition of \(target)")
    case "AT_DetachPartition":
      say("takes partition \(definition?["name"].map(shown) ?? "") out of \(target)")
    case "AT_ChangeOwner": say("changes the owner of \(target)")
    default: say("changes \(target)")
    }
  }
}
