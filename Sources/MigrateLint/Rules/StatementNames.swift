import PostgresSyntax

/// The names of tables, columns, constraints and the like that a statement writes.
struct StatementNames {
  /// The names that it gives.
  private(set) var given: Set<String> = []
  /// The names that it uses, and those that it gives.
  private(set) var all: Set<String> = []
  /// The tokens that the tree locates.
  private(set) var located: [Range<Int>] = []
  /// Where the names of types and functions begin.
  private(set) var others: Set<Int> = []
  private let text: StatementText

  init(_ statement: SyntaxNode, text: StatementText) {
    self.text = text
    add(statement)
    for node in statement.descendants { add(node) }
  }

  private mutating func add(_ node: SyntaxNode) {
    switch node.kind {
    case "ColumnDef": give(node.string("colname"), at: node.location)
    case "ColumnRef": use(reference: node)
    // A view's or a new table's column.
    case "ResTarget": give(node.string("name"))
    case "Constraint":
      give(node.string("conname"))
      for field in ["keys", "fk_attrs", "pk_attrs", "including"] as [StaticString] {
        use(node.list(field))
      }
      use(node.string("indexname"))
    case "IndexStmt": give(node.string("idxname"))
    case "IndexElem": use(node.string("name"))
    case "PartitionElem": use(node.string("name"), at: node.location)
    case "AlterTableCmd": use(node.string("name"))
    case "RenameStmt":
      give(node.string("newname"))
      use(node.string("subname"))
    case "CreatePolicyStmt": give(node.string("policy_name"))
    case "CreateTrigStmt":
      give(node.string("trigname"))
      use(node.list("columns"))
    case "ViewStmt":
      for alias in node.list("aliases") { give(alias.stringValue) }
    case "DropStmt" where Self.droppedKinds.contains(node.string("removeType") ?? ""):
      for object in node.list("objects") { use(object.is("List") ? object.elements : [object]) }
    case "CommentStmt" where Self.droppedKinds.contains(node.string("objtype") ?? ""):
      use(node["object"]?.elements ?? [])
    default: break
    }
    if node.is("FuncCall") || node["typemod"] != nil, let offset = node.location {
      others.insert(offset)
    }
    guard let name = node.string("relname") else { return }
    let start = node.location.map { text.nameOffset(after: node.string("schemaname"), at: $0) }
    let isMade =
      node.isField("view") || node.isField("sequence") || node.isField("rel")
      || (node.isField("relation") && isCreateTable)
    if isMade { give(name, at: start) } else { use(name, at: start) }
  }

  private var isCreateTable: Bool {
    text.tokens.first.map { text.source.identifier($0) == "create" } == true
      && text.tokens.prefix(4).contains { text.source.identifier($0) == "table" }
  }

  /// Objects that are dropped and commented on by the names of tables and of what belongs to them.
  private static let droppedKinds: Set<String> = [
    "OBJECT_TABLE", "OBJECT_INDEX", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE",
    "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT", "OBJECT_POLICY", "OBJECT_TRIGGER",
  ]

  private mutating func give(_ name: String?, at offset: Int? = nil) {
    guard let name else { return }
    given.insert(name)
    use(name, at: offset)
  }

  private mutating func use(_ name: String?, at offset: Int? = nil) {
    guard let name else { return }
    all.insert(name)
    if let token = offset.flatMap({ text.token(at: $0) }) { located.append(token) }
  }

  private mutating func use(_ names: [SyntaxNode]) {
    for name in names { use(name.stringValue) }
  }

  /// In `t.c` the tree locates `t`, which may be an alias, or `OLD`.
  private mutating func use(reference node: SyntaxNode) {
    let fields = node.list("fields")
    guard let name = fields.last?.stringValue, let offset = node.location,
      let first = text.tokens.firstIndex(where: { $0.lowerBound == offset })
    else { return }
    let token = first + 2 * (fields.count - 1)
    guard text.tokens.indices.contains(token) else { return }
    use(name, at: text.tokens[token].lowerBound)
  }
}
