#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A directory of migrations, and the script that does the same work with nothing but `psql`: for
/// each migration one transaction with a row in a table of its own.
struct MigrationSet: Sendable {
  let directory: FilePath
  /// The files that make the changes, in order.
  let ups: [FilePath]
  let count: Int
  /// The script for `psql --file`.
  let script: FilePath

  init(_ directory: FilePath, in scratch: ScratchDirectory) throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: directory.string)
      .filter { $0.hasSuffix(".up.sql") }.sorted()
    var script = """
      CREATE TABLE history (
        version bigint PRIMARY KEY, name text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp());

      """
    for file in files {
      let path = directory.appending(file).string
      let version = file.prefix { $0 != "-" }
      let name = file.dropFirst(version.count + 1).dropLast(".up.sql".count)
      let record = "INSERT INTO history (version, name) VALUES (\(version), '\(name)');\n"
      // What holds CREATE INDEX CONCURRENTLY cannot run in a transaction.
      let isTransactional = try !String(contentsOfFile: path, encoding: .utf8)
        .contains("CONCURRENTLY")
      script +=
        isTransactional
        // A migration may have become another role, which may not write the history.
        ? "BEGIN;\n\\i \(path)\nRESET ROLE;\n\(record)COMMIT;\n" : "\\i \(path)\n\(record)"
    }
    self.directory = directory
    ups = files.map { directory.appending($0) }
    count = files.count
    self.script = try scratch.write(script, to: "\(directory.lastComponent?.string ?? "").psql")
  }

  /// Makes small migrations, each of which creates a table of three columns.
  static func generated(_ count: Int, in scratch: ScratchDirectory) throws -> MigrationSet {
    let directory = try scratch.makeDirectory("generated")
    for number in 1...count {
      let file = "generated/\(1_754_250_000_000 + number)-CreateTable\(number)"
      let table = "generated_\(number)"
      _ = try scratch.write(
        """
        CREATE TABLE \(table) (
          id bigint NOT NULL,
          name text NOT NULL,
          created_at timestamptz NOT NULL DEFAULT now()
        );

        """,
        to: "\(file).up.sql"
      )
      _ = try scratch.write("DROP TABLE \(table);\n", to: "\(file).down.sql")
    }
    return try MigrationSet(directory, in: scratch)
  }
}
