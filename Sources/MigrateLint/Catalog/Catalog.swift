/// PostgreSQL's catalog, as far as the replay of migrations has come, in memory.
///
/// A value: what it was before a migration is a copy, and two are compared with `==`. A statement
/// that is refused is taken back through the journal, which costs as much as the statement changed.
struct Catalog: Sendable {
  /// Types and functions, by schema. The schema of temporary objects is always there.
  var schemas: NamedParts<SchemaEntry> = ["public": SchemaEntry(), "pg_temp": SchemaEntry()]
  var extensions: Set<String> = ["plpgsql"]
  /// Publications, collations, roles and the like, by their labels.
  var objects: NamedParts<NamedObjectEntry> = [:]
  /// What is set of them beside, and what is known of objects that no statement needs here, such as
  /// casts, by the words in which a message names them. What a down leaves is seen from these.
  var facts: NamedParts<Traits> = [:]
  /// Whether there was a publication at some time, which may hold a table that goes.
  var hasPublications = false
  /// Whether a role was dropped at some time, so that statements may name one that is gone.
  var droppedRoles = false
  /// The functions whose CREATE was refused: what calls them is not to be judged.
  var refusedFunctions: Set<String> = []
  /// What changes how PostgreSQL's own types convert and compare.
  var customs = Customs()
  /// Where unqualified names are looked up, and the first of it where new objects go.
  var searchPath = ["public"]
  /// Whether something ran whose effects are not known, so that what is missing or in the way here
  /// may be otherwise there.
  var isTainted = false {
    didSet { if isTainted { taints += 1 } }
  }
  /// How often that happened: one pair of files can be without it although one before was not.
  private(set) var taints = 0

  private var storage = RelationStorage()

  /// Finds a relation as PostgreSQL does: in its schema, or along the search path.
  func relation(_ name: RelationName) -> (id: RelationID, entry: Relation)? {
    for schema in path(name.schema) {
      let id = RelationID(schema: schema, name: name.name)
      if let entry = storage[id] { return (id, entry) }
    }
    return nil
  }

  /// The relation behind an identifier.
  subscript(id: RelationID) -> Relation? {
    get { storage[id] }
    set { storage[id] = newValue }
  }

  /// The schemas in which a name is looked up.
  func path(_ schema: String?) -> [String] { schema.map { [$0] } ?? ["pg_temp"] + searchPath }

  /// The schema into which an unqualified new object goes; nil where no schema of the path exists.
  func creationSchema(_ schema: String?) -> String? {
    schema ?? searchPath.first { schemas[$0] != nil }
  }

  /// Every relation, in the order of the names.
  var relations: [(id: RelationID, entry: Relation)] {
    storage.all.sorted { ($0.key.schema, $0.key.name) < ($1.key.schema, $1.key.name) }
      .map { ($0.key, $0.value) }
  }

  /// Every relation, in no order.
  var unorderedRelations: [RelationID: Relation] { storage.all }

  /// Whether there is any relation at all.
  var hasRelations: Bool { !storage.all.isEmpty }

  /// The names of all relations that have columns, for suggestions.
  var namesOfTables: [String] { storage.namesOfTables }

  /// The relations that name another one: its indexes, views, children, and the tables whose
  /// constraints or policies refer to it.
  func dependents(of id: RelationID) -> [(id: RelationID, entry: Relation)] {
    storage.dependents(of: id).sorted(by: RelationID.isBefore).compactMap { other in
      storage[other].map { (other, $0) }
    }
  }

  /// The indexes of a table, in the order of their names.
  func indexes(of id: RelationID) -> [RelationID] {
    storage.indexes(of: id).sorted(by: RelationID.isBefore)
  }

  /// The tables that have a table as a parent, in the order of their names.
  func children(of id: RelationID) -> [RelationID] {
    storage.children(of: id).sorted(by: RelationID.isBefore)
  }

  /// Whether a table is the parent of others.
  func hasChildren(_ id: RelationID) -> Bool { !storage.children(of: id).isEmpty }

  /// The partition for the rows that belong into no other.
  func defaultPartition(of id: RelationID) -> RelationID? { storage.defaultPartition(of: id) }

  /// Whether a schema has a constraint of that name on whatever table.
  func hasConstraint(_ name: String, in schema: String) -> Bool {
    storage.hasConstraint(RelationID(schema: schema, name: name))
  }

  /// What has columns of a type, in the order of the names.
  func users(ofType type: TypeID) -> [RelationID] {
    storage.users(ofType: RelationID(schema: type.schema, name: type.name))
      .sorted(by: RelationID.isBefore)
  }

