import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import Testing

/// A file system of a few megabytes, in which a table of the test server lies, and which can be filled.
struct TinyDisk: Sendable {
  let directory: String

  /// Whether this process may mount file systems at all: root on Linux, outside of most containers.
  static func canBeMade() async -> Bool {
    #if os(Linux)
      do {
        try await withDirectory { directory in
          try await mount(at: directory, owner: getuid())
          try await unmount(directory)
        }
        return true
      } catch {
        return false
      }
    #else
      return false
    #endif
  }

  /// Runs the body with a partition of the audit log on a disk of its own, and brings it back.
  static func with(
    _ table: String,
    on connection: Connection,
    _ body: (TinyDisk) async throws -> Void
  ) async throws {
    let data: String = try await connection.query(
      "SELECT current_setting('data_directory')"
    ).only().decode(0)
    let attributes = try FileManager.default.attributesOfItem(atPath: data)
    let owner = try #require(attributes[.ownerAccountID] as? UInt32)
    try await withDirectory { directory in
      try await mount(at: directory, owner: owner)
      let space = "tiny_\(UInt32.random(in: 0 ... .max))"
      let outcome: Result<Void, any Error>
      do {
        try await connection.execute(
          SQLScript(text: "CREATE TABLESPACE \(space) LOCATION '\(directory)'")
        )
        try await connection.execute(
          SQLScript(text: "ALTER TABLE \(table) SET TABLESPACE \(space)")
        )
        outcome = .success(try await body(TinyDisk(directory: directory)))
      } catch {
        outcome = .failure(error)
      }
      try await connection.execute(
        SQLScript(text: "ALTER TABLE \(table) SET TABLESPACE pg_default")
      )
      try await connection.execute(SQLScript(text: "DROP TABLESPACE \(space)"))
      try await unmount(directory)
      try outcome.get()
    }
  }

  private var ballast: String { "\(directory)/ballast" }

  /// Takes all space that is left.
  func fill() throws {
    let file = open(ballast, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let zeros = [UInt8](repeating: 0, count: 4_096)
    while write(file, zeros, zeros.count) == zeros.count {}
    try #require(errno == ENOSPC)
  }

  /// Gives it back.
  func empty() throws { try FileManager.default.removeItem(atPath: ballast) }

  private struct NoMount: Error { var said: String }

  private static func mount(at directory: String, owner: UInt32) async throws {
    try await run(
      "mount",
      ["-t", "tmpfs", "-o", "size=4m,uid=\(owner),mode=0700", "heartly-tiny", directory]
    )
  }

  private static func unmount(_ directory: String) async throws {
    try await run("umount", [directory])
  }

  private static func run(_ program: String, _ arguments: [String]) async throws {
    let result = try await Subprocess.run(
      .name(program),
      arguments: Arguments(arguments),
      output: .discarded,
      error: .string(limit: 65_536)
    )
    guard result.terminationStatus.isSuccess else { throw NoMount(said: result.standardError) }
  }
}
