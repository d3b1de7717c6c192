import PostgresSyntax

/// The tables of a schema with their columns and keys: what a picture of it shows.
public struct SchemaOutline: Sendable, Hashable {
  /// The tables in the order of their schemas and names, partitions among them.
  public internal(set) var tables: [Table] = []
  /// How many statements PostgreSQL would refuse, so that what they would make is missing.
  public internal(set) var refusedStatements = 0

  /// A table.
  public struct Table: Sendable, Hashable {
    /// Schema and name.
    public let name: QualifiedRelation
    /// The name as SQL writes it, with its schema where that is not `public`.
    public let label: String
    /// Whether it is a partition of another one.
    public let isPartition: Bool
    /// Whether its rows are stored in partitions.
    public let isPartitioned: Bool
    /// The columns in their order.
    public let columns: [Column]
    /// Its references to other tables and to itself, by the names of the constraints.
    public let foreignKeys: [ForeignKey]
  }

  /// A column.
  public struct Column: Sendable, Hashable {
    /// The name, without quotes.
    public let name: String
    /// The type as PostgreSQL prints it.
    public let type: String
    /// Whether every row has a value in it.
    public let isNotNull: Bool
    /// Whether it is a part of the primary key.
    public let isPrimaryKey: Bool
    /// Whether it alone is unique, without being the primary key.
    public let isUnique: Bool
    /// Whether it is a part of a foreign key.
    public let isForeignKey: Bool
  }

  /// A reference to another table.
  public struct ForeignKey: Sendable, Hashable {
    /// The constraint's name.
    public let name: String
    /// The columns that refer.
    public let columns: [String]
    /// The table that is referred to.
    public let target: QualifiedRelation
    /// Whether at most one row refers to each row: a key lies within the columns.
    public let isUnique: Bool
    /// Whether every row refers to one: no column of it can be null.
    public let isMandatory: Bool
    /// Whether the columns are a part of the primary key, so that a row is nothing without the other.
    public let isIdentifying: Bool
  }
}

extension Linter {
  /// The tables that files amount to.
  ///
  /// - Parameter sources: The files in the order in which they would run; those whose role is `down` are
  ///   passed over.
  /// - Returns: The tables in the order of their names.
  public func outline(of sources: [LintSource]) -> SchemaOutline {
    parser.onItsThread {
      let (catalog, refused) = replayed(counting: sources.filter { $0.role != .down })
      return SchemaOutline(catalog, refused: refused)
    }
  }
}

extension SchemaOutline {
  init(_ catalog: Catalog, refused: Int) {
    refusedStatements = refused
    tables = catalog.relations.compactMap { id, entry in
      guard entry.kind.isTable, !entry.isPhantom, id.schema != "pg_temp" else { return nil }
      return Table(id, entry, keys: Self.keys(of: entry, id, catalog))
    }
  }

  /// The sets of columns of which no two rows have the same values.
  private static func keys(of entry: Relation, _ id: RelationID, _ catalog: Catalog) -> [Set<
    String
  >] {
    let constraints = entry.constraints.values
      .filter { $0.kind == .primaryKey || $0.kind == .unique }
      .map { Set($0.columns) }
    let indexes = catalog.indexes(of: id).compactMap { catalog[$0]?.index }.compactMap { index in
      let columns = index.keys.compactMap(\.column)
      let isWhole = index.isUnique && index.predicate == nil && columns.count == index.keys.count
      return isWhole ? Set(columns) : nil
    }
    return constraints + indexes
  }
}

extension SchemaOutline.Table {
  fileprivate init(_ id: RelationID, _ entry: Relation, keys: [Set<String>]) {
    name = QualifiedRelation(schema: id.schema, name: id.name)
    label = id.description
    isPartition = entry.isPartition
    isPartitioned = entry.kind == .partitionedTable
    let primary = Set(entry.primaryKey?.columns ?? [])
    let references = entry.constraints.filter { $0.value.kind == .foreignKey }
      .sorted { $0.key < $1.key }
    let referring = Set(references.flatMap(\.value.columns))
    columns = entry.columns.map { column in
      SchemaOutline.Column(
        name: column.name,
        type: column.type.description,
        isNotNull: column.isNotNull || primary.contains(column.name),
        isPrimaryKey: primary.contains(column.name),
        isUnique: keys.contains([column.name]) && primary != [column.name],
        isForeignKey: referring.contains(column.name)
      )
    }
    let never = Set(columns.filter(\.isNotNull).map(\.name))
    foreignKeys = references.compactMap { name, key in
      guard let target = key.target else { return nil }
      return SchemaOutline.ForeignKey(
        name: name,
        columns: key.columns,
        target: QualifiedRelation(schema: target.schema, name: target.name),
        isUnique: keys.contains { $0.isSubset(of: key.columns) },
        isMandatory: never.isSuperset(of: key.columns),
        isIdentifying: primary.isSuperset(of: key.columns)
      )
    }
  }
}
