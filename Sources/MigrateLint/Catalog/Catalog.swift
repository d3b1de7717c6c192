/// PostgreSQL's catalog, as far as the replay of migrations has come, in memory.
///
/// A value: what it was before a migration is a copy, and two are compared with `==`. A statement
/// that is refused is taken back through the journal, which costs as much as the statement changed.
struct Catalog: Sendable {
  /// Types and functions, by schema. The schema of temporary objects is always there.
  var schemas: [String: SchemaEntry] = ["public": SchemaEntry(), "pg_temp": SchemaEntry()]
  var extensions: Set<String> = ["plpgsql"]
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
  var namesOfTables: [String] {
    storage.all.lazy.filter(\.value.kind.hasColumns).map(\.key.name).sorted()
  }

  /// The relations that name another one: its indexes, views, children, and the tables whose
  /// constraints or policies refer to it.
  func dependents(of id: RelationID) -> [(id: RelationID, entry: Relation)] {
    storage.dependents(of: id).compactMap { other in storage[other].map { (other, $0) } }
      .sorted { ($0.0.schema, $0.0.name) < ($1.0.schema, $1.0.name) }
  }

  /// Whether a schema has a constraint of that name on whatever table.
  func hasConstraint(_ name: String, in schema: String) -> Bool {
    storage.hasConstraint(RelationID(schema: schema, name: name))
  }

  /// Whether a column or a function may be of a relation's row type.
  func hasUsers(ofType id: RelationID) -> Bool {
    storage.hasUsers(ofType: id)
      || schemas.values.contains { entry in
        entry.functions.values.contains { overloads in
          overloads.contains { $0.types.contains(TypeID(schema: id.schema, name: id.name)) }
        }
      }
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
    private(set) var schemas: [String: SchemaEntry]
    private(set) var extensions: Set<String>
    fileprivate var isTainted: Bool
    fileprivate var searchPath: [String]
    fileprivate var journal: Int

    fileprivate init(_ catalog: Catalog) {
      schemas = catalog.schemas
      extensions = catalog.extensions
      isTainted = catalog.isTainted
      searchPath = catalog.searchPath
      journal = catalog.storage.journal.count
    }
  }

  /// Remembers the state before a statement or a file.
  func mark() -> Mark { Mark(self) }

  /// Takes everything back since a mark, but for the knowledge that something was not known.
  mutating func rollBack(to mark: Mark) {
    schemas = mark.schemas
    extensions = mark.extensions
    searchPath = mark.searchPath
    storage.rollBack(to: mark.journal)
  }

  /// Forgets since a mark that something was not known, too.
  mutating func forget(to mark: Mark) {
    rollBack(to: mark)
    isTainted = mark.isTainted
  }

  /// Every relation that was touched since a mark, as it was then.
  func touched(since mark: Mark) -> [RelationID: Relation?] {
    storage.touched(since: mark.journal)
  }

  /// Forgets how to take back what was done so far.
  mutating func commit() { storage.journal.removeAll(keepingCapacity: true) }
}

extension Catalog: Equatable {
  static func == (left: Catalog, right: Catalog) -> Bool {
    left.schemas == right.schemas && left.extensions == right.extensions
      && left.storage.all == right.storage.all
  }
}

/// The types and functions of a schema.
struct SchemaEntry: Equatable, Sendable {
  var types: [String: TypeEntry] = [:]
  /// By name; each with its arguments.
  var functions: [String: [FunctionEntry]] = [:]
  var comment: String?
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
  var language: String
  var body: String
  /// Where the body stands, if it is a text.
  @Incidental var bodySource: BodySource? = nil
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
    return "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
