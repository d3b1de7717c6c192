import PostgresSyntax

extension StatementRules {
  /// Rights for everybody on a table.
  mutating func judgeGrants() {
    let grant = node.is("AlterDefaultPrivilegesStmt") ? node["action"] : node
    guard let grant, grant.bool("is_grant"), grant.string("objtype") == "OBJECT_TABLE" else {
      return
    }
    for role in grant.list("grantees") where role.string("roletype") == "ROLESPEC_PUBLIC" {
      report(
        .grantToPublic,
        "PUBLIC is every role that there is and that there will be",
        at: role.location
      )
    }
  }

  /// A policy that lets every row through.
  mutating func judgePolicy() {
    guard node.is("AlterPolicyStmt") || (node.is("CreatePolicyStmt") && node.bool("permissive")),
      let tenancy = configuration.tenancy, let target = node["table"]
    else { return }
    let name = RelationName(
      schema: target.string("schemaname"),
      name: target.string("relname") ?? ""
    )
    guard let (id, table) = catalog.relation(name), table.column(tenancy.column) != nil else {
      return
    }
    for (field, words) in [("qual", "USING"), ("with_check", "WITH CHECK")]
      as [(
        StaticString, String
      )]
    {
      guard let expression = node[field], expression["boolval"]?.bool("boolval") == true else {
        continue
      }
      report(
        .policyAllowsAll,
        "\(words) (true) lets every row of \(id) through, whosever it is: permissive policies are "
          + "joined with OR",
        at: expression.location
      )
    }
  }
}