  /// Whether a column or a function may be of a type.
  func hasUsers(ofType type: TypeID) -> Bool {
    storage.users(ofType: RelationID(schema: type.schema, name: type.name)).contains { _ in true }
      || schemas.values.contains { $0.hasFunctions(ofType: type) }
  }

  /// The tables with triggers that call a function of that name, in whatever schema.
  func callers(of function: String) -> [RelationID] {
    storage.callers(of: function).sorted(by: RelationID.isBefore)
  }

  /// Everything in a schema, in the order of the names.
  func members(of schema: String) -> [RelationID] {
    storage.members(of: schema).sorted(by: RelationID.isBefore)
  }

  /// The type of a name along the search path.
  func type(_ type: TypeReference) -> (schema: String, entry: TypeEntry)? {
    for schema in path(type.schema) {
      if let entry = schemas[schema]?.types[type.name] { return (schema, entry) }
    }
    return nil
  }

  // MARK: Taking back

  /// What a statement may have to be taken back to.
  struct Mark {
    private(set) var schemas: NamedParts<SchemaEntry>
    private(set) var extensions: Set<String>
    private(set) var objects: NamedParts<NamedObjectEntry>
    private(set) var facts: NamedParts<Traits>
    fileprivate var isTainted: Bool
    fileprivate var searchPath: [String]
    fileprivate var journal: Int

    fileprivate init(_ catalog: Catalog) {
      schemas = catalog.schemas
      extensions = catalog.extensions
      objects = catalog.objects
      facts = catalog.facts
      isTainted = catalog.isTainted
      searchPath = catalog.searchPath
      journal = catalog.storage.changes
    }
  }

  /// Remembers the state before a statement.
  func mark() -> Mark { Mark(self) }

  /// Remembers the state before a file or a part of it: other statements are run and settled before
  /// it is asked for.
  mutating func checkpoint() -> Mark {
    storage.keep()
    return Mark(self)
  }

  /// Ends a statement that ran: nobody will come back to the state before it, unless that is the one
  /// of a checkpoint. The many changes of a file cost no memory then.
  mutating func settle(since mark: Mark) { storage.settle(since: mark.journal) }

  /// Takes everything back since a mark, but for the knowledge that something was not known.
  mutating func rollBack(to mark: Mark) {
    schemas = mark.schemas
    extensions = mark.extensions
    objects = mark.objects
    facts = mark.facts
    searchPath = mark.searchPath
    storage.rollBack(to: mark.journal)
  }

  /// Forgets since a mark that something was not known, too.
  mutating func forget(to mark: Mark) {
    rollBack(to: mark)
    // What was not known before the mark is no other thing that is not known.
    if !mark.isTainted { isTainted = false }
  }

  /// Every relation that was touched since a mark, as it was then.
  func touched(since mark: Mark) -> [RelationID: Relation?] {
    storage.touched(since: mark.journal)
  }

  /// How many states of relations are kept to be taken back to.
  var journaled: Int { storage.changes }

  /// Forgets how to take back what was done so far.
  mutating func commit() { storage.commit() }
}

extension Catalog: Equatable {
  static func == (left: Catalog, right: Catalog) -> Bool {
    left.schemas == right.schemas && left.extensions == right.extensions
      && left.objects == right.objects && left.storage.all == right.storage.all
  }
}

/// The types and functions of a schema.
struct SchemaEntry: Equatable, Sendable {
  var types: NamedParts<TypeEntry> = [:]
  /// By name; each with its arguments.
  var functions: NamedParts<[FunctionEntry]> = [:] {
    didSet { typeUses.count(oldValue, functions) }
  }
  /// The types that functions have arguments or results of.
  private var typeUses = FunctionTypes()
  var traits = Traits()
  var comment: String?
}

extension SchemaEntry {
  /// Whether a function has an argument or a result of a type.
  func hasFunctions(ofType type: TypeID) -> Bool { typeUses.contains(type) }
}

/// Counts the types that functions have arguments or results of: most types are those of none, and
/// no drop of one need look at every function.
private struct FunctionTypes: Equatable, Sendable {
  private var counts: [TypeID: Int] = [:]

  func contains(_ type: TypeID) -> Bool { counts[type] != nil }

  mutating func count(
    _ before: NamedParts<[FunctionEntry]>,
    _ after: NamedParts<[FunctionEntry]>
  ) {
    NamedParts.visitChanges(before, after) { _, before, after in
      for type in before?.lazy.flatMap(\.types) ?? [] { count(type, -1) }
      for type in after?.lazy.flatMap(\.types) ?? [] { count(type, 1) }
    }
  }

