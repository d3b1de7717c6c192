import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// Batches and a real receiver of the log that falls behind.
@Suite(.timeLimit(.minutes(5))) struct ReplicationGuardTests {
  @Test func `batches wait while a replica is behind, and go on without it`() async throws {
    try await withScratch { scratch in
      let address = try await scratch.start()
      let connection = try await Connection.connect(to: try ConnectionTarget(address))
      defer { connection.close() }
      try await scratch.admitReplication(connection)
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE t (id int PRIMARY KEY, a text);\n")
      try files.write(
        2,
        up: "-- heartly:batch size=500 pause=0\nUPDATE t SET a = 'new' WHERE a <> 'new';\n"
      )
      let up = Program(
        arguments: ["migrate", "up", "--database-url", address, "--directory", files.path.string]
          + ["--max-lag-size", "1"]
      )
      var first = up
      first.arguments += ["--to", "1"]
      #expect(try await first.run().status == .exited(0))

      let binaries = try await connection.value(
        "SELECT setting FROM pg_config WHERE name = 'BINDIR'",
        as: String.self
      )
      let log = scratch.root.appending("log").string
      // It tells how far it is once an hour.
      _ = try await Subprocess.run(
        .name("sh"),
        arguments: [
          "-c",
          "mkdir -p \"$1\" && exec \"$2/pg_receivewal\" -D \"$1\" -d \"$3\" -s 3600 --no-loop",
          "sh", log, binaries, address,
        ],
        input: .none,
        output: .discarded,
        error: .discarded
      ) { receiver in
        do {
          try await wait(for: "the receiver") {
            try await connection.value(
              """
              SELECT count(*) FROM pg_stat_replication
              WHERE state = 'streaming' AND write_lsn IS NOT NULL
              """,
              as: Int64.self
            ) == 1
          }
          // About 4 MiB of the log.
          try await connection.execute(
            "INSERT INTO t SELECT n, repeat('x', 1000) FROM generate_series(1, 4000) AS n"
          )
          let ended = try await up.run { _ in
            try await wait(for: "the statement to begin, and a look at the load") {
              try await connection.value(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE application_name = 'heartly migrate' AND query LIKE '%pg_stat_replication%'
                  AND state = 'idle' AND clock_timestamp() - query_start > interval '100 ms'
                """,
                as: Int64.self
              ) == 1
            }
            let rows = try await connection.value(
              "SELECT rows FROM heartly_migration.batch",
              as: Int64.self
            )
            #expect(rows == 0)
            try receiver.send(signal: .kill)
          }
          #expect(ended.status == .exited(0), "\(ended.error)")
          #expect(
            ended.error.contains(
              /the batches wait until it is better: a replica is \d+ MiB behind/
            ),
            "\(ended.error)"
          )
          #expect(ended.output.contains("passed over 4,000 rows in 8 batches, and changed 4,000."))
        } catch {
          try receiver.send(signal: .kill)
          throw error
        }
      }
    }
  }
}

extension Scratch {
  /// Lets receivers of the log in, until the next command on the cluster.
  fileprivate func admitReplication(_ connection: Connection) async throws {
    let file = try FileDescriptor.open(
      cluster.appending("data/pg_hba.conf"),
      .writeOnly,
      options: [.append]
    )
    _ = try file.closeAfter {
      try file.writeAll("\nlocal replication all peer map=private_cluster\n".utf8)
    }
    try await connection.execute("SELECT pg_reload_conf()")
  }
}
