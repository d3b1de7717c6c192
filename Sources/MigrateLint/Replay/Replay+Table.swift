import PostgresSyntax

extension Replay {
  mutating func createTable(_ node: SyntaxNode, isForeign: Bool = false) {
    guard let target = node["relation"],
      let id = creationID(relationName(target), at: target.location)
    else { return }
    let existing = catalog[id]
    if let existing, !existing.isPhantom, !node.bool("if_not_exists") {
      return report(
        .nameTaken,
        "a \(existing.kind.word) \(id) exists already",
        at: target.location
      )
    }
    var table = Relation(
      kind: isForeign ? .foreignTable : node["partspec"] == nil ? .table : .partitionedTable,
      madeIn: source.path
    )
    guard let existing, !existing.isPhantom else {
      checkTypeName(id, at: target.location)
      return build(&table, id, node)
    }
    // What IF NOT EXISTS passes over is read only to tell what it hides; PostgreSQL does not read it.
    let (mark, before) = (catalog.mark(), (findings, made))
    build(&table, id, node)
    catalog.rollBack(to: mark)
    (findings, made) = before
    reportDrift(from: table, to: existing, id, at: target.location)
  }

  private mutating func reportDrift(
    from table: Relation,
    to existing: Relation,
    _ id: RelationID,
    at offset: Int?
  ) {
    guard existing.kind.isTable else {
      return report(
        .hiddenDrift,
        "IF NOT EXISTS passes over \(id), which is a \(existing.kind.word)",
        at: offset
      )
    }
    let differences = Self.differences(wanted: table, existing: existing)
    guard !differences.isEmpty else { return }
    report(
      .hiddenDrift,
      "IF NOT EXISTS passes over the table \(id), which \(existing.madeIn) made otherwise: "
        + differences.joined(separator: ", "),
      at: offset
    )
  }

  /// A relation's row type needs the name as well.
  mutating func checkTypeName(_ id: RelationID, at offset: Int?) {
    guard catalog.schemas[id.schema]?.types[id.name] != nil else { return }
    report(.nameTaken, "a type \(id) exists already", at: offset)
  }

  /// What a table that stays as it is lacks of the one that was asked for.
  static func differences(wanted: Relation, existing: Relation) -> [String] {
    var list: [String] = []
    for column in wanted.columns {
      guard let other = existing.column(column.name) else {
        list.append("no column \(column.name.quotedIfNeeded)")
        continue
      }
      if other.type != column.type {
        list.append("\(column.name.quotedIfNeeded) is \(other.type), not \(column.type)")
      }
      if other.isNotNull != column.isNotNull {
        list.append(
          "\(column.name.quotedIfNeeded) is \(other.isNotNull ? "NOT NULL" : "nullable")"
        )
      }
    }
    for column in existing.columns where wanted.column(column.name) == nil {
      list.append("one more column \(column.name.quotedIfNeeded)")
    }
    for (name, constraint) in wanted.constraints.sorted(by: { $0.key < $1.key })
    where existing.constraints[name] == nil
      && !existing.constraints.values.contains(where: { $0.demandsSame(as: constraint) })
    {
      list.append("no constraint \(name.quotedIfNeeded)")
    }
    return list
  }

  /// Makes the table in the catalog, with its indexes and sequences.
  private mutating func build(_ table: inout Relation, _ id: RelationID, _ node: SyntaxNode) {
    inherit(node, into: &table, id)
    let elements = node.list("tableElts")
    if let typeName = node["ofTypename"] {
      table.isOpen = true
      checkComposite(type(typeName), at: typeName.location)
    }
    var own: Set<String> = []
    var likes: [(source: RelationID, options: Int)] = []
    for element in elements {
      if element.is("ColumnDef") {
        guard let name = element.string("colname") else { continue }
        if own.insert(name).inserted, merge(element, into: &table) { continue }
        addColumn(element, to: &table, id)
      } else if element.is("TableLikeClause") {
        copy(element, into: &table, id, &likes)
      }
    }
    for key in node["partspec"]?.list("partParams") ?? [] {
      if let name = key.string("name") { table.partitionKey.insert(name) }
    }
    checkStorage(node.list("options"), of: table.kind, nil)
    checkPlace(of: node)
    if let division = node["partspec"] { divide(&table, division) }
    if let bound = node["partbound"], let parent = table.parents.first {
      table.bound = self.bound(bound, of: id, in: parent)
    }
    // The catalog holds the table from here on: a foreign key may refer to the table itself.
    catalog[id] = table
    made.insert(id)
    var constraints: [PendingConstraint] = []
    for element in elements {
      if element.is("ColumnDef") {
        constraints += PendingConstraint.list(of: element)
      } else if element.is("Constraint") {
        constraints.append(PendingConstraint(node: element, column: nil))
      }
    }
    let early = constraints.filter { !$0.isKey }
    add(early, to: &table, id)
    if table.isPartition {
      for parent in table.parents { equip(id, from: parent) }
      table = catalog[id] ?? table
    }
    for like in likes { copyIndexes(like.source, like.options, to: id) }
    table = catalog[id] ?? table
    add(constraints.filter(\.isKey), to: &table, id)
    for key in node["partspec"]?.list("partParams") ?? [] {
      if let name = key.string("name") {
        _ = check(column: name, of: id, table, after: key.location ?? text.range.lowerBound)
      } else if let expression = key["expr"] {
        resolve(expression, on: id, table, as: .partitionKey)
      }
    }
    catalog[id] = table
  }