  private mutating func count(_ type: TypeID, _ change: Int) {
    let number = (counts[type] ?? 0) + change
    counts[type] = number == 0 ? nil : number
  }
}

/// A relation's name as a statement writes it, folded.
struct RelationName: Hashable, Sendable, CustomStringConvertible {
  var schema: String?
  var name: String

  var description: String {
    schema.map { "\($0.quotedIfNeeded).\(name.quotedIfNeeded)" } ?? name.quotedIfNeeded
  }
}

/// A relation's schema and name.
struct RelationID: Hashable, Sendable, CustomStringConvertible {
  var schema: String
  var name: String

  static func isBefore(_ left: RelationID, _ right: RelationID) -> Bool {
    (left.schema, left.name) < (right.schema, right.name)
  }

  var description: String {
    schema == "public" ? name.quotedIfNeeded : "\(schema.quotedIfNeeded).\(name.quotedIfNeeded)"
  }
}

/// A type that the migrations made.
struct TypeEntry: Equatable, Sendable {
  enum Kind: Equatable, Sendable { case enumeration, domain, range, composite, base }
  var kind: Kind
  var labels: [String] = []
  /// What a domain stands on.
  var base: TypeReference?
  /// The name of a range's multirange type, where it was chosen.
  var multirange: String?
  /// Whether it is a name only, until CREATE TYPE defines it.
  var isShell = false
  /// Whether a domain limits what its base holds.
  var isConstrained = false
  /// A domain's default and constraints, the owner, the privileges.
  var traits = Traits()
  var comment: String?
}

extension SchemaEntry {
  /// Whether a range type of the schema brings a multirange type of that name.
  func hasMultirange(_ name: String) -> Bool {
    types.contains { $0.value.kind == .range && $0.value.bringsMultirange(name, $0.key) }
  }
}

extension TypeEntry {
  /// Whether a name is that of the multirange type, chosen or by PostgreSQL's rule.
  fileprivate func bringsMultirange(_ name: String, _ range: String) -> Bool {
    if let multirange { return name == multirange }
    guard let place = range.firstRange(of: "range") else { return name == range + "_multirange" }
    return name == range[..<place.lowerBound] + "multirange" + range[place.upperBound...]
  }
}

/// A function or procedure.
struct FunctionEntry: Equatable, Sendable {
  /// The types of its arguments and its result that migrations made.
  var types: Set<TypeID> = []
  var argumentTypes: [String]
  var defaults: Int
  var returnsTrigger: Bool
  var isProcedure = false
  var isAggregate = false
  /// The types of all its parameters, those of OUT included, by which a procedure may be named.
  var allArgumentTypes: [String] = []
  var language: String
  var body: String
  /// Where the body stands, if it is a text.
  @Incidental var bodySource: BodySource? = nil
  /// What was read there, if somebody did.
  @Incidental var readBody: ReadBody? = nil
  /// The names of its parameters, and of the columns that it returns.
  var parameterNames: [String] = []
  /// Where names were looked up when it was made.
  @Incidental var searchPath: [String] = []
  var volatility = FunctionSignature.Volatility.volatile
  var returnsSet = false
  var isVariadic = false
  /// The types of its arguments, and of its result where it has one.
  var arguments: [TypeReference] = []
  var result: TypeReference?
  /// The names of its arguments, empty where one has none.
  var argumentNames: [String] = []
  /// The columns of the rows that it returns, where it names them.
  var columns: [ResultColumn]?
  /// Its parameters that come out, which are variables of its body.
  var outputs: [ResultColumn] = []
  /// False for an aggregate, whose arguments are not read.
  var hasKnownArguments = true
  /// Its `SET search_path`.
  var ownSearchPath: [String]?
  /// Whether it runs with the rights of its owner.
  var isSecurityDefiner = false
  /// Whether it sets the search path for itself.
  var pinsSearchPath = false
  /// The statement that made it.
  @Incidental var origin = Origin()
  /// Its attributes by name, its owner, its privileges.
  var traits = Traits()
  var comment: String?
}

/// A column that a function returns.
struct ResultColumn: Equatable, Sendable {
  var name: String
  var type: TypeReference
}

extension String {
  /// The identifier as SQL must write it.
  var quotedIfNeeded: String {
    let isPlain =
      utf8.enumerated().allSatisfy { index, byte in
        (0x61...0x7A).contains(byte) || byte == 0x5F
          || (index > 0 && (0x30...0x39).contains(byte))
      } && !isEmpty && !Keywords.reserved.contains(self)
    guard !isPlain else { return self }
    guard utf8.contains(UInt8(ascii: "\"")) else { return "\"" + self + "\"" }
    return "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
