public import LiveCatalog
internal import Migrate

extension AdoptionError: CustomStringConvertible {
  /// How many differing objects a message names: where a whole table is missing, so are all its columns.
  private static let shown = 50

  /// What is wrong and the way out.
  public var description: String {
    switch self {
    case .tableMissing(let tool, let table):
      "there is no table \(table), in which \(tool) keeps what it has applied; --table names "
        + "another one, and `migrate baseline` is for a database without such a table"
    case .otherTable(let tool, let table, let missing, let owner):
      "the table \(table) is not \(tool)'s"
        + (missing.isEmpty ? "" : ": it has no column \(missing.joined(separator: ", "))")
        + (owner.map { "; it looks like \($0)'s (--from \($0.rawValue))" } ?? "")
    case .mayNotRead(let table, let reason):
      "the table \(table) cannot be read: \(reason)"
    case .failedEntry(let tool, let label): "\(label): \(tool.wayOutOfFailure)"
    case .severalHeads(let tool, let labels):
      "\(tool) has several newest revisions, \(labels.joined(separator: ", ")); merge them first, so "
        + "that there is one order"
    case .nothingApplied(let tool):
      "\(tool)'s table says that nothing is applied; there is nothing to take over, begin with "
        + "`migrate up`"
    case .unmatched(let problems): problems.map(\.description).joined(separator: "\n")
    case .differences(let changes):
      "the database is not what the files make; \(changes.count) objects differ:\n"
        + changes.prefix(Self.shown).map { "  \($0.account)" }.joined(separator: "\n")
        + (changes.count > Self.shown ? "\n  and \(changes.count - Self.shown) more" : "")
        + "\nMend the database or the files, or record it as it is with --accept-differences."
    case .mapping(let file, let line, let reason): "\(file):\(line): \(reason)"
    case .unknownVersion(let version):
      "no migration has version \(version); `status` lists them"
    }
  }
}

extension ForeignTool {
  /// What to do about a migration that it says has failed.
  fileprivate var wayOutOfFailure: String {
    switch self {
    case .golangMigrate:
      "golang-migrate marks this version as dirty: it failed in the middle. Mend the database by "
        + "hand, then `migrate force VERSION`"
    case .flyway:
      "Flyway says that this migration failed. Mend the database by hand, then `flyway repair`"
    case .sqlx:
      "sqlx says that this migration failed. Mend the database by hand, then delete its row or run "
        + "`sqlx migrate run` again"
    default: "\(self) says that this migration failed; mend it with \(self) first"
    }
  }
}

extension CatalogChange {
  /// What differs, from the side of the files.
  public var account: String {
    switch (before, after) {
    case (let files?, let database?):
      "\(object)\n    files:    \(files.indented)\n    database: \(database.indented)"
    case (let files?, nil): "\(object) is missing in the database\n    files:    \(files.indented)"
    case (nil, let database?):
      "\(object) is in the database only\n    database: \(database.indented)"
    case (nil, nil): object
    }
  }
}

extension String {
  fileprivate var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n      ")
  }
}
