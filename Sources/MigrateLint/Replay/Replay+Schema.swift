import PostgresSyntax

extension Replay {
  mutating func createSchema(_ node: SyntaxNode) {
    guard let name = node.string("schemaname") else { return }
    guard !name.hasPrefix("pg_") else {
      return report(.nameTaken, "names that begin with pg_ are the server's own")
    }
    if catalog.schemas[name] != nil {
      if !node.bool("if_not_exists") {
        report(
          .nameTaken,
          "a schema \(name.quotedIfNeeded) exists already",
          at: text.offset(of: name, after: text.range.lowerBound)
        )
      }
    } else {
      catalog.schemas[name] = SchemaEntry()
    }
    let path = catalog.searchPath
    catalog.searchPath = [name] + path
    for element in node.list("schemaElts") { apply(element) }
    catalog.searchPath = path
  }

  mutating func createSequence(_ node: SyntaxNode) {
    guard let target = node["sequence"], checkOptions(ofSequence: node) else { return }
    var sequence = Relation(kind: .sequence, madeIn: source.path)
    sequence.owner = owner(node)
    add(sequence, target, ifNotExists: node.bool("if_not_exists"))
  }

  /// `OWNED BY table.column`.
  private mutating func owner(_ node: SyntaxNode) -> ColumnUse? {
    guard let option = node.list("options").first(where: { $0.string("defname") == "owned_by" }),
      let parts = option["arg"]?.elements, parts.count > 1,
      let column = parts.last?.stringValue
    else { return nil }
    let name = relationName(Array(parts.dropLast()))
    let offset = option.location ?? text.range.lowerBound
    guard let (id, table) = catalog.relation(name) else {
      let place = text.offset(of: name.schema ?? name.name, after: offset)
      report(text.unknownRelation(name, in: catalog, at: place ?? offset))
      return nil
    }
    return check(column: column, of: id, table, after: offset)
      ? ColumnUse(relation: id, column: column) : nil
  }

  mutating func alterSequence(_ node: SyntaxNode) {
    guard let target = node["sequence"] else { return }
    if passesOver(target, of: node) { return }
    guard let (id, entry) = find(target) else { return }
    guard entry.kind == .sequence else {
      return report(.wrongKind, "\(id) is a \(entry.kind.word)", at: target.location)
    }
    guard checkOptions(ofSequence: node) else { return }
    if let owner = owner(node) { catalog[id]?.owner = owner }
    let owned = node.list("options").first { $0.string("defname") == "owned_by" }
    if owned?["arg"]?.elements.compactMap(\.stringValue) == ["none"] { catalog[id]?.owner = nil }
  }

  mutating func alterEnum(_ node: SyntaxNode) {
    let name = relationName(node.list("typeName"))
    let offset = text.offset(of: name.name, after: text.range.lowerBound)
    let reference = TypeReference(schema: name.schema, name: name.name)
    guard let (schema, entry) = catalog.type(reference) else {
      guard catalog.extensions.count == 1 else { return }
      return report(.unknownType, "no type \(name) exists here", at: offset)
    }
    guard entry.kind == .enumeration else {
      return report(.unknownType, "type \(name) is no enumeration", at: offset)
    }
    guard let new = node.string("newVal") else { return }
    let isThere = entry.labels.contains(new)
    if isThere {
      guard !node.bool("skipIfNewValExists") else { return }
      return report(.nameTaken, "type \(name) has a value '\(new)' already", at: offset)
    }
    if let old = node.string("oldVal") ?? node.string("newValNeighbor"),
      !entry.labels.contains(old)
    {
      return report(.unknownType, "type \(name) has no value '\(old)'", at: offset)
    }
    if let old = node.string("oldVal") {
      catalog.schemas[schema]?.types[name.name]?.labels = entry.labels.map { $0 == old ? new : $0 }
    } else {
      let neighbor = node.string("newValNeighbor").flatMap { entry.labels.firstIndex(of: $0) }
      let place = neighbor.map { node.bool("newValIsAfter") ? $0 + 1 : $0 }
      catalog.schemas[schema]?.types[name.name]?.labels
        .insert(new, at: place ?? entry.labels.count)
    }
  }

