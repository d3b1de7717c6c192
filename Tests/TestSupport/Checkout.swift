public import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files of this checkout that tests read.
public enum Checkout {
  /// Where Package.swift is.
  public static let root = FilePath(#filePath)
    .removingLastComponent().removingLastComponent().removingLastComponent()

  /// The platform's own migrations.
  public static let migrations = root.appending("db/migrations")

  /// The signed form of a request's context, which a database may have instead of the guarded one.
  public static let signedContext = root.appending("db/options/signed-context.sql")

  /// How many they are.
  public static let migrationCount: Int = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: migrations.string)
    return names?.count { $0.hasSuffix(".up.sql") } ?? 0
  }()

  /// What the platform's migrations amount to, as SQL.
  public static let schemaFile = root.appending("db/schema.sql")
}
