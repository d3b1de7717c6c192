import Postgres

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

/// The API over HTTP against pgbench with the very statements that the server sends, and against FastAPI
/// with the same statements: each request with its context and its row of the audit log.
struct APIBenchmark {
  let server: BenchmarkServer
  let heartly: FilePath
  let pairs: Int
  let seconds: Int

  private static let people = 64
  private static let connections = [32, 64]

  var servers: APIServers { APIServers(server: server, heartly: heartly) }

  /// A database with organisations and people who are signed in, and the file that tells wrk of them.
  func stage() async throws -> (callers: [Caller], file: FilePath) {
    try await makeDatabase()
    let callers = try await Caller.signIn(Self.people, on: server) { tenant, user in
      try await servers.token(tenant: tenant, user: user)
    }
    let file = try server.scratch.write(
      callers.map { caller in
        ([caller.token, caller.facility] + caller.clients).joined(separator: " ") + "\n"
      }.joined(),
      to: "callers.txt"
    )
    return (callers, file)
  }

  func run() async throws -> Report {
    let (callers, file) = try await stage()
    let operations = try await sentOperations(callers[0])
    let ours = try await servers.serve()
    defer { ours.program.end() }
    let peer = try await servers.servePeer(operations)
    defer { peer.program.end() }
    let process = ours.program.children.first ?? ours.program.process
    var figures: [Figure] = []
    var memory: [Double] = []
    for operation in Operation.allCases {
      for connections in Self.connections {
        func load(_ port: Int) async throws -> Wrk.Answered {
          try await server.settle()
          return try await Wrk(
            server: server,
            operation: operation,
            callers: file,
            port: port,
            connections: connections,
            seconds: seconds
          ).run()
        }
        let name = "\(operation.title), \(connections) connections"
        let against = try await Pairs.taking(pairs) { () async throws in
          try await load(ours.port)
        } peer: { () async throws in
          try await pgbench(operations[operation], operation, callers)
        }
        memory.append(RunningProgram.residentBytes(process))
        figures.append(
          against.figure("\(name): rate, pgbench", .perSecond, goal: .atLeast(0.6), of: \.perSecond)
        )
        figures.append(slowness(of: against, name))
        let others = try await Pairs.taking(pairs) { () async throws in
          try await load(ours.port)
        } peer: { () async throws in
          try await load(peer.port)
        }
        figures.append(
          others.figure("\(name): rate, FastAPI", .perSecond, goal: .atLeast(5), of: \.perSecond)
        )
      }
    }
    figures.append(
      Figure(
        name: "memory of the server, after all against after the first",
        unit: .megabytes,
        ours: Spread([memory[memory.count - 1]]),
        peer: Spread([memory[0]]),
        ratio: Spread([memory[memory.count - 1] / memory[0]]),
        goal: nil
      )
    )
    return Report(title: "API", peer: "peer", figures: figures)
  }

  /// The slow answers against the middle one, of the same runs.
  private func slowness(of pairs: Pairs<Wrk.Answered>, _ name: String) -> Figure {
    let runs = pairs.pairs.map(\.ours)
    return Figure(
      name: "\(name): p99 against p50",
      unit: .milliseconds,
      ours: Spread(runs.map(\.slow)),
      peer: Spread(runs.map(\.median)),
      ratio: Spread(runs.map { $0.slow / $0.median }),
      goal: .atMost(5)
    )
  }

  /// A process of pgbench for each session, each in an organisation of its own: what they would lock is
  /// never the same.
  private func pgbench(
    _ sent: SentOperation?,
    _ operation: Operation,
    _ callers: [Caller]
  ) async throws -> Wrk.Answered {
    guard let sent else { preconditionFailure("Every operation was asked for once.") }
    try await server.settle()
    let rate = try await withThrowingTaskGroup(of: Double.self) { group in
      for (index, caller) in callers.prefix(APIServers.sessions).enumerated() {
        let script = sent.script(of: caller, operation)
        group.addTask {
          try await Pgbench(
            server: server,
            script: script.text,
            target: server.connectionString(user: BenchmarkServer.runtimeRole),
            variables: script.variables,
            number: index,
            seconds: seconds
          ).run().perSecond
        }
      }
      return try await group.reduce(0, +)
    }
    return Wrk.Answered(perSecond: rate, median: 0, slow: 0)
  }

  // MARK: What is sent

  /// Asks for each operation once, and reads in PostgreSQL's log what that made the server send.
  private func sentOperations(_ caller: Caller) async throws -> [Operation: SentOperation] {
    // Not the role's setting: the server refuses to serve where one is attached to it.
    try await logStatements(true)
    let ours = try await servers.serve()
    defer { ours.program.end() }
    var sent: [Operation: SentOperation] = [:]
    // Before the first of all, the server asks who the caller is.
    for operation in [Operation.read] + Operation.allCases {
      let before = log.count
      let words = operation.curl(caller)
      _ = try await server.client(
        "/usr/bin/env",
        [
          "curl", "-sSf", "-H", "Authorization: Bearer \(caller.token)",
          "http://127.0.0.1:\(ours.port)\(words[0])",
        ] + words.dropFirst()
      ).running(in: "curl.txt", of: server).run()
      sent[operation] = try await ours.program.waits(for: "statements in the log") { _ in
        try? SentOperation(String(log.dropFirst(before)), operation, caller)
      }
    }
    try await logStatements(false)
    return sent
  }

  private func logStatements(_ areLogged: Bool) async throws {
    try await server.connected { connection in
      if areLogged {
        try await connection.execute("ALTER SYSTEM SET log_statement = 'all'")
      } else {
        try await connection.execute("ALTER SYSTEM RESET log_statement")
      }
      try await connection.execute("SELECT pg_reload_conf()")
    }
  }

  /// All that PostgreSQL has logged.
  private var log: String {
    let directory = server.scratch.file("cluster/log").string
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    // What the server says before its log is open is in a file of its own, which does not grow.
    return names.filter { $0 != "start.log" }.sorted().map { name in
      (try? String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)) ?? ""
    }.joined()
  }

  private func makeDatabase() async throws {
    try await server.makeDatabase()
    _ = try await servers.program([
      "migrate", "up", "--no-lint", "--database-url", server.connectionString(), "--directory",
      Repository.migrations.string,
    ]).run()
    try await server.connected { connection in
      // As in the other parts: the disk would hide what is measured.
      try await connection.execute("ALTER DATABASE measured SET synchronous_commit = off")
      try await Residents.settle(tenants: 200, on: connection)
    }
  }
}
