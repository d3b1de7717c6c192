import Postgres

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

/// `heartly migrate up` against `psql` that is fed the same files.
///
/// Both are whole programs, from the start of the process to its end, each on a new database.
struct EngineBenchmark {
  let server: BenchmarkServer
  let heartly: FilePath
  let pairs: Int

  func run() async throws -> Report {
    let seven = try MigrationSet(Repository.migrations, in: server.scratch)
    let thousand = try MigrationSet.generated(1_000, in: server.scratch)
    var figures: [Figure] = []

    // What is left of every other figure when neither does anything.
    let start = try await starting(pairs: pairs * 4)
    figures.append(start.figure("start alone: wall", .milliseconds, of: \.wall))
    figures.append(start.figure("start alone: CPU", .milliseconds, of: \.cpu))

    // psql judges nothing before it runs; what that costs stands in a line of its own.
    let small = try await applied(seven, pairs: pairs, ["--no-lint"])
    figures.append(small.figure("the seven: wall", .milliseconds, goal: .atMost(1.0), of: \.wall))
    figures.append(small.figure("the seven: CPU", .milliseconds, of: \.cpu))

    let judged = try await applied(seven, pairs: pairs, [])
    figures.append(judged.figure("the seven, judged first: wall", .milliseconds, of: \.wall))

    let large = try await applied(thousand, pairs: pairs, ["--no-lint"])
    figures.append(large.figure("1,000 small: wall", .milliseconds, goal: .atMost(1.1), of: \.wall))
    figures.append(large.figure("1,000 small: CPU", .milliseconds, of: \.cpu))

    // A run of a few milliseconds varies more, and costs less.
    try await applyAll(thousand)
    let nothing = try await nothingToDo(thousand, pairs: pairs * 4, remembering: true)
    figures.append(nothing.figure("no-op at 1,000: wall", .milliseconds, of: \.wall))
    figures.append(
      nothing.figure("no-op at 1,000: CPU", .milliseconds, goal: .atMost(2.0), of: \.cpu)
    )
    let reading = try await nothingToDo(thousand, pairs: pairs * 2, remembering: false)
    figures.append(reading.figure("… reading the files: wall", .milliseconds, of: \.wall))
    figures.append(reading.figure("… reading the files: CPU", .milliseconds, of: \.cpu))
    return Report(title: "Engine", peer: "psql", figures: figures)
  }

  /// Two programs that are loaded, with libpq and its libraries, and say which version they are.
  private func starting(pairs: Int) async throws -> Pairs<Cost> {
    try await .taking(pairs) { () async throws in
      try await server.client(heartly, ["--version"]).run().cost
    } peer: { () async throws in
      try await server.program("psql", ["--version"]).run().cost
    }
  }

  /// All migrations of a set, on an empty database.
  private func applied(
    _ set: MigrationSet,
    pairs: Int,
    _ options: [String]
  ) async throws -> Pairs<Cost> {
    try await .taking(pairs) { () async throws in
      try await server.makeDatabase()
      let run = try await up(set, options).run()
      try await expect(set.count, "heartly", "SELECT count(*) FROM heartly_migration.history")
      return run.cost
    } peer: { () async throws in
      try await server.makeDatabase()
      let run = try await server.psql(["-f", set.script.string]).run()
      try await expect(set.count, "psql", "SELECT count(*) FROM history")
      return run.cost
    }
  }

  /// Applies a set, and makes a table of the versions for `psql`.
  private func applyAll(_ set: MigrationSet) async throws {
    try await server.makeDatabase()
    _ = try await up(set).run()
    try await server.connected { connection in
      try await connection.execute(
        "CREATE TABLE history AS SELECT version, name, applied_at FROM heartly_migration.history"
      )
      try await connection.execute("ALTER TABLE history ADD PRIMARY KEY (version)")
      try await connection.execute("VACUUM ANALYZE")
    }
    try await server.settle()
  }

  /// A run that finds everything applied, against the least that a script has to ask. It remembers what
  /// an earlier run knew of the files, as on a machine that is used again, or has no place for that, as
  /// in a container.
  private func nothingToDo(
    _ set: MigrationSet,
    pairs: Int,
    remembering: Bool
  ) async throws -> Pairs<Cost> {
    var program = up(set)
    if remembering {
      let memory = try server.scratch.makeDirectory("memory")
      program.environment = ["XDG_CACHE_HOME=\(memory.string)"]
      _ = try await program.run()
      guard FileManager.default.fileExists(atPath: memory.appending("heartly").string) else {
        throw Problem.programFailed(heartly, output: "it did not remember what it had read")
      }
    }
    let ours = program
    return try await .taking(pairs) { () async throws in
      try await ours.run().cost
    } peer: { () async throws in
      try await server.psql(["-A", "-t", "-c", "SELECT version FROM history ORDER BY version"])
        .run().cost
    }
  }

  private func up(_ set: MigrationSet, _ options: [String] = []) -> ClientProgram {
    server.client(
      heartly,
      [
        "migrate", "up", "--directory", set.directory.string,
        "--database-url", server.connectionString(),
      ] + options
    )
  }

  /// A run that did not do its work has not been measured.
  private func expect(_ count: Int, _ program: String, _ query: SQL) async throws {
    let found = try await server.connected { connection in
      try await connection.query(query).only().decode(0, as: Int64.self)
    }
    guard found == count else {
      throw Problem.incomplete(program, expected: count, found: Int(found))
    }
  }
}
