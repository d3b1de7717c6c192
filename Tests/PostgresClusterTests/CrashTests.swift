import Testing

@testable import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension ClusterTests {
  @Suite(.serialized) struct CrashTests {
    @Test func `after kill -9 of the server, the next start recovers what was committed`()
      async throws
    {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster(durability: .full)
        let server = try await cluster.start()
        _ = try await cluster.query("CREATE TABLE kept AS SELECT 42 AS answer", on: server)
        try await kill(server)
        #expect(try await cluster.status() == .crashed)
        #expect(try await cluster.stop() == false)

        let again = try await cluster.start()
        #expect(again.origin == .recovered)
        #expect(try await cluster.query("SELECT answer FROM kept", on: again) == "42")
      }
    }

    @Test func `a backend that outlives its server is waited for`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        // A busy loop does not notice that the server is gone, only that the file is there.
        let file = scratch.path.appending("end")
        let busy = """
          DO $$ BEGIN WHILE pg_stat_file('\(file)', true) IS NULL LOOP END LOOP; END $$
          """
        async let session = try? cluster.query(busy, on: server)
        let isBusy =
          "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO%' AND state = 'active'"
        #expect(try await eventually { try await cluster.query(isBusy, on: server) == "1" })
        try await kill(server)

        let impatient = await #expect(throws: ClusterError.self) {
          try await cluster.start(timeout: .seconds(5))
        }
        let said = impatient?.description ?? "nothing"
        #expect(said.contains("pre-existing shared memory block"))
        try await scratch.shell(#"touch "$1""#, file.string)
        #expect(try await cluster.start().origin == .recovered)
        _ = await session
      }
    }

    @Test func `a postmaster.pid that names another living process is survived`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        let file = server.dataDirectory.appending("postmaster.pid")
        let text = try #require(FileSystem.text(of: file))
        try await cluster.stop()

        let lines = text.split(separator: "\n").dropFirst()
        let forged = (["\(getpid())"] + lines.map(String.init)).joined(separator: "\n") + "\n"
        try await scratch.shell(#"printf %s "$2" >"$1""#, file.string, forged)
        #expect(try await cluster.status() == .crashed)
        let again = try await cluster.start()
        #expect(again.origin == .recovered)
        #expect(try await cluster.query("SELECT 1", on: again) == "1")
      }
    }

    @Test(arguments: ["", "1234", "nonsense\n"])
    func `a postmaster.pid that was cut short is survived`(text: String) async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        try await cluster.stop()
        let file = server.dataDirectory.appending("postmaster.pid")
        try await scratch.shell(#"printf %s "$2" >"$1""#, file.string, text)
        #expect(try await cluster.start().origin == .recovered)
      }
    }

    @Test func `a half-made data directory is neither used nor kept`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster()
        let half = scratch.path.appending("c").appending("data.partial-1f")
        try await scratch.shell(#"mkdir -p "$1/base" && echo 15 >"$1/PG_VERSION""#, half.string)
        if Scratch.isRoot {
          try await scratch.shell(#"chown -R postgres "$1""#, half.removingLastComponent().string)
        }
        #expect(try await cluster.status() == .notCreated)
        #expect(try await cluster.start().origin == .created)
        #expect(!FileSystem.exists(half))
      }
    }

    @Test func `a start that was cancelled in the middle of initdb leaves nothing that is trusted`()
      async throws
    {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster()
        let start = Task { try await cluster.start() }
        let directory = scratch.path.appending("c")
        #expect(
          try await eventually {
            FileSystem.names(in: directory).contains {
              $0.hasPrefix(ClusterDirectory.partialPrefix)
            }
          }
        )
        start.cancel()
        await #expect(throws: ClusterError.cancelled) { try await start.value }
        #expect(try await cluster.status() == .notCreated)
        #expect(try await cluster.start().origin == .created)
      }
    }

    #if os(Linux)
      @Test func `a process that ended without being collected is dead`() async throws {
        try await Scratch.use { scratch async throws in
          let file = scratch.path.appending("pid")
          // Before its child ends, the parent becomes a program that never collects it.
          try await scratch.shell(
            #"sh -c 'sleep 0.5 & echo $! >"$1"; exec sleep 9' sh "$1" </dev/null >/dev/null 2>&1 &"#,
            file.string
          )
          #expect(
            try await eventually {
              guard let text = FileSystem.text(of: file), let pid = Int32(text.dropLast()) else {
                return false
              }
              return Glibc.kill(pid, 0) == 0 && !ProcessTable.isAlive(pid)
            }
          )
        }
      }
    #endif

    private func kill(_ server: RunningCluster) async throws {
      #if canImport(Darwin)
        #expect(Darwin.kill(server.processID, SIGKILL) == 0)
      #elseif canImport(Glibc)
        #expect(Glibc.kill(server.processID, SIGKILL) == 0)
      #endif
      #expect(try await eventually { !ProcessTable.isAlive(server.processID) })
    }
  }
}
