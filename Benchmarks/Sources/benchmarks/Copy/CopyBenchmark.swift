import Postgres

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// COPY of a million rows between a file and a table, against psql's `\copy`.
struct CopyBenchmark {
  let server: BenchmarkServer
  let pairs: Int

  func run() async throws -> Report {
    let file = server.scratch.file("rows.txt")
    try await server.makeDatabase()
    try await server.connected { connection in
      _ = try await connection.execute(
        "CREATE TABLE item (id bigint, name text, amount numeric, created_at timestamptz)"
      )
    }
    let rows = """
      SELECT n, 'item ' || n, n / 100.0, timestamptz '2025-01-01' + n * interval '1 second'
      FROM generate_series(1, 1000000) AS n
      """.split(separator: "\n").joined(separator: " ")
    _ = try await server.psql(["-c", "\\copy (\(rows)) TO '\(file)'"]).run()
    let loaded = try await loading(file)
    let unloaded = try await unloading()
    return Report(
      title: "COPY of 1,000,000 rows",
      peer: "psql",
      figures: [
        loaded.figure("COPY IN: wall", .milliseconds, of: \.wall),
        loaded.figure("COPY IN: CPU", .milliseconds, of: \.cpu),
        unloaded.figure("COPY OUT: wall", .milliseconds, of: \.wall),
        unloaded.figure("COPY OUT: CPU", .milliseconds, of: \.cpu),
      ]
    )
  }

  private func loading(_ file: FilePath) async throws -> Pairs<Cost> {
    try await .taking(pairs) { () async throws in
      try await emptyTable()
      return try await measured { connection in
        try await CopyStream(file: file).load(into: connection)
      }
    } peer: { () async throws in
      try await emptyTable()
      return try await server.psql(["-c", "\\copy item FROM '\(file)'"]).run().cost
    }
  }

  /// Into the null device, so that no disk stands between the two.
  private func unloading() async throws -> Pairs<Cost> {
    try await .taking(pairs) { () async throws in
      try await measured { connection in
        try await CopyStream(file: "/dev/null").unload(from: connection)
      }
    } peer: { () async throws in
      try await server.psql(["-c", "\\copy item TO '/dev/null'"]).run().cost
    }
  }

  private func emptyTable() async throws {
    try await server.connected { connection in
      _ = try await connection.execute("TRUNCATE item")
    }
    try await server.settle()
  }

  /// With the time to connect, which psql's has as well.
  private func measured(_ body: (Connection) async throws -> Void) async throws -> Cost {
    let start = ContinuousClock.now
    let processorTime = ProcessorTime.ofThisProcess
    try await server.connected(body)
    return Cost(
      wall: start.duration(to: .now) / .seconds(1),
      cpu: ProcessorTime.ofThisProcess - processorTime
    )
  }
}
