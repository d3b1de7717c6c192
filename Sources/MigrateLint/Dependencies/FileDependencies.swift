import PostgresSyntax

/// Which files of a set use what others of it make, and the order that follows.
public struct FileDependencies: Sendable, Hashable {
  /// The files' paths; what a file uses stands before it, and otherwise the order given is kept.
  public private(set) var order: [String] = []
  /// For each path those of the files that it uses.
  public private(set) var uses: [String: Set<String>] = [:]
  /// What could not be found out, in a sentence each.
  public private(set) var notes: [String] = []
}

extension Linter {
  /// Finds out what files use of each other: relations, functions and types that they name, also in the
  /// bodies of functions in SQL, which PostgreSQL reads when it makes them. What bodies in other
  /// languages name is looked up only when they run, and needs no order.
  ///
  /// - Parameter sources: The files in the order that counts where they do not use each other.
  /// - Returns: The order and the uses. Files that use each other in a ring keep the order given.
  public func dependencies(of sources: [LintSource]) -> FileDependencies {
    parser.onItsThread {
      let files = sources.map { source in
        NamesOfFile(source, parser: parser, searchPath: configuration.searchPath)
      }
      return FileDependencies(files)
    }
  }
}

extension FileDependencies {
  init(_ files: [NamesOfFile]) {
    var makers: [NamesOfFile.Name: Set<String>] = [:]
    for file in files { for name in file.makes { makers[name, default: []].insert(file.path) } }
    for file in files {
      let used = file.uses.flatMap { alternatives in
        // A name without a schema is the first along the search path that anybody makes.
        alternatives.lazy.compactMap { makers[$0] }.first ?? []
      }
      uses[file.path] = Set(used).subtracting([file.path])
      if let mistake = file.mistake {
        notes.append(
          "\(file.path): what it uses is not known (\(mistake)); it keeps its place by name"
        )
      }
    }
    sort(files.map(\.path))
  }

  /// Takes the first file of which everything that it uses was taken, again and again.
  private mutating func sort(_ paths: [String]) {
    var rest = paths
    var done: Set<String> = []
    while !rest.isEmpty {
      let next = rest.firstIndex { done.isSuperset(of: uses[$0] ?? []) }
      if next == nil {
        notes.append(
          "\(ring(in: rest, done).joined(separator: ", ")) use each other; they keep the order of their "
            + "names"
        )
        order += rest
        return
      }
      let path = rest.remove(at: next ?? 0)
      done.insert(path)
      order.append(path)
    }
  }

  /// The files that use each other: of what is left, those that lead back to themselves.
  private func ring(in rest: [String], _ done: Set<String>) -> [String] {
    rest.filter { start in
      var seen: Set<String> = []
      var pending = Array(uses[start] ?? [])
      while let next = pending.popLast() {
        if next == start { return true }
        guard !done.contains(next), seen.insert(next).inserted else { continue }
        pending += uses[next] ?? []
      }
      return false
    }
  }
}

/// The names that a file makes and uses.
struct NamesOfFile {
  struct Name: Hashable {
    enum Kind: Hashable { case relation, function, type }
    var kind: Kind
    var schema: String
    var name: String
  }

  let path: String
  private(set) var makes: Set<Name> = []
  /// Each use with all names that it may mean, the first that exists being the one.
  private(set) var uses: Set<[Name]> = []
  /// What the grammar refuses.
  private(set) var mistake: String?
  private let searchPath: [String]

  init(_ source: LintSource, parser: Parser, searchPath: [String]) {
    path = source.path
    self.searchPath = searchPath
    do throws(SyntaxError) {
      for statement in try parser.parse(SplitFile.text(of: source)).statements {
        read(statement.node, parser)
      }
    } catch {
      mistake = error.message
    }
  }

  private mutating func read(_ node: SyntaxNode, _ parser: Parser) {
    switch node.kind {
    case "DropStmt": return
    case "ViewStmt": node["view"].map { make(.relation, RelationName($0)) }
    case "CreateTableAsStmt": node["into"]?["rel"].map { make(.relation, RelationName($0)) }
    case "CreateFunctionStmt":
      make(.function, RelationName(parts: node.list("funcname")))
      readBody(of: node, parser)
    case "CreateTrigStmt": use(.function, RelationName(parts: node.list("funcname")))
    case "DefineStmt": make(.function, RelationName(parts: node.list("defnames")))
    case "CreateEnumStmt": make(.type, RelationName(parts: node.list("typeName")))
    case "CreateDomainStmt": make(.type, RelationName(parts: node.list("domainname")))
    case "CompositeTypeStmt": node["typevar"].map { make(.type, RelationName($0)) }
    case "GrantStmt", "AlterOwnerStmt", "CommentStmt", "AlterFunctionStmt": readObjects(of: node)
    default: break
    }
    let common = Set(
      node.descendants.filter { $0.is("CommonTableExpr") }.compactMap { $0.string("ctename") }
    )
    for inner in node.descendants { readUse(inner, common) }
  }

  private mutating func readUse(_ node: SyntaxNode, _ common: Set<String>) {
    if node.is("RangeVar") || ["relation", "table", "view", "rel"].contains(node.field) {
      let name = RelationName(node)
      guard !name.name.isEmpty, name.schema != nil || !common.contains(name.name) else { return }
      use(.relation, name)
    } else if node.is("FuncCall") {
      use(.function, RelationName(parts: node.list("funcname")))
    }
    let typed = ["typeName", "returnType", "argType"]
    if node.is("TypeName") || typed.contains(node.field) {
      let names = node.list("names")
      guard !names.isEmpty else { return }
      use(.type, RelationName(parts: names))
      // A view is a type, too: that of its rows.
      use(.relation, RelationName(parts: names))
    }
  }

  /// What GRANT, COMMENT and ALTER … OWNER name.
  private mutating func readObjects(of node: SyntaxNode) {
    for object in node.descendants where object.is("ObjectWithArgs") || object.isField("func") {
      use(.function, RelationName(parts: object.list("objname")))
    }
    guard let object = node["object"] else { return }
    let parts = object.elements
    guard !parts.isEmpty else { return }
    use(.relation, RelationName(parts: parts))
    if parts.count > 1 { use(.relation, RelationName(parts: Array(parts.dropLast()))) }
  }

  private mutating func readBody(of node: SyntaxNode, _ parser: Parser) {
    var language: String?
    var body: String?
    for option in node.list("options") {
      switch option.string("defname") {
      case "language": language = option["arg"]?.stringValue
      case "as": body = option["arg"]?.elements.first?.stringValue ?? option["arg"]?.stringValue
      default: break
      }
    }
    guard language?.lowercased() == "sql", let body else { return }
    // PostgreSQL says what is wrong with a body when the function is made.
    guard let tree = try? parser.parse(body) else { return }
    for statement in tree.statements { read(statement.node, parser) }
  }

  private mutating func make(_ kind: Name.Kind, _ name: RelationName) {
    guard let schema = name.schema ?? searchPath.first else { return }
    makes.insert(Name(kind: kind, schema: schema, name: name.name))
  }

  private mutating func use(_ kind: Name.Kind, _ name: RelationName) {
    guard !name.name.isEmpty else { return }
    let schemas = name.schema.map { [$0] } ?? searchPath
    uses.insert(schemas.map { Name(kind: kind, schema: $0, name: name.name) })
  }
}
