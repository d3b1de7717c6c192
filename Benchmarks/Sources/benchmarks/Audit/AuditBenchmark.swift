import Postgres

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Sealing of the audit logs against COPY of the same rows, and the verification of a million entries
/// against the SHA-256 of the same bytes: floors that no program which does the work goes below.
struct AuditBenchmark {
  let server: BenchmarkServer
  let heartly: FilePath
  let pairs: Int

  /// How many rows are sealed.
  private static let rows = 200_000
  /// How many entries are verified.
  private static let entries = 1_000_000

  func run() async throws -> Report {
    let sealed = try await sealing()
    let alone = try SealedFiles(entries: Self.entries, in: server.scratch)
    let verified = try await verifying(alone, withWitness: false)
    let witnessed = try await verifying(alone, withWitness: true)
    let count = Double(Self.rows)
    return Report(
      title: "Audit",
      peer: "floor",
      figures: [
        sealed.figure("sealing 200,000 rows: rate", .perSecond) { count / $0.wall },
        verified.figure("1,000,000 entries verified: wall", .milliseconds, of: \.wall),
        verified.figure("1,000,000 entries verified: CPU", .milliseconds, of: \.cpu),
        witnessed.figure("… with what is kept outside: wall", .milliseconds, of: \.wall),
        witnessed.figure("… with what is kept outside: CPU", .milliseconds, of: \.cpu),
      ]
    )
  }

  // MARK: Sealing

  private func sealing() async throws -> Pairs<Cost> {
    let key = server.scratch.file("audit-key")
    let witness = server.scratch.file("audit-witness")
    let file = server.scratch.file("audit-rows.txt")
    try await prepare()
    _ = try await program(["keygen", "--output", key.string], onDatabase: false).run()
    return try await .taking(pairs) { () async throws in
      try await reset()
      _ = try await server.client("/bin/rm", ["-rf", witness.string]).run()
      return try await program(
        ["seal", "--key", key.string, "--checkpoints", witness.string]
      ).run().cost
    } peer: { () async throws in
      try await reset()
      return try await server.psql([
        "-c", "\\copy (SELECT * FROM user_action_audit_log) TO '\(file)'", "-c",
        "\\copy copied FROM '\(file)'",
      ]).run().cost
    }
  }

  private func prepare() async throws {
    try await server.makeDatabase()
    _ = try await server.client(
      heartly,
      [
        "migrate", "up", "--no-lint", "--directory", Repository.migrations.string, "--database-url",
        server.connectionString(),
      ]
    ).run()
    try await server.connected { connection in
      try await connection.execute(
        """
        INSERT INTO public.user_action_audit_log ("tenantId", "userId", "clientId",
          "targetFacilityId", action, outcome, details, "requestId", "sessionId", "ipAddress",
          "userAgent")
        SELECT ('00000000-0000-0000-0000-' || lpad((n % 20 + 1)::text, 12, '0'))::uuid,
          gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'READ', 'SUCCESS',
          jsonb_build_object('fields', jsonb_build_array('firstName', 'lastName'), 'page', n),
          gen_random_uuid(), gen_random_uuid(), '10.0.0.1', 'Mozilla/5.0 (X11; Linux x86_64)'
        FROM generate_series(1, \(Int64(Self.rows))) AS n
        """
      )
      try await connection.execute(
        "CREATE TABLE copied AS SELECT * FROM public.user_action_audit_log LIMIT 0"
      )
      _ = try await connection.execute("ANALYZE public.user_action_audit_log")
    }
  }

  private func reset() async throws {
    try await server.connected { connection in
      _ = try await connection.execute(
        "TRUNCATE public.audit_entry, public.audit_checkpoint, heartly.audit_watermark, copied"
      )
    }
    try await server.settle()
  }

  private func program(_ arguments: [String], onDatabase: Bool = true) -> ClientProgram {
    let database = onDatabase ? ["--database-url", server.connectionString()] : []
    return server.client(heartly, ["audit"] + arguments + database)
  }

  // MARK: Verifying

  private func verifying(_ files: SealedFiles, withWitness: Bool) async throws -> Pairs<Cost> {
    let witness = withWitness ? ["--checkpoints", files.witness.string] : []
    let arguments = ["verify", files.export.string, "--key", files.key] + witness
    return try await .taking(pairs) { () async throws in
      try await program(arguments, onDatabase: false).run().cost
    } peer: { () async throws in
      try await server.client("/usr/bin/sha256sum", [files.export.string]).run().cost
    }
  }
}
