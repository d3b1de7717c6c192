import Postgres

/// The driver against pgbench: the same statements, the same number of connections.
struct DriverBenchmark {
  let server: BenchmarkServer
  let pairs: Int
  let seconds: Int

  func run() async throws -> Report {
    try await server.makeDatabase()
    try await server.connected { try await TenantSchema.make(on: $0) }
    try await server.settle()
    var figures: [Figure] = []
    for transaction in [Transaction.selectOne, .tenant, .tenantPipelined] {
      for connections in [1, 16] {
        figures += try await measured(transaction, connections: connections)
      }
    }
    return Report(title: "Driver", peer: "pgbench", figures: figures)
  }

  private func measured(_ transaction: Transaction, connections: Int) async throws -> [Figure] {
    let target = server.connectionString(user: BenchmarkServer.tenantRole)
    let load = Load(
      transaction: transaction,
      target: try ConnectionTarget(target),
      connections: connections,
      seconds: seconds
    )
    let pgbench = Pgbench(
      server: server,
      script: transaction.script,
      target: target,
      connections: connections,
      seconds: seconds
    )
    let rates = try await Pairs.taking(pairs) { () async throws in
      try await load.run()
    } peer: { () async throws in
      try await pgbench.run()
    }
    let name =
      "\(transaction.name), \(connections) \(connections == 1 ? "connection" : "connections")"
    return [
      rates.figure("\(name): rate", .perSecond, goal: transaction.goal, of: \.perSecond),
      rates.figure("\(name): CPU", .microseconds, of: \.cpuPerTransaction),
    ]
  }
}
