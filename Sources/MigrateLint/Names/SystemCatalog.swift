/// The relations that PostgreSQL brings along; migrations may read them.
enum SystemCatalog {
  static func contains(_ name: RelationName) -> Bool {
    switch name.schema {
    case "pg_catalog", "information_schema", "pg_toast": true
    case nil: name.name.hasPrefix("pg_")
    default: false
    }
  }
}

extension Catalog {
  /// Whether a relation that no file made may be there all the same: PostgreSQL's own, or one of an
  /// extension's.
  func mayHold(_ name: RelationName) -> Bool {
    SystemCatalog.contains(name)
      || !extensions.isSubset(of: Self.extensionsWithoutRelations)
  }

  /// The extensions that PostgreSQL ships and that bring types, functions and operators only.
  static let extensionsWithoutRelations: Set = [
    "bloom", "btree_gin", "btree_gist", "citext", "cube", "dict_int", "dict_xsyn", "earthdistance",
    "fuzzystrmatch", "hstore", "intarray", "isn", "lo", "ltree", "pg_trgm", "pgcrypto", "plpgsql",
    "seg", "tablefunc", "unaccent", "uuid-ossp",
  ]
}
