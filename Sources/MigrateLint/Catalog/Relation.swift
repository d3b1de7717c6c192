/// A table, view, index, sequence or composite type.
struct Relation: Equatable, Sendable {
  enum Kind: String, Sendable {
    case table, partitionedTable, foreignTable, view, materializedView, index, sequence,
      compositeType

    /// What the messages call it.
    var word: String {
      switch self {
      case .table, .partitionedTable: "table"
      case .foreignTable: "foreign table"
      case .view: "view"
      case .materializedView: "materialized view"
      case .index: "index"
      case .sequence: "sequence"
      case .compositeType: "type"
      }
    }

    var isTable: Bool { self == .table || self == .partitionedTable || self == .foreignTable }
    var hasColumns: Bool { self != .index && self != .sequence }
  }

  var kind: Kind
  var columns: [Column] = []
  var constraints: [String: Constraint] = [:]
  var triggers: [String: Trigger] = [:]
  var policies: [String: Policy] = [:]
  /// The index's definition, if it is one.
  var index: Index?
  /// What a view's body reads.
  var reads: Set<ColumnUse> = []
  /// The relations that a view's body names, also where it reads no column of them.
  var readRelations: Set<RelationID> = []
  var rowSecurity = RowSecurity()
  /// What it inherits from, or is a partition of.
  var parents: [RelationID] = []
  var isPartition = false
  /// Whether it takes the rows that belong into no other partition.
  var isDefaultPartition = false
  /// The column that a sequence belongs to.
  var owner: ColumnUse?
  /// Whether columns may be missing here, because the text did not tell them.
  var isOpen = false
  /// Whether constraints and indexes may exist that are not known here, such as a partition's.
  var hasUnknownConstraints = false
  /// Whether its CREATE was refused, and it is here only so that the rest of the file can be read.
  var isPhantom = false
  /// Whether a view reads its tables with the rights of who asks, so that row-level security holds.
  var isSecurityInvoker = false
  /// The file that made it.
  @Incidental var madeIn: String
  /// The statement that made it.
  @Incidental var origin = Origin()

  struct RowSecurity: Equatable, Sendable {
    var isEnabled = false
    var isForced = false
  }

  func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// The key that a plain reference to the table means.
  var primaryKey: Constraint? { constraints.values.first { $0.kind == .primaryKey } }
}

/// A column.
struct Column: Equatable, Sendable {
  var name: String
  var type: TypeReference
  var isNotNull = false
  /// The canonical text of its default or generation expression.
  var expression: String?
  var isGenerated = false
  var isIdentity = false
  /// The sequences that its default names.
  var sequences: Set<RelationID> = []
  /// The columns of the same table that its generation expression reads.
  var reads: Set<String> = []
}

/// A type as a column or cast names it.
struct TypeReference: Hashable, Sendable, CustomStringConvertible {
  var schema: String?
  var name: String
  var modifiers: [Int] = []
  var dimensions = 0

  var description: String {
    let shown = TypeNames.display[name] ?? name.quotedIfNeeded
    let arguments =
      modifiers.isEmpty ? "" : "(\(modifiers.map(String.init).joined(separator: ",")))"
    return shown + arguments + String(repeating: "[]", count: dimensions)
  }
}

/// A constraint of a table.
struct Constraint: Equatable, Sendable {
  enum Kind: String, Sendable { case primaryKey, unique, check, foreignKey, exclusion }
  var kind: Kind
  /// The key's columns, or those that a CHECK reads.
  var columns: [String] = []
  /// The canonical text of a CHECK.
  var expression: String?
  var target: RelationID?
  var targetColumns: [String] = []
  var isDeferrable = false
  /// Whether all rows are known to satisfy it: false from NOT VALID to VALIDATE CONSTRAINT.
  var isValid = true
  /// The columns that a CHECK proves to hold no null.
  var neverNull: Set<String> = []
  /// Actions, deferrability and validity in one text, for comparison.
  var options = ""
  /// Whether a CHECK says `column IS NOT NULL` and nothing else.
  var isNotNullCheck = false
  /// Where it was written.
  @Incidental var origin = Origin()
}

/// An index of a table.
struct Index: Equatable, Sendable {
  var table: RelationID
  /// Each column's name or the canonical text of an expression, with its order.
  var keys: [Key]
  var included: [String] = []
  var predicate: String?
  var isUnique = false
  /// Whether a unique index takes two NULLs for the same.
  var nullsNotDistinct = false
  var method = "btree"
  /// The constraint that it stands for.
  var constraint: String?
  /// Every column of the table that it reads.
  var reads: Set<String> = []
  /// Whether CREATE INDEX … ON ONLY made it, so that it is not valid until its partitions have one.
  var isOnlyParent = false

  struct Key: Hashable, Sendable {
    var column: String?
    var expression: String?
    /// Its operator class and collation, where they are written.
    var options = ""
    var isDescending = false
    /// Whether NULLs do not stand where the direction puts them.
    var movesNulls = false
  }
}

/// A trigger of a table.
struct Trigger: Equatable, Sendable {
  var function: RelationName
  var definition: String
  var events: Events = []
  var columns: [String] = []
  /// What its WHEN reads of the table.
  var reads: Set<String> = []

  /// The kinds of statement that it fires for, numbered as in PostgreSQL's `pg_trigger.h`.
  struct Events: OptionSet, Sendable {
    let rawValue: Int

    static let insert = Events(rawValue: 1 << 2)
    static let delete = Events(rawValue: 1 << 3)
    static let update = Events(rawValue: 1 << 4)
  }
}

/// A row-level security policy.
struct Policy: Equatable, Sendable {
  var definition: String
  /// What it reads of its own table.
  var reads: Set<String> = []
  /// What it reads of other tables.
  var uses: Set<ColumnUse> = []
  var readRelations: Set<RelationID> = []
}

/// A column of a relation that something uses.
struct ColumnUse: Hashable, Sendable {
  var relation: RelationID
  var column: String
}
