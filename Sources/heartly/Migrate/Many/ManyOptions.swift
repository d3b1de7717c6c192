import ArgumentParser
import Postgres

/// Which databases, or schemas of one database, a command works on at once.
struct ManyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Work on every database of a file: one connection string a line, # begins a comment.",
      valueName: "file"
    )
  )
  var all: String?

  @Option(
    help: ArgumentHelp(
      "Work on every schema of the database whose name is LIKE this, each with a history of its own.",
      valueName: "pattern"
    )
  )
  var schemas: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("How many of them to work on at a time, with --all and --schemas.")
  )
  var jobs = 4

  func validate() throws {
    guard all == nil || schemas == nil else {
      throw ValidationError("Give --all or --schemas, not both.")
    }
    guard jobs > 0 else { throw ValidationError("--jobs must be at least 1.") }
  }

  /// The databases or schemas; nil where the command is for one database.
  func places(_ database: DatabaseOptions) async throws -> ManyPlaces? {
    if let all {
      guard database.databaseURL == nil else {
        throw ValidationError("--all names the databases; --database-url does not go with it.")
      }
      return ManyPlaces(kind: .databases, places: try DatabaseFile(path: all).places())
    }
    guard let schemas else { return nil }
    let target = try await database.target()
    return ManyPlaces(
      kind: .schemas,
      places: try await SchemaPattern(like: schemas).places(in: target)
    )
  }
}

/// Databases, or schemas of one database.
struct ManyPlaces: Sendable {
  enum Kind: String, Sendable { case databases, schemas }

  let kind: Kind
  let places: [MigrationPlace]
}

/// One of them.
struct MigrationPlace: Sendable {
  /// The schema, or host, port and database; never a password.
  let name: String
  /// The database; for a schema, whose search path begins with it.
  let target: ConnectionTarget
  /// Nil for a whole database.
  var schema: String?
}
