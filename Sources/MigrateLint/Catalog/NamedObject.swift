/// An object that is neither a relation, a type nor a function, of which only its name is followed.
struct NamedObject: Hashable, Sendable {
  enum Kind: String, Sendable {
    case publication, subscription, eventTrigger, collation, configuration, dictionary, template,
      parser, server, wrapper, accessMethod, language, role, tablespace

    /// What the messages call it.
    var word: String {
      switch self {
      case .eventTrigger: "event trigger"
      case .configuration: "text search configuration"
      case .dictionary: "text search dictionary"
      case .template: "text search template"
      case .parser: "text search parser"
      case .wrapper: "foreign-data wrapper"
      case .accessMethod: "access method"
      default: rawValue
      }
    }

    /// Whether it belongs to a schema.
    var isInSchema: Bool {
      switch self {
      case .collation, .configuration, .dictionary, .template, .parser: true
      default: false
      }
    }

    /// Whether it belongs to all databases of a server, so that those that no file made may be there.
    var isShared: Bool { self == .role || self == .tablespace }
  }

  var kind: Kind
  var schema: String?
  var name: String

  /// The words in which a message names it, under which the catalog holds it and what is known of it.
  var label: String {
    let schema = schema.flatMap { $0 == "public" ? nil : "\($0.quotedIfNeeded)." } ?? ""
    return "\(kind.word) \(schema)\(name.quotedIfNeeded)"
  }
}

/// What is known of a named object.
struct NamedObjectEntry: Equatable, Sendable {
  var object: NamedObject
  /// False for one that was dropped, which matters where others may exist that no file made.
  var isThere = true
}

extension Catalog {
  /// Whether an object of the name exists; nil where that cannot be known.
  func has(_ kind: NamedObject.Kind, _ name: RelationName) -> Bool? {
    if let found = object(kind, name) { return self[found]?.isThere }
    if kind.isShared { return nil }
    if name.schema == nil || name.schema == "pg_catalog",
      BuiltinObjects.contains(kind, name.name)
    {
      return true
    }
    if isTainted { return nil }
    for installed in extensions where installed != "plpgsql" {
      guard let objects = BuiltinObjects.ofExtension[installed] else {
        guard ExtensionObjects.all[installed] != nil else { return nil }
        continue
      }
      if objects.contains(where: { $0.kind == kind && $0.name == name.name }) { return true }
    }
    return BuiltinObjects.mayBring(kind, name.name) ? nil : false
  }

  /// The object that a name means, of those that the files made or dropped.
  func object(_ kind: NamedObject.Kind, _ name: RelationName) -> NamedObject? {
    let schemas: [String?] = kind.isInSchema ? path(name.schema) : [nil]
    return schemas.lazy.map { NamedObject(kind: kind, schema: $0, name: name.name) }
      .first { self[$0] != nil }
  }

  subscript(object: NamedObject) -> NamedObjectEntry? {
    get { objects[object.label] }
    set { objects[object.label] = newValue }
  }

  /// The objects of a schema.
  func objects(in schema: String) -> [NamedObject] {
    objects.values.map(\.object).filter { $0.schema == schema }
  }

  /// Takes an object away with all that is known of it.
  mutating func remove(_ object: NamedObject) {
    self[object] = nil
    facts[object.label] = nil
  }

  /// Gives an object another name or schema, with all that is known of it.
  mutating func move(_ object: NamedObject, to new: NamedObject) {
    guard object != new, var entry = self[object] else { return }
    let known = facts[object.label]
    remove(object)
    entry.object = new
    self[new] = entry
    facts[new.label] = known
  }
}

/// The named objects that every PostgreSQL has, and those of the extensions that it ships.
enum BuiltinObjects {
  static func contains(_ kind: NamedObject.Kind, _ name: String) -> Bool {
    switch kind {
    case .collation: ["default", "C", "POSIX", "ucs_basic"].contains(name)
    case .configuration: name == "simple" || stemmed.contains(name)
    case .dictionary:
      name == "simple" || name.hasSuffix("_stem") && stemmed.contains(String(name.dropLast(5)))
    case .template: ["simple", "synonym", "ispell", "thesaurus", "snowball"].contains(name)
    case .parser: name == "default"
    case .accessMethod: ["heap", "btree", "hash", "gist", "gin", "spgist", "brin"].contains(name)
    case .language: ["internal", "c", "sql", "plpgsql"].contains(name)
    default: false
    }
  }

  /// Whether a server may bring an object of a name that is not listed here: the operating system and
  /// ICU have locales, of which PostgreSQL makes collations.
  static func mayBring(_ kind: NamedObject.Kind, _ name: String) -> Bool {
    guard kind == .collation else { return false }
    let isLocale = name.utf8.contains { byte in
      !(0x41...0x5A).contains(byte) && !(0x61...0x7A).contains(byte)
    }
    return isLocale || name.utf8.count < 4 || localeAliases.contains(name.lowercased())
  }

  private static let stemmed: Set = [
    "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "finnish", "french",
    "german", "greek", "hindi", "hungarian", "indonesian", "irish", "italian", "lithuanian",
    "nepali", "norwegian", "portuguese", "romanian", "russian", "serbian", "spanish", "swedish",
    "tamil", "turkish", "yiddish",
  ]

  private static let localeAliases: Set = [
    "bokmal", "catalan", "croatian", "czech", "danish", "dansk", "deutsch", "dutch", "eesti",
    "estonian", "finnish", "french", "galego", "galician", "german", "greek", "hebrew", "hrvatski",
    "hungarian", "icelandic", "italian", "japanese", "korean", "lithuanian", "norwegian", "nynorsk",
    "polish", "portuguese", "romanian", "russian", "slovak", "slovene", "slovenian", "spanish",
    "swedish", "thai", "turkish", "unicode",
  ]

  static let ofExtension: [String: [(kind: NamedObject.Kind, name: String)]] = [
    "bloom": [(.accessMethod, "bloom")],
    "dict_int": [(.dictionary, "intdict"), (.template, "intdict_template")],
    "dict_xsyn": [(.dictionary, "xsyn"), (.template, "xsyn_template")],
    "unaccent": [(.dictionary, "unaccent"), (.template, "unaccent")],
    "dblink": [(.wrapper, "dblink_fdw")],
    "file_fdw": [(.wrapper, "file_fdw")],
    "postgres_fdw": [(.wrapper, "postgres_fdw")],
  ]

  /// The procedural languages, each of which is an extension of its own name.
  static let languages: Set = ["plperl", "plperlu", "plpython3u", "pltcl", "pltclu"]
}
