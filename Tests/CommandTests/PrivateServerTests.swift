import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// What needs a server that the test may restart and lock itself out of.
@Suite(.timeLimit(.minutes(5))) struct PrivateServerTests {
  @Test func `a wrong password is refused and not shown`() async throws {
    try await withScratch { scratch in
      let address = try await scratch.start()
      try await scratch.admitGuest(by: "scram-sha-256", at: address)
      let guest = address.replacing("//heartly@", with: "//guest:wr0ng-s3cret@")
      try #require(guest != address)
      let status = Program(
        arguments: ["migrate", "status", "--database-url", guest, "-d", Checkout.migrations.string])
      var ended = try await status.run()
      try await wait(for: "the server to read its rules") {
        guard ended.error.contains("Peer authentication") else { return true }
        ended = try await status.run()
        return false
      }
      #expect(ended.status == .exited(1))
      #expect(ended.error.contains("password authentication failed for user \"guest\""))
      #expect(!(ended.output + ended.error).contains("s3cret"))
      #expect(ended.error.split(separator: "\n").count == 1, "\(ended.error)")
    }
  }

  @Test func `a server that is stopped in the middle is named, and the next run finishes`()
    async throws
  {
    try await withScratch { scratch in
      let address = try await scratch.start()
      let files = try MigrationFixture()
      try files.write(1, up: "CREATE TABLE done ();\n")
      try files.write(2, up: "CREATE TABLE undone ();\nSELECT pg_sleep(600);\n")
      let up = Program(
        arguments: ["migrate", "up", "--database-url", address, "-d", files.path.string])
      let ended = try await up.run { _ in
        try await wait(for: "the statement") {
          try await scratch.cluster(
            "psql",
            "-Atc",
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
          ).output == "1\n"
        }
        _ = try await scratch.cluster("stop")
      }
      #expect(ended.status == .exited(1))
      #expect(ended.error.hasPrefix("error: the connection to PostgreSQL was lost: "))
      #expect(
        ended.error.hasSuffix(
          "It happened during statement 2 of 2 of Step2, which was rolled back; nothing of it is "
            + "left. 1 migration was finished before it.\n"
        ),
        "\(ended.error)"
      )
      _ = try await scratch.start()
      try files.write(2, up: "CREATE TABLE undone ();\n")
      let second = try await up.run()
      #expect(second.output == "Step2 has been executed successfully.\n1/1 migrations successful\n")
    }
  }

  static let pooler = FilePath("/usr/sbin/pgbouncer")
  static let hasPooler = (try? FileDescriptor.open(pooler, .readOnly).close()) != nil

  @Test(.enabled(if: hasPooler, "pgbouncer is not installed"))
  func `a pooler is refused`() async throws {
    try await withScratch { scratch in
      let address = try await scratch.start()
      try await scratch.admitGuest(by: "trust", at: address)
      let files = try MigrationFixture()
      try files.writeFile(
        "pgbouncer.ini",
        """
        [databases]
        heartly = host=\(scratch.cluster)/run port=5432 user=guest
        [pgbouncer]
        listen_addr =
        unix_socket_dir = \(files.path)
        auth_type = any
        pool_mode = transaction
        ignore_startup_parameters = extra_float_digits,options
        """
      )
      try files.writeFile("1-Step.up.sql", "CREATE TABLE t ();\n")
      try files.writeFile("1-Step.down.sql", "DROP TABLE t;\n")
      // It refuses to run as root.
      let owner = try await Subprocess.run(
        .name("sh"),
        arguments: [
          "-c", "chown -R \"$(stat -c %U \"$1\")\" \"$2\"; stat -c %U \"$1\"", "sh",
          scratch.cluster.appending("data").string, files.path.string,
        ],
        output: .string(limit: 100)
      )
      let account = owner.standardOutput.filter { !$0.isWhitespace }
      let pooled = "host=\(files.path) port=6432 dbname=heartly user=guest"
      let arguments = ["-u", account, files.path.appending("pgbouncer.ini").string]
      _ = try await Subprocess.run(
        .path(Self.pooler),
        arguments: Arguments(arguments),
        input: .none,
        output: .discarded,
        error: .discarded
      ) { execution in
        defer { try? execution.send(signal: .kill) }
        let up = Program(
          arguments: ["migrate", "up", "--database-url", pooled, "-d", files.path.string])
        var ended = try await up.run()
        try await wait(for: "the pooler") {
          guard ended.error.contains("cannot connect") else { return true }
          ended = try await up.run()
          return false
        }
        #expect(ended.status == .exited(1))
        #expect(
          ended.error == """
            error: a connection pooler stands between this program and the server, where a \
            session's lock does not hold; give the address of the server itself

            """
        )
      }
    }
  }
}