  /// CREATE TYPE of the other forms, CREATE AGGREGATE and the like.
  mutating func define(_ node: SyntaxNode) {
    if let kind = namedKind(node.string("kind")) { return defineObject(node, kind) }
    let name = relationName(node.list("defnames"))
    guard let id = creationID(name, at: nil) else { return }
    switch node.string("kind") {
    case "OBJECT_TYPE":
      catalog.schemas[id.schema]?.types[id.name] = TypeEntry(kind: .base)
    case "OBJECT_AGGREGATE":
      defineAggregate(node, id)
    case "OBJECT_OPERATOR": catalog.customs.operators.insert(id.name)
    default: break
    }
  }

  mutating func createView(_ node: SyntaxNode) {
    guard let target = node["view"], let query = node["query"] else { return }
    var view = Relation(kind: .view, madeIn: source.path)
    read(query, into: &view, aliases: node.list("aliases"))
    view.isSecurityInvoker =
      node.list("options").lazy.compactMap(\.securityInvoker).last ?? false
    checkColumns(of: view, at: target.location)
    var given = relationName(target)
    // What reads a temporary table is temporary itself.
    if given.schema == nil, view.readRelations.contains(where: { $0.schema == "pg_temp" }) {
      given.schema = "pg_temp"
    }
    let there = catalog.creationSchema(given.schema).map {
      RelationID(schema: $0, name: given.name)
    }
    if node.bool("replace"), let id = there, let existing = catalog[id], existing.kind == .view,
      !existing.isPhantom
    {
      let names = view.columns.map(\.name)
      if !view.isOpen, !existing.isOpen, !names.starts(with: existing.columns.map(\.name)) {
        report(
          .stillNeeded,
          "the columns of view \(id) can only be added to, at the end",
          at: target.location
        )
      }
      checkReplaced(existing, view, id, at: target.location)
      catalog[id] = view
      made.insert(id)
    } else {
      add(view, given, at: target.location, ifNotExists: false)
    }
  }

  mutating func createTableAs(_ node: SyntaxNode) {
    guard let into = node["into"], let target = into["rel"], let query = node["query"] else {
      return
    }
    let isView = node.string("objtype") == "OBJECT_MATVIEW"
    var relation = Relation(kind: isView ? .materializedView : .table, madeIn: source.path)
    read(query, into: &relation, aliases: into.list("colNames"))
    checkColumns(of: relation, at: target.location)
    if isView, relation.readRelations.contains(where: { $0.schema == "pg_temp" }) {
      report(.wrongKind, "a materialized view cannot read temporary tables", at: target.location)
    }
    // A table is a copy: it does not go on needing what it was made of.
    if !isView {
      relation.query = nil
      relation.reads = []
      relation.readRelations = []
    }
    add(relation, target, ifNotExists: node.bool("if_not_exists"))
  }

  /// Reports a column that comes twice in what a query makes.
  private mutating func checkColumns(of relation: Relation, at place: Int?) {
    var seen: Set<String> = []
    guard !relation.isOpen,
      let twice = relation.columns.first(where: { !seen.insert($0.name).inserted })
    else { return }
    report(.nameTaken, "column \(twice.name.quotedIfNeeded) comes twice", at: place)
  }

  mutating func read(
    _ query: SyntaxNode,
    into relation: inout Relation,
    aliases: [SyntaxNode]
  ) {
    let count = findings.count
    var resolver = NameResolver(catalog: catalog, statement: text)
    let columns = resolver.resolve(query: query, outer: blockScopes)
    checkCalls(query, in: .query)
    for finding in resolver.findings { report(finding) }
    let derived = findings.count == count ? derivedTypes(of: query) : nil
    relation.reads = resolver.uses
    relation.readRelations = resolver.relations
    relation.isOpen = columns == nil
    // pg_dump writes a query as PostgreSQL prints it, and people otherwise.
    relation.query = source.role == .baseline ? nil : query.normalText
    var names = columns ?? []
    if columns != nil, aliases.count > names.count {
      report(.columnCount, "there are \(names.count) columns and \(aliases.count) names for them")
    }
    for (index, alias) in aliases.compactMap(\.stringValue).enumerated() {
      if names.indices.contains(index) { names[index] = alias } else { names.append(alias) }
    }
    relation.columns = names.map { Column(name: $0, type: TypeReference(name: "")) }
    guard columns != nil else { return }
    if let derived, derived.count == names.count {
      for (index, type) in derived.enumerated() where type != nil {
        relation.columns[index].type = type ?? TypeReference(name: "")
      }
    }
    let types = outputTypes(of: query)
    guard types.count == names.count else { return }
    for (index, type) in types.enumerated() where type != nil {
      relation.columns[index].type = type ?? TypeReference(name: "")
    }
  }

