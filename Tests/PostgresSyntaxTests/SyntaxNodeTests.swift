import PostgresSyntax
import Testing

@Suite(.needsParser) struct SyntaxNodeTests {
  private func node(_ sql: String) throws -> SyntaxNode {
    let statements = try Parser.load().parse(sql).statements
    try #require(statements.count == 1)
    return statements[0].node
  }

  @Test func `fields, lists and wrapped nodes are read by their names`() throws {
    let create = try node(#"CREATE TABLE s."T" (id int NOT NULL, "b" text DEFAULT 'x')"#)
    #expect(create.is("CreateStmt"))
    #expect(!create.is("CreateStm") && !create.is("CreateStmts"))
    let relation = try #require(create["relation"])
    #expect(relation.kind == "" && relation.field == "relation" && relation.isField("relation"))
    #expect(relation.string("schemaname") == "s" && relation.string("relname") == "T")
    let columns = create.list("tableElts")
    #expect(columns.map(\.kind) == ["ColumnDef", "ColumnDef"])
    #expect(columns.map { $0.string("colname") } == ["id", "b"])
    #expect(columns[0]["typeName"]?.list("names").map(\.stringValue) == ["pg_catalog", "int4"])
    #expect(columns[0].list("constraints").first?.string("contype") == "CONSTR_NOTNULL")
    #expect(columns[0].location == 20)
  }

  @Test func `what holds its default is absent`() throws {
    let drop = try node("DROP TABLE a")
    #expect(!drop.bool("missing_ok") && !drop.bool("concurrent"))
    #expect(drop["nothing"] == nil && drop.string("nothing") == nil && drop.int("nothing") == nil)
    #expect(drop.list("nothing").isEmpty)
    #expect(try node("DROP TABLE IF EXISTS a").bool("missing_ok"))
  }

  @Test func `a list inside a list is a list of its elements`() throws {
    let drop = try node(#"DROP TABLE a, s."B""#)
    #expect(drop.list("objects").map(\.kind) == ["List", "List"])
    let names = drop.list("objects").map { $0.elements.map(\.stringValue) }
    #expect(names == [["a"], ["s", "B"]])
  }

  @Test func `constants keep their values, also empty ones and zero`() throws {
    let select = try node(#"SELECT 'a"\é', '', 0, 7, 99999999999, true, false, NULL, E'\n\x01<'"#)
    let constants = select.list("targetList").compactMap { $0["val"] }
    #expect(constants.allSatisfy { $0.is("A_Const") || $0.is("A_Expr") || $0.is("TypeCast") })
    #expect(constants[0]["sval"]?.stringValue == #"a"\é"#)
    #expect(constants[1]["sval"]?.stringValue == "")
    #expect(constants[2]["ival"]?.intValue == 0)
    #expect(constants[3]["ival"]?.intValue == 7)
    #expect(constants[4]["fval"]?.string("fval") == "99999999999")
    #expect(constants[5]["boolval"]?.bool("boolval") == true)
    #expect(constants[6]["boolval"]?.bool("boolval") == false)
    #expect(constants[7].bool("isnull"))
    #expect(constants[8]["sval"]?.stringValue == "\n\u{1}<")
  }

  @Test func `locations count bytes`() throws {
    let select = try node("SELECT 'é', a")
    #expect(select.list("targetList").map(\.location) == [7, 13])
  }

  @Test func `only a clause that can stand first has an unwritten location`() throws {
    #expect(try node("WITH a AS (SELECT 1) SELECT 1")["withClause"]?.location == 0)
    #expect(try node(" WITH a AS (SELECT 1) SELECT 1")["withClause"]?.location == 1)
    #expect(try node("SELECT 1").location == nil)
    #expect(try node("SELECT 1").list("targetList")[0]["val"]?["ival"]?.location == nil)
  }

  @Test func `a walk meets parents first and skips what it is told to`() throws {
    let select = try node("SELECT f(a), (SELECT b FROM c) FROM d WHERE e")
    var columns: [String?] = []
    select.visit { node in
      if node.is("SubLink") { return .skipChildren }
      if node.is("ColumnRef") { columns.append(node.list("fields")[0].stringValue) }
      return .visitChildren
    }
    #expect(columns == ["a", "e"])
    #expect(select.descendants.filter { $0.is("ColumnRef") }.count == 3)
    var visited = 0
    select.visit { _ in
      visited += 1
      return .stop
    }
    #expect(visited == 1)
  }

  @Test func `a walk begins with the node itself`() throws {
    let condition = try #require(try node("SELECT 1 FROM a WHERE b")["whereClause"])
    var kinds: [String] = []
    condition.visit { node in
      kinds.append(node.kind)
      return .visitChildren
    }
    #expect(kinds == ["ColumnRef", "String"])
    #expect(condition.descendants.map(\.kind) == ["String"])
  }
}
