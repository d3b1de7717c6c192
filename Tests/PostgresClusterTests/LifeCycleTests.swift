import Testing

@testable import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

extension ClusterTests {
  @Suite(.serialized) struct LifeCycleTests {
    @Test func `a cluster is created, adopted, stopped and started again`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster(durability: .full)
        #expect(try await cluster.status() == .notCreated)
        #expect(try await cluster.stop() == false)

        let first = try await cluster.start()
        #expect(first.origin == .created)
        #expect(first.port == 5432)
        #expect(first.uptime < .seconds(60))

        let second = try await cluster.start()
        #expect(second.origin == .adopted)
        #expect(second.processID == first.processID)
        #expect(try await cluster.status() == .running(second))

        #expect(try await cluster.stop() == true)
        #expect(try await cluster.status() == .stopped)
        #expect(!ProcessTable.isAlive(first.processID))

        let third = try await cluster.start()
        #expect(third.origin == .started)
        #expect(third.processID != first.processID)
      }
    }

    @Test func `a new cluster has checksums, UTF-8, ICU, no TCP and full durability`() async throws
    {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster(durability: .full)
        let server = try await cluster.start()
        let facts = try await cluster.query(
          """
          SELECT current_setting('data_checksums'), current_setting('server_encoding'),
            current_setting('listen_addresses') = '', current_setting('fsync'),
            current_setting('synchronous_commit'), current_setting('full_page_writes'),
            current_user, current_database(), inet_server_addr() IS NULL
          """,
          on: server
        )
        #expect(facts == "on|UTF8|t|on|on|on|heartly|heartly|t")
        if server.majorVersion >= 15 {
          let provider = try await cluster.query(
            "SELECT datlocprovider FROM pg_database WHERE datname = current_database()",
            on: server
          )
          #expect(provider == "i" || provider == "c")
        }
        let methods = try await cluster.query(
          "SELECT string_agg(type || ' ' || auth_method, ',') FROM pg_hba_file_rules",
          on: server
        )
        #expect(methods == "local peer")
      }
    }

    @Test func `durability none and extra settings reach the server`() async throws {
      try await Scratch.use { scratch async throws in
        var cluster = try await scratch.madeCluster()
        cluster.settings = ["work_mem": "7MB", "search_path": #""o'clock", public"#]
        let server = try await cluster.start()
        let facts = try await cluster.query(
          """
          SELECT current_setting('fsync'), current_setting('synchronous_commit'),
            current_setting('full_page_writes'), current_setting('work_mem'),
            current_setting('search_path')
          """,
          on: server
        )
        #expect(facts == #"off|off|off|7MB|"o'clock", public"#)
      }
    }

    @Test func `ten starts at once make one cluster and one server`() async throws {
      try await Scratch.use { scratch async throws in
        let servers = try await withThrowingTaskGroup(of: RunningCluster.self) { group in
          for _ in 1...10 { group.addTask { try await scratch.cluster().start() } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(servers.map(\.processID)).count == 1)
        #expect(servers.filter { $0.origin == .created }.count == 1)
        #expect(servers.filter { $0.origin == .adopted }.count == 9)
      }
    }

    @Test func `starts and stops at once leave a server that can be started`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 1...8 {
            group.addTask {
              if number.isMultiple(of: 2) {
                try await cluster.stop()
              } else {
                _ = try await cluster.start()
              }
            }
          }
          try await group.waitForAll()
        }
        let server = try await cluster.start()
        #expect(try await cluster.query("SELECT 1", on: server) == "1")
      }
    }

    @Test func `a path with blanks, quotes, dollars and letters of other scripts works`()
      async throws
    {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster("a 'b' \"c\" $d `e` \\f ğü 例")
        let server = try await cluster.start()
        #expect(try await cluster.query("SELECT 1", on: server) == "1")
        let psql = try await cluster.psql(server).executable.string
        let byURL = try await scratch.shell(
          #""$1" -XAt -c 'SELECT 2' "$2""#,
          psql,
          server.connectionURL()
        )
        #expect(byURL == "2")
        #expect(try await cluster.start().origin == .adopted)
        #expect(try await cluster.stop() == true)
        #expect(try await cluster.start().origin == .started)
      }
    }

    @Test func `a role that was added later may sign in once the cluster was started again`()
      async throws
    {
      try await Scratch.use { scratch async throws in
        var cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        _ = try await cluster.query("CREATE ROLE app LOGIN", on: server)
        let refused = await #expect(throws: StatementFailed.self) {
          try await cluster.query("SELECT 1", on: server, user: "app")
        }
        #expect(refused?.report.contains("Peer authentication failed") == true)

        cluster.roles.append("app")
        #expect(try await cluster.start().origin == .adopted)
        #expect(
          try await eventually {
            let user = try? await cluster.query("SELECT current_user", on: server, user: "app")
            return user == "app"
          }
        )
      }
    }

    @Test func `a smart stop waits for sessions and says so, a fast one ends them`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        async let session = try? cluster.query("SELECT pg_sleep(60)", on: server)
        let sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        #expect(try await eventually { try await cluster.query(sleeping, on: server) == "1" })

        let error = await #expect(throws: ClusterError.self) {
          try await cluster.stop(mode: .smart, timeout: .milliseconds(300))
        }
        guard case .stopTimedOut(_, server.processID, .smart) = error else {
          Issue.record("unexpected: \(String(describing: error))")
          return
        }
        #expect(try await cluster.stop(mode: .fast) == true)
        #expect(await session == nil)
      }
    }
  }
}
