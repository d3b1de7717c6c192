public import LiveCatalog
public import Migrate

/// Why another tool's record, or a database without one, was not taken over. Nothing was written.
public enum AdoptionError: Error, Sendable, Equatable {
  /// There is no table of this name where the role's search path leads.
  case tableMissing(ForeignTool, table: String)
  /// The table lacks columns that the tool's own has; `owner` is whose it seems to be.
  case otherTable(ForeignTool, table: String, missing: [String], owner: ForeignTool?)
  /// The role may not read the table.
  case mayNotRead(table: String, reason: String)
  /// The table says that a migration failed, or was stopped in the middle.
  case failedEntry(ForeignTool, label: String)
  /// The table has several newest revisions: branches that were not merged.
  case severalHeads(ForeignTool, labels: [String])
  /// The table says that nothing is applied.
  case nothingApplied(ForeignTool)
  /// Entries and files do not fit together; all that was found, never none.
  case unmatched([MatchProblem])
  /// The database is not what the files make.
  case differences([CatalogChange])
  /// A line of the mapping file cannot be read.
  case mapping(file: String, line: Int, reason: String)
  /// No file has the version that was named.
  case unknownVersion(MigrationVersion)
}
