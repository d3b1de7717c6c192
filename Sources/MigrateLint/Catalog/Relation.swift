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
  var constraints: NamedParts<Constraint> = [:]
  var triggers: NamedParts<Trigger> = [:]
  var policies: NamedParts<Policy> = [:]
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
  /// The columns by which a partitioned table is divided.
  var partitionKey: Set<String> = []
  /// How it is divided: `r` by range, `l` by list, `h` by hash.
  var partitionStrategy: String?
  /// The partition key's columns in order; nil for an expression.
  var partitionColumns: [String?] = []
  /// Which rows of the whole it takes.
  var bound: PartitionBound?
  /// The extended statistics over its columns, by their names.
  var statistics: [RelationID: Set<String>] = [:]
  /// The column that a sequence belongs to.
  var owner: ColumnUse?
  /// Whether columns may be missing here, because the text did not tell them.
  var isOpen = false
  /// Whether constraints and indexes may exist that are not known here, such as a partition's.
  var hasUnknownConstraints = false
  /// Whether its CREATE was refused, and it is here only so that the rest of the file can be read.
  var isPhantom = false
  /// Its parameters, its owner, its privileges, its rules.
  var traits = Traits()
  /// The text of a view's query, in a normal form.
  var query: String?
  /// Whether a view reads its tables with the rights of who asks, so that row-level security holds.
  var isSecurityInvoker = false
  /// The file that made it.
  @Incidental var madeIn: String
  /// The statement that made it.
  @Incidental var origin = Origin()
  var comment: String?

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
  /// What type its default was written in, before it became one of the column's; nil where that is
  /// not known.
  @Incidental var defaultType: DataType?
  /// The default as it was written, for who writes another one like it; nil where that is not known.
  @Incidental var written: String?
  /// Its COLLATE, as SQL writes it; nil for that of its type, or where it is not known.
  @Incidental var collation: String?
  var isGenerated = false
  var isIdentity = false
  /// Whether an identity takes no value but its own unless a statement overrides it (`ALWAYS`); nil
  /// where that is not known.
  @Incidental var isAlwaysIdentity: Bool?
  /// The sequences that its default names.
  var sequences: Set<RelationID> = []
  /// The columns of the same table that its generation expression reads.
  var reads: Set<String> = []
  var inheritance = Inheritance()
  /// Its storage, its options, its privileges.
  var traits = Traits()
  var comment: String?
}

/// Where a column or constraint of a table comes from.
struct Inheritance: Equatable, Sendable {
  /// Whether the table defines it itself, so that it stays when no parent has it any more.
  var isLocal = true
  /// How many direct parents have it.
  var parents = 0

  /// What has come from one parent alone.
  static let fromParent = Inheritance(isLocal: false, parents: 1)
}

/// A type as a column or cast names it.
struct TypeReference: Hashable, Sendable, CustomStringConvertible {
  var schema: String?
  var name: String
  var modifiers: [Int] = []
  var dimensions = 0

  /// The type as a function's argument or result is kept: without length, precision and the number
  /// of dimensions.
  var plain: TypeReference {
    TypeReference(schema: schema, name: name, dimensions: min(dimensions, 1))
  }

