/// The rows that PostgreSQL's own catalogs would have, as far as the replay knows them.
///
/// Object identifiers are texts such as `rel public.client`, which is enough to join by them.
struct CatalogRows {
  typealias Row = [String: BlockValue]

  let catalog: Catalog
  /// What a row's columns must be; it spares making the others.
  let wanted: [String: String]
  private(set) var rows: [Row] = []
  /// Whether there are no other rows.
  private(set) var areAll = true

  /// Nil for a relation whose rows are not known.
  init?(_ name: RelationName, _ catalog: Catalog, wanted: [String: String]) {
    self.catalog = catalog
    self.wanted = wanted
    let isInformation = name.schema == "information_schema"
    guard isInformation || name.schema == nil || name.schema == "pg_catalog" else { return nil }
    switch (isInformation, name.name) {
    case (true, "tables"): tables()
    case (true, "columns"): columns()
    case (true, "table_constraints"): constraints(isInformation: true)
    case (true, "schemata"):
      for schema in schemas { add([("schema_name", .text(schema))]) }
    case (true, "views"): relations("table_schema", "table_name") { $0 == .view }
    case (true, "sequences"): relations("sequence_schema", "sequence_name") { $0 == .sequence }
    case (true, "triggers"): triggers()
    case (false, "pg_tables"):
      relations("schemaname", "tablename") { $0 == .table || $0 == .partitionedTable }
    case (false, "pg_views"): relations("schemaname", "viewname") { $0 == .view }
    case (false, "pg_matviews"): relations("schemaname", "matviewname") { $0 == .materializedView }
    case (false, "pg_sequences"): relations("schemaname", "sequencename") { $0 == .sequence }
    case (false, "pg_indexes"): indexes()
    case (false, "pg_class"): classes()
    case (false, "pg_namespace"):
      for schema in schemas { add([("nspname", .text(schema)), ("oid", .text("ns " + schema))]) }
    case (false, "pg_attribute"): attributes()
    case (false, "pg_constraint"): constraints(isInformation: false)
    case (false, "pg_type"): types()
    case (false, "pg_enum"): labels()
    case (false, "pg_policies"), (false, "pg_policy"): policies()
    case (false, "pg_trigger"): triggers()
    case (false, "pg_extension"):
      for name in catalog.extensions.sorted() { add([("extname", .text(name))]) }
    default: return nil
    }
    if catalog.isTainted { areAll = false }
  }

  private var schemas: [String] {
    catalog.schemas.keys.filter { $0 != "pg_temp" } + ["pg_catalog", "information_schema"]
  }

  private mutating func add(_ fields: [(String, BlockValue)]) {
    for (name, value) in fields {
      if let want = wanted[name], let text = value.string, text != want { return }
    }
    rows.append(Row(fields) { first, _ in first })
  }

  /// The relations that a condition on one of these columns allows.
  private mutating func each(
    _ columns: [String],
    _ body: (inout CatalogRows, RelationID, Relation) -> Void
  ) {
    func visit(_ id: RelationID, _ relation: Relation) {
      // What a refused CREATE would have made is neither there nor missing.
      guard !relation.isPhantom else { return areAll = false }
      body(&self, id, relation)
    }
    if let name = columns.compactMap({ wanted[$0] }).first {
      for schema in catalog.schemas.keys {
        let id = RelationID(schema: schema, name: name)
        if let relation = catalog[id] { visit(id, relation) }
      }
    } else {
      for (id, relation) in catalog.unorderedRelations { visit(id, relation) }
    }
  }

  // MARK: Relations

  private mutating func relations(
    _ schema: String,
    _ name: String,
    _ isWanted: (Relation.Kind) -> Bool
  ) {
    each([name]) { rows, id, relation in
      guard isWanted(relation.kind) else { return }
      rows.add([(schema, .text(id.schema)), (name, .text(id.name))])
    }
  }

  private mutating func tables() {
    each(["table_name"]) { rows, id, relation in
      let type: String
      switch relation.kind {
      case .table, .partitionedTable: type = "BASE TABLE"
      case .view: type = "VIEW"
      case .foreignTable: type = "FOREIGN"
      default: return
      }
      rows.add([
        ("table_schema", .text(id.schema)), ("table_name", .text(id.name)),
        ("table_type", .text(type)),
      ])
    }
  }

  private mutating func columns() {
    each(["table_name"]) { rows, id, relation in
      guard relation.kind.isTable || relation.kind == .view else { return }
      if relation.isOpen { rows.areAll = false }
      for column in relation.columns {
        rows.add([
          ("table_schema", .text(id.schema)), ("table_name", .text(id.name)),
          ("column_name", .text(column.name)),
          (
            "is_nullable",
            relation.kind == .view ? .unknown : .text(column.isNotNull ? "NO" : "YES")
          ),
        ])
      }
    }
  }

  private mutating func attributes() {
    each([]) { rows, id, relation in
      guard relation.kind.hasColumns else { return }
      if relation.isOpen { rows.areAll = false }
      for (index, column) in relation.columns.enumerated() {
        rows.add([
          ("attrelid", .text(Self.identifier(id))), ("attname", .text(column.name)),
          ("attnum", .int(index + 1)), ("attisdropped", .bool(false)),
          ("attnotnull", .bool(column.isNotNull)),
        ])
      }
    }
  }

