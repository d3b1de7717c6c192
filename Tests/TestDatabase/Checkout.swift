public import SystemPackage

/// The files of this checkout that tests read.
public enum Checkout {
  /// Where Package.swift is.
  public static let root = FilePath(#filePath)
    .removingLastComponent().removingLastComponent().removingLastComponent()

  /// The platform's own migrations.
  public static let migrations = root.appending("db/migrations")

  /// What the platform's migrations amount to, as SQL.
  public static let schemaFile = root.appending("db/schema.sql")
}
