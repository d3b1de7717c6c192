import Testing

@testable import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

extension ClusterTests {
  @Suite(.serialized) struct RefusalTests {
    @Test func `missing binaries are reported with the places and the package`() async throws {
      try await Scratch.use { scratch async throws in
        let client = scratch.path.appending("client").string
        // A client's package has a pg_config whose directory has no server.
        try await scratch.shell(
          #"mkdir -p "$1"; printf '#!/bin/sh\necho "%s"\n' "$1" >"$1/pg_config"; chmod +x "$1"/*"#,
          client
        )
        var places = BinaryPlaces()
        places.pgConfig = nil
        places.searchPath = [FilePath(client)]
        places.debianRoot = scratch.path.appending("debian")
        places.homebrewRoots = []
        var cluster = scratch.cluster()
        cluster.binaries = places

        let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
        #expect(
          error
            == .binariesNotFound(programs: ["postgres", "initdb", "pg_ctl"], searched: [client])
        )
        #expect(error?.description.contains("Install the package postgresql") == true)
        #expect(try await cluster.status() == .notCreated)
      }
    }

    @Test func `the newest version of Debian's layout is taken, or the one asked for`() async throws
    {
      try await Scratch.use { scratch async throws in
        for version in ["9", "14", "16"] {
          try await scratch.shell(
            #"""
            mkdir -p "$1/$2/bin"; cd "$1/$2/bin"
            printf '#!/bin/sh\necho "postgres (PostgreSQL) %s.3 (Debian)"\n' "$2" >postgres
            cp postgres initdb; cp postgres pg_ctl; chmod +x *
            """#,
            scratch.path.string,
            version
          )
        }
        var places = BinaryPlaces()
        places.pgConfig = nil
        places.searchPath = []
        places.debianRoot = scratch.path
        places.homebrewRoots = []
        #expect(try await ServerBinaries.find(in: places).version == "16.3")
        let older = try await ServerBinaries.find(in: places, majorVersion: 14)
        #expect(older.directory == scratch.path.appending("14").appending("bin"))
        await #expect(throws: ClusterError.self) {
          try await ServerBinaries.find(in: places, majorVersion: 15)
        }
      }
    }

    @Test func `data of another major version are refused with both versions named`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        try await cluster.stop()
        try await scratch.shell(
          #"echo 12 >"$1""#,
          server.dataDirectory.appending("PG_VERSION").string
        )
        let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
        #expect(
          error
            == .otherMajorVersion(
              dataDirectory: server.dataDirectory,
              data: 12,
              binaries: server.majorVersion
            )
        )
      }
    }

    @Test func `a directory that holds something else is left untouched`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster()
        try await scratch.shell(#"mkdir "$1/c" && echo mine >"$1/c/notes""#, scratch.path.string)
        await #expect(throws: ClusterError.notACluster(scratch.path.appending("c"))) {
          try await cluster.start()
        }
        #expect(FileSystem.names(in: scratch.path.appending("c")) == ["notes"])
      }
    }

    @Test(arguments: ["data", "data/PG_VERSION"])
    func `a data directory that this library did not make is left untouched`(
      path: String
    ) async throws {
      try await Scratch.use { scratch async throws in
        let file = scratch.path.appending("c").appending(path)
        try await scratch.shell(#"mkdir -p "$(dirname "$1")" && echo 15 >"$1""#, file.string)
        if Scratch.isRoot {
          try await scratch.shell(#"chown -R postgres "$1/c""#, scratch.path.string)
        }
        let cluster = scratch.cluster()
        let data = scratch.path.appending("c").appending("data")
        await #expect(throws: ClusterError.notACluster(data)) { try await cluster.start() }
        await #expect(throws: ClusterError.notACluster(data)) { try await cluster.status() }
        #expect(FileSystem.text(of: file) == "15\n")
      }
    }

    @Test func `a file where the directory should be is refused`() async throws {
      try await Scratch.use { scratch async throws in
        try await scratch.shell(#"echo mine >"$1/c""#, scratch.path.string)
        await #expect(throws: ClusterError.notACluster(scratch.path.appending("c"))) {
          try await scratch.cluster().start()
        }
      }
    }

    @Test func `a directory that the account may not write is named with the account`() async throws
    {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        try await cluster.stop()
        let log = server.dataDirectory.removingLastComponent().appending("log")
        try await scratch.shell(#"rm -r "$1"/* && chmod 0500 "$1""#, log.string)
        let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
        let account = try await scratch.shell(
          #"ls -ld "$1" | awk '{ print $3 }'"#,
          server.dataDirectory.string
        )
        #expect(error == .noPermission(path: log.removingLastComponent(), account: account))
      }
    }

    @Test func `a start that waits for another program for too long says so`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        let directory = ClusterDirectory(path: server.dataDirectory.removingLastComponent())
        let lock = ClusterLock(directory: directory)
        try await lock.whileHeld(waitingUntil: Deadline(after: .seconds(60))) {
          () async throws(ClusterError) in
          let expected = ClusterError.busy(directory: directory.path, timeout: .milliseconds(100))
          await #expect(throws: expected) { try await cluster.start(timeout: .milliseconds(100)) }
          await #expect(throws: expected) { try await cluster.stop(timeout: .milliseconds(100)) }
        }
        #expect(try await cluster.start().origin == .adopted)
      }
    }

    @Test func `a server that cannot start says why`() async throws {
      try await Scratch.use { scratch async throws in
        var cluster = try await scratch.madeCluster()
        cluster.settings = ["max_connections": "many"]
        let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
        guard case .startFailed(_, let lines) = error else {
          Issue.record("unexpected: \(String(describing: error))")
          return
        }
        #expect(lines.contains { $0.contains("max_connections") })
        cluster.settings = [:]
        #expect(try await cluster.start().origin == .started)
      }
    }
  }
}