  static func identifier(_ id: RelationID) -> String { "rel \(id.schema).\(id.name)" }

  private mutating func classes() {
    each(["relname"]) { rows, id, relation in
      let kind =
        switch relation.kind {
        case .table: "r"
        case .partitionedTable: "p"
        case .foreignTable: "f"
        case .view: "v"
        case .materializedView: "m"
        case .index: "i"
        case .sequence: "S"
        case .compositeType: "c"
        }
      rows.add([
        ("relname", .text(id.name)), ("relkind", .text(kind)),
        ("relnamespace", .text("ns " + id.schema)), ("oid", .text(Self.identifier(id))),
        ("relrowsecurity", .bool(relation.rowSecurity.isEnabled)),
      ])
    }
    if wanted["relname"]?.hasPrefix("pg_") ?? true { areAll = false }
  }

  private mutating func indexes() {
    each(["indexname"]) { rows, id, relation in
      guard let index = relation.index else { return }
      rows.add([
        ("schemaname", .text(id.schema)), ("indexname", .text(id.name)),
        ("tablename", .text(index.table.name)),
      ])
    }
  }

  // MARK: What belongs to a table

  private mutating func constraints(isInformation: Bool) {
    each(isInformation ? ["table_name"] : []) { rows, id, relation in
      if relation.isOpen || relation.hasUnknownConstraints { rows.areAll = false }
      for (name, constraint) in relation.constraints {
        if let want = rows.wanted[isInformation ? "constraint_name" : "conname"], want != name {
          continue
        }
        let (word, letter) =
          switch constraint.kind {
          case .primaryKey: ("PRIMARY KEY", "p")
          case .unique: ("UNIQUE", "u")
          case .check: ("CHECK", "c")
          case .foreignKey: ("FOREIGN KEY", "f")
          case .exclusion: ("EXCLUDE", "x")
          }
        rows.add(
          isInformation
            ? [
              ("constraint_schema", .text(id.schema)), ("constraint_name", .text(name)),
              ("table_schema", .text(id.schema)), ("table_name", .text(id.name)),
              ("constraint_type", .text(word)),
            ]
            : [
              ("conname", .text(name)), ("conrelid", .text(Self.identifier(id))),
              ("contype", .text(letter)), ("connamespace", .text("ns " + id.schema)),
            ]
        )
      }
    }
    // Those of domains, and NOT NULL as the information schema names it, are not followed.
    areAll =
      areAll
      && !catalog.schemas.values.contains { entry in
        entry.types.values.contains { $0.kind == .domain }
      }
    if isInformation, wanted["constraint_name"] == nil { areAll = false }
  }

  private mutating func policies() {
    each(["tablename"]) { rows, id, relation in
      if relation.isOpen { rows.areAll = false }
      for name in relation.policies.keys {
        rows.add([
          ("schemaname", .text(id.schema)), ("tablename", .text(id.name)),
          ("policyname", .text(name)), ("polname", .text(name)),
          ("polrelid", .text(Self.identifier(id))),
        ])
      }
    }
  }

  private mutating func triggers() {
    each(["event_object_table"]) { rows, id, relation in
      if relation.isOpen { rows.areAll = false }
      for name in relation.triggers.keys {
        rows.add([
          ("tgname", .text(name)), ("tgrelid", .text(Self.identifier(id))),
          ("tgisinternal", .bool(false)), ("trigger_name", .text(name)),
          ("event_object_table", .text(id.name)), ("trigger_schema", .text(id.schema)),
          ("event_object_schema", .text(id.schema)),
        ])
      }
    }
  }

  // MARK: Types

  private mutating func types() {
    for (schema, entry) in catalog.schemas {
      for (name, type) in entry.types {
        let letter =
          switch type.kind {
          case .enumeration: "e"
          case .domain: "d"
          case .range: "r"
          case .composite: "c"
          case .base: "b"
          }
        add(type: name, in: schema, letter)
      }
    }
    each(["typname"]) { rows, id, relation in
      if relation.kind.hasColumns { rows.add(type: id.name, in: id.schema, "c") }
    }
    for name in TypeNames.builtin { add(type: name, in: "pg_catalog", "b") }
    // Array types, and those that extensions make.
    if catalog.extensions.count > 1 || wanted["typname"]?.hasPrefix("_") ?? true { areAll = false }
  }

  private mutating func add(type name: String, in schema: String, _ letter: String) {
    add([
      ("typname", .text(name)), ("typnamespace", .text("ns " + schema)),
      ("typtype", schema == "pg_catalog" ? .unknown : .text(letter)),
      ("oid", .text("type \(schema).\(name)")),
    ])
  }

  private mutating func labels() {
    for (schema, entry) in catalog.schemas {
      for (name, type) in entry.types {
        for label in type.labels {
          add([("enumlabel", .text(label)), ("enumtypid", .text("type \(schema).\(name)"))])
        }
      }
    }
    if catalog.extensions.count > 1 { areAll = false }
  }
}