  /// The name as PostgreSQL prints it (`format_type`), but with the array's dimensions as written and
  /// without the schema.
  var description: String {
    let shown = TypeNames.display[name] ?? name.quotedIfNeeded
    // numeric(10) has a scale of 0.
    let written = name == "numeric" && modifiers.count == 1 ? modifiers + [0] : modifiers
    let arguments = written.isEmpty ? "" : "(\(written.map(String.init).joined(separator: ",")))"
    // In "timestamp(3) with time zone" the precision follows the first word.
    let words = shown.split(separator: " ", maxSplits: 1)
    let isTime = name.hasPrefix("time") && words.count == 2
    let whole = isTime ? "\(words[0])\(arguments) \(words[1])" : shown + arguments
    return whole + String(repeating: "[]", count: dimensions)
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
  /// The columns that a CHECK proves to hold no null.
  var neverNull: Set<String> = []
  /// Whether a CHECK says `column IS NOT NULL` and nothing else.
  var isNotNullCheck = false
  /// Where it was written.
  @Incidental var origin = Origin()
  /// A CHECK's expression as it was written; nil where that is not known.
  @Incidental var written: String?
  /// Whether a transaction checks it at its end, unless told otherwise.
  var isInitiallyDeferred = false
  /// Whether all rows are known to satisfy it: false from NOT VALID to VALIDATE CONSTRAINT.
  var isValidated = true
  var onDelete = Action.none
  var onUpdate = Action.none
  /// Whether children get it too (no `NO INHERIT`).
  var isHeritable = true
  var inheritance = Inheritance()
  var comment: String?

  /// What a foreign key does when a row that is referred to changes; the raw value is the one of
  /// `pg_constraint`.
  enum Action: String, Sendable {
    case none = "a"
    case restrict = "r"
    case cascade = "c"
    case setNull = "n"
    case setDefault = "d"
  }

  /// Whether another constraint demands the same, wherever either comes from.
  func demandsSame(as other: Constraint) -> Bool {
    var (left, right) = (self, other)
    (left.inheritance, left.comment) = (Inheritance(), nil)
    (right.inheritance, right.comment) = (Inheritance(), nil)
    return left == right
  }
}

/// An index of a table.
struct Index: Equatable, Sendable {
  var table: RelationID
  /// Each column's name or the canonical text of an expression, with its order.
  var keys: [Key]
  var included: [String] = []
  var predicate: String?
  /// The condition as it was written; nil where that is not known.
  @Incidental var writtenPredicate: String?
  var isUnique = false
  /// Whether a unique index takes two NULLs for the same.
  var nullsNotDistinct = false
  var method = "btree"
  /// The constraint that it stands for.
  var constraint: String?
  /// Every column of the table that it reads.
  var reads: Set<String> = []
  /// The index of the partitioned table that it is a part of.
  var parent: RelationID?
  /// Whether CREATE INDEX … ON ONLY made it, so that it is not valid until its partitions have one.
  var isOnlyParent = false

  struct Key: Hashable, Sendable {
    var column: String?
    var expression: String?
    /// What PostgreSQL calls an expression's column.
    var name: String?
    /// Its operator class and collation, where they are written.
    var options = ""
    var isDescending = false
    /// Whether NULLs do not stand where the direction puts them.
    var movesNulls = false
  }
}

/// A trigger of a table.
struct Trigger: Equatable, Sendable {
  enum Timing: String, Sendable { case before, after, insteadOf }

  /// What it fires on; the raw values are those of `pg_trigger.tgtype`.
  struct Events: OptionSet, Sendable {
    let rawValue: Int
    static let insert = Events(rawValue: 4)
    static let delete = Events(rawValue: 8)
    static let update = Events(rawValue: 16)
    static let truncate = Events(rawValue: 32)
  }

  var function: RelationName
  /// Its condition, its arguments, and what of it nothing else here tells.
  var definition: String
  /// When it fires: `enabled`, `disabled`, `always` or on a `replica` only.
  var firing = "enabled"
  var timing = Timing.after
  var events: Events = []
  var isForEachRow = false
  var hasCondition = false
  /// Whether it is a partition's copy of the whole table's trigger.
  var isCloned = false
  var columns: [String] = []
  /// What REFERENCING calls the changed rows.
  var transitionTables: [String] = []
  /// What its WHEN reads of the table.
  var reads: Set<String> = []
  var comment: String?
}

/// A row-level security policy.
struct Policy: Equatable, Sendable {
  /// `all`, `select`, `insert`, `update` or `delete`.
  var command = "all"
  var isPermissive = true
  /// The roles that it is for; `public` is everybody.
  var roles: [String] = ["public"]
  /// What USING and WITH CHECK read; nil where the policy lacks the clause.
  var using: Clause?
  var check: Clause?
  var comment: String?

  struct Clause: Equatable, Sendable {
    /// The expression in a normal form.
    var text = ""
    /// What it reads of its own table.
    var reads: Set<String> = []
    /// What it reads of other tables.
    var uses: Set<ColumnUse> = []
    var readRelations: Set<RelationID> = []
  }

  private var clauses: [Clause] { [using, check].compactMap(\.self) }

  /// What it reads of its own table.
  var reads: Set<String> { clauses.reduce(into: []) { $0.formUnion($1.reads) } }
  /// What it reads of other tables.
  var uses: Set<ColumnUse> { clauses.reduce(into: []) { $0.formUnion($1.uses) } }
  var readRelations: Set<RelationID> {
    clauses.reduce(into: []) { $0.formUnion($1.readRelations) }
  }

  /// The same, with both clauses changed.
  func mapping(_ change: (inout Clause) -> Void) -> Policy {
    var changed = self
    if var clause = using { change(&clause); changed.using = clause }
    if var clause = check { change(&clause); changed.check = clause }
    return changed
  }
}

/// A column of a relation that something uses.
struct ColumnUse: Hashable, Sendable {
  var relation: RelationID
  var column: String
}
