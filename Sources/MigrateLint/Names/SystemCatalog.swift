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
