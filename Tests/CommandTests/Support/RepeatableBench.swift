import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// A database, a directory of migrations with one table, and one of repeatable files.
struct RepeatableBench {
  let database: TestDatabase
  let connection: Connection
  let migrations: MigrationFixture
  let files: MigrationFixture

  func program(_ command: String, _ arguments: String...) -> Program {
    Program(
      arguments: ["migrate", command] + arguments + [
        "--directory", migrations.path.string, "--repeatable", files.path.string,
        "--database-url", database.connectionString,
      ]
    )
  }

  @discardableResult
  func up() async throws -> Program.Ended {
    let ended = try await program("up").run()
    try #require(ended.status == .exited(0), "\(ended.error)")
    return ended
  }

  /// The files that a run applied, in order.
  func applied() async throws -> [String] {
    try await up().output.split(separator: "\n").compactMap { line in
      line.wholeMatch(of: /(.+\.sql) has been applied successfully\./).map { String($0.1) }
    }
  }

  /// The transaction that recorded each file.
  func records() async throws -> [String] {
    try await connection.column(
      "SELECT name || ' ' || xmin FROM heartly_migration.repeatable ORDER BY name"
    )
  }

  func names() async throws -> [String] {
    try await connection.column("SELECT name FROM heartly_migration.repeatable ORDER BY name")
  }

  func value(_ sql: SQL) async throws -> String {
    try await connection.value(sql, as: String.self)
  }
}

/// Runs the body with all that; nothing is applied yet.
func withRepeatables(_ body: (RepeatableBench) async throws -> Void) async throws {
  try await withTestDatabase { database in
    let connection = try await database.connect()
    defer { connection.close() }
    let migrations = try MigrationFixture()
    try migrations.write(
      1,
      up: "CREATE TABLE client (id integer PRIMARY KEY, name text);\n",
      down: "DROP TABLE client;\n"
    )
    try await body(
      RepeatableBench(
        database: database,
        connection: connection,
        migrations: migrations,
        files: try MigrationFixture()
      )
    )
  }
}
