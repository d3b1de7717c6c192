import Postgres

/// The schemas of a database whose names are LIKE a pattern: `%` stands for any text, `_` for one character,
/// and `\` takes their meaning away.
struct SchemaPattern {
  let pattern: String

  init(like pattern: String) { self.pattern = pattern }

  func places(in target: ConnectionTarget) async throws -> [MigrationPlace] {
    let connection = try await MigrateOptions.session(on: target)
    defer { connection.close() }
    let names: [String]
    do {
      names = try await connection.query(
        """
        SELECT nspname::text FROM pg_catalog.pg_namespace
        WHERE nspname LIKE \(pattern) AND nspname NOT LIKE 'pg\\_%'
          AND nspname NOT IN ('information_schema', 'heartly_migration')
        ORDER BY nspname
        """
      ).map { try $0.decode(0) }
    } catch {
      throw Failure(message: "error: \(error)")
    }
    guard !names.isEmpty else {
      throw Failure(message: "error: no schema of the database is LIKE '\(pattern)'")
    }
    do {
      return try names.map { name in
        // What extensions have made is mostly in public.
        let path = try target.searchPath(name == "public" ? [name] : [name, "public"])
        return MigrationPlace(name: name, target: path, schema: name)
      }
    } catch {
      throw Failure(message: "error: \(error)")
    }
  }
}