  /// Reports what no typed table can be made of.
  private mutating func checkComposite(_ type: TypeReference, at place: Int?) {
    let isOther =
      if let schema = type.schema {
        catalog.schemas[schema]?.types[type.name].map { $0.kind != .composite && $0.kind != .base }
          ?? catalog[RelationID(schema: schema, name: type.name)].map { $0.kind != .compositeType }
          ?? false
      } else {
        TypeNames.plain.contains(type.name)
      }
    if isOther { report(.wrongKind, "\(type) is no composite type", at: place) }
  }

  /// USING, TABLESPACE and ON COMMIT.
  private mutating func checkPlace(of node: SyntaxNode) {
    if let method = node.string("accessMethod") {
      check(.accessMethod, RelationName(schema: nil, name: method))
    }
    if let tablespace = node.string("tablespacename") {
      check(.tablespace, RelationName(schema: nil, name: tablespace))
    }
    let commit = node.string("oncommit") ?? "ONCOMMIT_NOOP"
    if commit != "ONCOMMIT_NOOP", node["relation"]?.string("relpersistence") != "t" {
      report(.wrongKind, "ON COMMIT belongs to temporary tables", at: node["relation"]?.location)
    }
  }

  /// PARTITION BY.
  private mutating func divide(_ table: inout Relation, _ division: SyntaxNode) {
    let keys = division.list("partParams")
    table.partitionColumns = keys.map { $0.string("name") }
    switch division.string("strategy")?.lowercased() {
    case "range": table.partitionStrategy = "r"
    case "list":
      table.partitionStrategy = "l"
      if keys.count > 1 {
        report(.wrongKind, "a table is divided by a list of one column", at: division.location)
      }
    case "hash": table.partitionStrategy = "h"
    default:
      report(.invalidOption, "a table is not divided in this way", at: division.location)
    }
    if !table.parents.isEmpty, !table.isPartition {
      report(.wrongKind, "a divided table inherits from nothing", at: division.location)
    }
  }

  mutating func addColumn(_ node: SyntaxNode, to table: inout Relation, _ id: RelationID) {
    guard let name = node.string("colname") else { return }
    guard !SystemColumns.names.contains(name) else {
      return report(
        .nameTaken,
        "\(name.quotedIfNeeded) is the name of a system column",
        at: node.location
      )
    }
    if table.column(name) != nil {
      return report(
        .nameTaken,
        "table \(id) has a column \(name.quotedIfNeeded) already",
        at: node.location
      )
    }
    var column = Column(
      name: name,
      type: node["typeName"].map { type($0) } ?? TypeReference(name: "")
    )
    if let collation = node["collClause"] { checkCollation(collation) }
    column.collation = node["collClause"]?.collationName
    checkForm(ofColumn: node, column.type, id)
    if column.type.schema == nil, let integer = TypeNames.serial[column.type.name] {
      column.type = TypeReference(name: integer)
      column.isNotNull = true
      column.expression = "nextval"
      column.defaultType = .int8
      column.sequences = [makeSequence(of: name, id)]
    }
    let identity = node.list("constraints").first { $0.string("contype") == "CONSTR_IDENTITY" }
    if let identity {
      _ = checkOptions(ofSequence: identity)
      column.isAlwaysIdentity = identity.string("generated_when") == "a"
      column.isNotNull = true
      column.isIdentity = true
      _ = makeSequence(of: name, id)
    }
    table.columns.append(column)
  }

  /// The sequence behind a serial or identity column.
  mutating func makeSequence(of column: String, _ table: RelationID) -> RelationID {
    let name = ChosenName.make(table.name, column, "seq") {
      catalog[RelationID(schema: table.schema, name: $0)] != nil
    }
    let id = RelationID(schema: table.schema, name: name)
    var sequence = Relation(kind: .sequence, madeIn: source.path)
    sequence.owner = ColumnUse(relation: table, column: column)
    catalog[id] = sequence
    made.insert(id)
    return id
  }
}
