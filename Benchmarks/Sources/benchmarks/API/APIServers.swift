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

/// The two servers that speak HTTP, on the same database with as many sessions each.
struct APIServers: Sendable {
  let server: BenchmarkServer
  let heartly: FilePath
  /// Of each with PostgreSQL, and pgbench's.
  static let sessions = 8

  private var tokenKey: FilePath { server.scratch.file("token.pem") }

  func program(_ arguments: [String], output: String = "heartly.txt") -> ClientProgram {
    server.client(heartly, arguments).running(in: output, of: server)
  }

  /// A token of a person, as an operator makes it.
  func token(tenant: String, user: String) async throws -> String {
    try await program([
      "token", "issue", "--database-url", server.connectionString(), "--tenant", tenant, "--user",
      user, "--lifetime", "12h", "--token-key", tokenKey.string,
    ]).run().output.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// `heartly serve`, and its port. Nobody is sent away for sending too much.
  func serve() async throws -> (program: RunningProgram, port: Int) {
    let settings = [
      "port=0", "metrics-port=0", "token-key=\(tokenKey)",
      "cursor-key=\(server.scratch.file("cursor.key"))",
      "app-database-url=\(server.connectionString(user: BenchmarkServer.runtimeRole))",
      "user-rate=0", "tenant-rate=0", "pool-connections=\(Self.sessions)",
      "tenant-concurrent-requests=\(Self.sessions - 1)",
    ]
    let running = try RunningProgram(
      program(
        ["serve", "--database-url", server.connectionString(), "--directory"]
          + [Repository.migrations.string] + settings.flatMap { ["--set", $0] },
        output: "serve.txt"
      )
    )
    let port = try await running.waits(for: "port to be served") { output -> Int? in
      output.firstMatch(of: /Serving http:\/\/127\.0\.0\.1:(\d+)\n/).flatMap { Int($0.1) }
    }
    try await becomesReady(running, "http://127.0.0.1:\(port)/health/ready")
    return (running, port)
  }

  /// The peer, with a process for each processor.
  func servePeer(_ operations: [Operation: SentOperation]) async throws -> (
    program: RunningProgram, port: Int
  ) {
    guard Machine.isExecutable(Repository.python) else {
      throw Problem.notInstalled(Repository.python)
    }
    let documents = Dictionary(
      uniqueKeysWithValues: operations.map { ($0.key.rawValue, $0.value.document) }
    )
    let statements = try server.scratch.write(
      String(decoding: try JSONEncoder().encode(documents), as: UTF8.self),
      to: "statements.json"
    )
    let key = server.scratch.file("token.pub")
    _ = try await server.client(
      "/usr/bin/env",
      ["openssl", "pkey", "-in", tokenKey.string, "-pubout", "-out", key.string]
    ).running(in: "openssl.txt", of: server).run()
    let workers = Machine.processors
    // A port of its own, which nothing on a machine that measures has.
    let port = 48_211
    var program = server.client(
      Repository.python,
      [
        "-m", "uvicorn", "--app-dir", Repository.peers.string, "fastapi_peer:app", "--port",
        "\(port)", "--workers", "\(workers)", "--loop", "uvloop", "--http", "httptools",
        "--no-access-log",
      ]
    ).running(in: "peer.txt", of: server)
    program.environment += [
      "PEER_STATEMENTS=\(statements)", "PEER_PUBLIC_KEY=\(key)",
      "PEER_DATABASE=\(server.connectionString(user: BenchmarkServer.runtimeRole))",
      "PEER_SESSIONS=\(Self.sessions / workers)", "PYTHONDONTWRITEBYTECODE=1",
    ]
    let running = try RunningProgram(program)
    _ = try await running.waits(for: "peer to be ready") { output -> Bool? in
      output.split(separator: "startup complete").count > workers ? true : nil
    }
    return (running, port)
  }

  private func becomesReady(_ running: RunningProgram, _ url: String) async throws {
    _ = try await running.waits(for: "server to be ready") { _ -> Bool? in
      let probe = server.client("/usr/bin/env", ["curl", "-sSf", url])
        .running(in: "curl.txt", of: server)
      return (try? await probe.run()) == nil ? nil : true
    }
  }
}