  private mutating func add(_ relation: Relation, _ target: SyntaxNode, ifNotExists: Bool) {
    add(relation, relationName(target), at: target.location, ifNotExists: ifNotExists)
  }

  private mutating func add(
    _ relation: Relation,
    _ name: RelationName,
    at place: Int?,
    ifNotExists: Bool
  ) {
    guard let id = creationID(name, at: place) else { return }
    if let existing = catalog[id], !existing.isPhantom {
      if !ifNotExists {
        report(.nameTaken, "a \(existing.kind.word) \(id) exists already", at: place)
      }
      return
    }
    checkTypeName(id, at: place)
    catalog[id] = relation
    made.insert(id)
  }

  mutating func createType(_ node: SyntaxNode) {
    if node.is("CompositeTypeStmt") {
      guard let target = node["typevar"] else { return }
      var relation = Relation(kind: .compositeType, madeIn: source.path)
      for column in node.list("coldeflist") {
        guard let name = column.string("colname") else { continue }
        if relation.column(name) != nil {
          report(.nameTaken, "column \(name.quotedIfNeeded) comes twice", at: column.location)
        }
        relation.columns.append(
          Column(name: name, type: column["typeName"].map { type($0) } ?? TypeReference(name: ""))
        )
      }
      return add(relation, target, ifNotExists: false)
    }
    let name = relationName(node.list(node.is("CreateDomainStmt") ? "domainname" : "typeName"))
    guard let id = creationID(name, at: nil) else { return }
    let schema = id.schema
    if catalog.schemas[schema]?.types[name.name] != nil
      || catalog[id].map({ $0.kind.hasColumns && !$0.isPhantom }) == true
    {
      return report(
        .nameTaken,
        "a type \(name) exists already",
        at: text.offset(of: name.name, after: text.range.lowerBound)
      )
    }
    let count = findings.count
    let traits = domainTraits(node, id)
    let base = node.is("CreateDomainStmt") ? node["typeName"].map { domainBase($0) } : nil
    checkDefinition(ofType: node)
    if let base, findings.count == count { checkTypes(ofDomain: node.list("constraints"), base) }
    let kind: TypeEntry.Kind =
      node.is("CreateEnumStmt") ? .enumeration : node.is("CreateDomainStmt") ? .domain : .range
    catalog.schemas[schema]?.types[name.name] = TypeEntry(
      kind: kind,
      labels: node.list("vals").compactMap(\.stringValue),
      base: base,
      multirange: node.list("params").first { $0.string("defname") == "multirange_type_name" }?[
        "arg"
      ]?
      .list("names").last?.stringValue,
      isConstrained: !node.list("constraints").isEmpty,
      traits: traits
    )
  }

  mutating func createExtension(_ node: SyntaxNode) {
    guard let name = node.string("extname") else { return }
    if catalog.extensions.contains(name), !node.bool("if_not_exists") {
      report(.nameTaken, "the extension \(name.quotedIfNeeded) exists already")
    }
    checkNeeds(ofExtension: name, node)
    catalog.extensions.insert(name)
    // What it makes beside types and functions is not known.
    for option in node.list("options") where option.string("defname") == "schema" {
      _ = option["arg"]?.stringValue.map { checkSchema($0, at: option.location) }
    }
  }
}

extension SyntaxNode {
  /// What an option of a view says of `security_invoker`; nil for another option.
  var securityInvoker: Bool? {
    guard string("defname") == "security_invoker" else { return nil }
    guard let value = self["arg"] else { return true }
    return value.intValue == 1 || ["true", "on", "yes", "1"].contains(value.stringValue ?? "")
  }
}
