import Migrate

@testable import MigrateImport

/// Files that no test runs.
enum Fixtures {
  /// Migrations of these versions and names.
  static func migrations(_ names: (Int64, String)...) -> [Migration] {
    names.compactMap { version, name in
      MigrationVersion(version).map { version in
        Migration(
          identifier: MigrationIdentifier(version: version, name: name),
          up: MigrationFile(SQLSource(name: "\(name).up.sql", text: "SELECT 1;"), half: .up),
          down: nil
        )
      }
    }
  }

  /// The two migrations of most tests.
  static let twoTables = migrations(
    (1_754_250_020_000, "CreateAuthor"),
    (1_754_250_021_000, "CreateBook")
  )
}

extension AdoptionMatch {
  var versions: [Int64] { applied.map(\.identifier.version.value) }
}

extension Bookkeeping.Row {
  static func typeORM(_ version: String, _ name: String) -> Self {
    Self(version: version, name: name)
  }
}
