import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Faults {
  /// A tablespace that has no room left.
  @Suite(
    .enabled(if: SmallDisk.isPossible, "only root on Linux can mount a small file system"),
    .serialized
  )
  struct Disks {
    @Test func `a migration that fills the disk is rolled back, and runs when there is room`()
      async throws
    {
      try await SmallDisk.with(megabytes: 24) { disk, database, runner in
        let files = try MigrationFixture()
        try files.write(1, up: "CREATE TABLE small ();\n")
        try files.write(
          2,
          up: """
            CREATE TABLE big (n int, filler text);
            INSERT INTO big SELECT n, repeat('x', 1000) FROM generate_series(1, 30000) AS n;
            """
        )
        let up = Program.migrate("up", on: database, directory: files.path)
        let full = try await up.run()
        #expect(full.status == .exited(1))
        #expect(full.error.contains("SQLSTATE: 53100"), "\(full.error)")
        #expect(full.error.contains("Step2 was rolled back; nothing of it is left."))
        #expect(try await runner.history() == ["1"])
        try await disk.grow(toMegabytes: 128)
        let second = try await up.run()
        #expect(second.status == .exited(0), "\(second.error)")
        #expect(try await runner.history() == ["1", "2"])
        try await runner.isGone()
      }
      Soak.count("disk full in a migration")
    }

    @Test func `a concurrent index that finds no room leaves none behind in the end`() async throws
    {
      try await SmallDisk.with(megabytes: 24) { disk, database, runner in
        let files = try MigrationFixture()
        try files.write(
          1,
          up: """
            CREATE TABLE t (n int, filler text);
            INSERT INTO t SELECT n, md5(n::text) || repeat('x', 200) FROM generate_series(1, 45000) AS n;
            """
        )
        try files.write(2, up: "CREATE INDEX CONCURRENTLY t_filler ON t (filler, n);\n")
        let up = Program.migrate("up", on: database, directory: files.path)
        let full = try await up.run()
        #expect(full.status == .exited(1))
        #expect(full.error.contains("SQLSTATE: 53100"), "\(full.error)")
        try await disk.grow(toMegabytes: 128)
        let second = try await up.run()
        #expect(second.status == .exited(0), "\(second.error)")
        #expect(try await runner.history() == ["1", "2"])
        #expect(try await runner.invalidIndexes() == [])
      }
      Soak.count("disk full in CREATE INDEX CONCURRENTLY")
    }

    /// Not the migration but its record finds no room.
    @Test(arguments: ["", "-- heartly:no-transaction\n"])
    func `a history that cannot be written takes the migration back`(directive: String) async throws
    {
      try await SmallDisk.with(megabytes: 24) { disk, database, runner in
        let files = try MigrationFixture()
        try files.write(1, up: "CREATE TABLE t (n int);\nINSERT INTO t VALUES (0);\n")
        let up = Program.migrate("up", on: database, directory: files.path)
        #expect(try await up.run().status == .exited(0))
        try disk.fill()
        // What the migration itself writes is in another tablespace, where there is room.
        try files.write(
          2,
          up: "\(directive)CREATE TABLE elsewhere TABLESPACE pg_default AS SELECT 1 AS n;\n"
        )
        let full = try await up.run()
        #expect(full.status == .exited(1), "\(full.output)")
        // A session begins with a cache of the catalog in the database's directory, if there is none yet.
        let reasons = ["53100", "No space left", "could not write init file"]
        #expect(reasons.contains { full.error.contains($0) }, "\(full.error)")
        try disk.empty()
        let second = try await up.run()
        #expect(second.status == .exited(0), "\(second.error)")
        #expect(try await runner.history() == ["1", "2"])
        #expect(
          try await runner.connection.value("SELECT count(*) FROM elsewhere", as: Int64.self) == 1
        )
        try await runner.isGone()
      }
      Soak.count("disk full for the history")
    }
  }
}

/// A file system of a few megabytes, with a database's tablespace on it.
struct SmallDisk {
  let path: FilePath

  static var isPossible: Bool {
    #if os(Linux)
      geteuid() == 0
    #else
      false
    #endif
  }

  /// Runs the body with a database on such a disk, and takes both away afterwards.
  static func with(
    megabytes: Int,
    _ body: (SmallDisk, TestDatabase, Runner) async throws -> Void
  ) async throws {
    let name = "heartly_disk_\(UInt32.random(in: 0 ... .max))"
    let disk = SmallDisk(path: FilePath("/tmp/\(name)"))
    try await withTestConnection { administrator in
      let server = try await administrator.column("SELECT current_setting('data_directory')")
      try await disk.mount(megabytes, like: server[0])
      var failure: (any Error)?
      do {
        try await administrator.execute(
          SQLScript(text: "CREATE TABLESPACE \(name) LOCATION '\(disk.path)/space'")
        )
        try await withTestDatabase { database in
          // A database moves while nobody is connected to it.
          try await administrator.execute(
            SQLScript(text: "ALTER DATABASE \(database.name) SET TABLESPACE \(name)")
          )
          let connection = try await database.connect()
          defer { connection.close() }
          try await body(disk, database, Runner(connection: connection))
        }
      } catch {
        failure = error
      }
      _ = try? await administrator.execute(SQLScript(text: "DROP TABLESPACE IF EXISTS \(name)"))
      try await disk.unmount()
      if let failure { throw failure }
    }
  }

  private func mount(_ megabytes: Int, like data: String) async throws {
    try await Self.shell(
      """
      set -eu; mkdir "$1"; mount -t tmpfs -o "size=$2m,mode=755" heartly-test "$1"
      mkdir "$1/space"; chown --reference="$3" "$1/space"; chmod 700 "$1/space"
      """,
      path.string,
      "\(megabytes)",
      data
    )
  }

  private func unmount() async throws {
    try await Self.shell(#"umount -l "$1"; rmdir "$1""#, path.string)
  }

  func grow(toMegabytes megabytes: Int) async throws {
    try await Self.shell(#"mount -o "remount,size=$2m" "$1""#, path.string, "\(megabytes)")
  }

  /// Takes all the room there is.
  func fill() throws {
    let file = try FileDescriptor.open(
      path.appending("filler"),
      .writeOnly,
      options: [.create, .append],
      permissions: [.ownerReadWrite]
    )
    defer { try? file.close() }
    let block = [UInt8](repeating: 1, count: 4096)
    while (try? file.writeAll(block)) != nil {}
  }

  func empty() throws { unlink(path.appending("filler").string) }

  private static func shell(_ script: String, _ arguments: String...) async throws {
    let result = try await Subprocess.run(
      .path("/bin/sh"),
      arguments: Arguments(["-c", script, "sh"] + arguments),
      output: .string(limit: 4096),
      error: .string(limit: 4096)
    )
    try #require(result.terminationStatus == .exited(0), "\(result.standardError)")
  }
}
