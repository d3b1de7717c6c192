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
  @Suite(
    .serialized,
    .enabled(if: Scratch.isRoot, "Only root can give a cluster to another account.")
  )
  struct RootTests {
    @Test func `the server never runs as root, and root may connect to it`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        let user = try await scratch.shell(#"ps -o user= -p "$1""#, "\(server.processID)")
        #expect(user == "postgres")
        #expect(try await cluster.query("SELECT current_user", on: server) == "heartly")
      }
    }

    @Test func `nobody but the cluster's account and root gets in`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        let psql = try await cluster.psql(server, arguments: ["-c", "SELECT 1"])
        func connect(as account: ServerAccount?) async throws -> Command.Result {
          let run = Command(
            program: psql.executable,
            arguments: psql.arguments,
            account: account
          )
          return try await run.run(until: Deadline(after: .seconds(60)))
        }
        #expect(try await connect(as: ServerAccount(name: "postgres")).succeeded)
        let nobody = try #require(ServerAccount(name: "nobody"))
        #expect(try await connect(as: nobody).report.contains("Permission denied"))
        // Even with the directory open, the kernel's word on who connects decides.
        let directory = server.dataDirectory.removingLastComponent()
        try await scratch.shell(#"chmod 0711 "$1" "$1/run""#, directory.string)
        #expect(try await connect(as: nobody).report.contains("Peer authentication failed"))
      }
    }

    @Test func `a cluster below a directory closed to others is put where its server can go`()
      async throws
    {
      try await Scratch.use { scratch async throws in
        let closed = scratch.path.appending("root")
        try FileSystem.makeDirectory(closed, permissions: 0o700)
        let requested = closed.appending("project").appending(".heartly").appending("cluster")
        var cluster = PrivateCluster(directory: requested, durability: .none)
        cluster.relocationRoot = scratch.path.appending("lib")

        let server = try await cluster.start()
        #expect(server.dataDirectory.starts(with: cluster.relocationRoot))
        #expect(FileSystem.resolve(requested)?.appending("data") == server.dataDirectory)
        #expect(try await cluster.query("SELECT 1", on: server) == "1")
        #expect(try await cluster.start().origin == .adopted)

        // Who removes the link finds the cluster again.
        try FileSystem.remove(requested)
        #expect(try await cluster.start().processID == server.processID)
        // Who removes the cluster but not the link gets a new one.
        try await cluster.stop()
        try await scratch.shell(#"rm -rf "$1""#, cluster.relocationRoot.string)
        #expect(try await cluster.status() == .notCreated)
        #expect(try await cluster.start().origin == .created)
      }
    }

    @Test func `a umask that closes new directories does not keep the server out`() async {
      // In a process of its own, whose umask nobody else has.
      await #expect(processExitsWith: .success) {
        umask(0o077)
        try await Scratch.use { scratch async throws in
          let closed = scratch.path.appending("root")
          try FileSystem.makeDirectory(closed, permissions: 0o700)
          var cluster = PrivateCluster(directory: closed.appending("c"), durability: .none)
          cluster.relocationRoot = scratch.path.appending("lib")
          let server = try await cluster.start()
          #expect(try await cluster.query("SELECT 1", on: server) == "1")
        }
      }
    }

    @Test func `a cluster belongs to the owner of the project that it is in`() async throws {
      try await Scratch.use { scratch async throws in
        let project = scratch.path.appending("project")
        try await scratch.shell(#"mkdir "$1" && chown nobody "$1""#, project.string)
        let cluster = PrivateCluster(
          directory: project.appending(".heartly").appending("cluster"),
          durability: .none
        )
        let server = try await cluster.start()
        let owners = try await scratch.shell(
          #"ls -ld "$1" "$1/.heartly" "$2" | awk '{ print $3 }' | sort -u"#,
          project.string,
          server.dataDirectory.string
        )
        #expect(owners == "nobody")

        var other = cluster
        other.account = "postgres"
        let refusal = ClusterError.otherAccount(
          directory: cluster.directory,
          owner: "nobody",
          current: "postgres"
        )
        await #expect(throws: refusal) { try await other.start() }
        await #expect(throws: refusal) { try await other.status() }
      }
    }

    @Test func `an account that does not exist is named`() async throws {
      try await Scratch.use { scratch async throws in
        var cluster = scratch.cluster()
        cluster.account = "no-such-account"
        await #expect(throws: ClusterError.accountNotFound("no-such-account")) {
          try await cluster.start()
        }
        cluster.account = "root"
        await #expect(throws: ClusterError.noUnprivilegedAccount(directory: cluster.directory)) {
          try await cluster.start()
        }
      }
    }

    @Test(arguments: ["before the data are made", "after the data were made"])
    func `a full disk is reported as one, and room helps`(moment: String) async throws {
      try await Scratch.use { scratch async throws in
        let disk = scratch.path.appending("small")
        let isEarly = moment.hasPrefix("before")
        let mount = try await Command.shell(
          #"mkdir "$1" && mount -t tmpfs -o size="$2" tmpfs "$1""#,
          [disk.string, isEarly ? "30m" : "200m"],
          account: nil
        ).run(until: Deadline(after: .seconds(60)))
        guard mount.succeeded else {
          try Test.cancel("No file system can be mounted here: \(mount.report)")
        }
        let cluster = PrivateCluster(directory: disk.appending("c"), durability: .none)
        if !isEarly {
          _ = try await cluster.start()
          try await cluster.stop(mode: .immediate)
          try await scratch.shell(#"cat /dev/zero >"$1/ballast" 2>/dev/null || true"#, disk.string)
        }
        let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
        guard case .diskFull(disk.appending("c"), _) = error else {
          Issue.record("unexpected: \(String(describing: error))")
          return
        }
        try await scratch.shell(
          #"rm -f "$1/ballast"; mount -o remount,size=300m "$1""#,
          disk.string
        )
        let server = try await cluster.start()
        #expect(try await cluster.query("SELECT 1", on: server) == "1")
        try await cluster.stop()
      }
    }
  }
}
