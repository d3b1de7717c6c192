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
  @Suite(.serialized) struct SocketTests {
    @Test func `a socket path that is too long is refused before initdb`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster(String(repeating: "x", count: 100))
        let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
        guard case .socketPathTooLong(let path, let bytes, let limit) = error else {
          Issue.record("unexpected: \(String(describing: error))")
          return
        }
        #expect(bytes == path.string.utf8.count)
        #expect(limit == UnixSocket.pathLimitBytes)
        #expect(error?.description.contains("at least \(bytes - limit) bytes shorter") == true)
        #expect(try await cluster.status() == .notCreated)
      }
    }

    @Test func `the longest socket path that is accepted works`() async throws {
      try await Scratch.use { scratch async throws in
        let rest = "/run/.s.PGSQL.5432".utf8.count + scratch.path.string.utf8.count + 1
        let name = String(repeating: "x", count: UnixSocket.pathLimitBytes - rest)
        let cluster = try await scratch.madeCluster(name)
        let server = try await cluster.start()
        #expect(try await cluster.query("SELECT 1", on: server) == "1")
      }
    }

    @Test(arguments: [",", "\n"])
    func `a path that no client can name is refused`(character: String) async throws {
      try await Scratch.use { scratch async throws in
        let cluster = scratch.cluster("a\(character)b")
        let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
        guard case .unusablePath(_, Character(character)) = error else {
          Issue.record("unexpected: \(String(describing: error))")
          return
        }
      }
    }

    @Test func `the socket of another living server is left alone`() async throws {
      try await Scratch.use { scratch async throws in
        let other = try await scratch.madeCluster("other").start()
        let cluster = try await scratch.madeCluster()
        let first = try await cluster.start()
        try await cluster.stop()
        try await scratch.shell(
          #"cp "$1/.s.PGSQL.5432.lock" "$2/""#,
          other.socketDirectory.string,
          first.socketDirectory.string
        )
        let second = try await cluster.start()
        #expect(second.port == 5433)
        #expect(try await cluster.query("SHOW port", on: second) == "5433")
      }
    }

    @Test func `a socket left behind whose process number lives again is replaced`() async throws {
      try await Scratch.use { scratch async throws in
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        let socket = UnixSocket(directory: server.socketDirectory, port: server.port)
        try await cluster.stop()
        let text = "\(getpid())\n\(server.dataDirectory)\n1700000000\n5432\n"
        try await scratch.shell(#"printf %s "$2" >"$1""#, socket.lockFile.string, text)
        #expect(try await cluster.start().port == 5432)
      }
    }

    @Test func `a server that answers but is no process here is never doubled`() async throws {
      try await Scratch.use { scratch async throws in
        let other = try await scratch.madeCluster("other").start()
        let cluster = try await scratch.madeCluster()
        let server = try await cluster.start()
        try await cluster.stop()
        // As in a shared directory: the file names a process of another container, its socket is here.
        let file = server.dataDirectory.appending("postmaster.pid")
        let text = "2147483646\n\(server.dataDirectory)\n1700000000\n5432\n"
        try await scratch.shell(#"printf %s "$2" >"$1""#, file.string, text)
        try await scratch.shell(
          #"ln -s "$1/.s.PGSQL.5432" "$2/""#,
          other.socketDirectory.string,
          server.socketDirectory.string
        )
        let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
        guard case .runsElsewhere = error else {
          Issue.record("unexpected: \(String(describing: error))")
          return
        }
      }
    }
  }
}
