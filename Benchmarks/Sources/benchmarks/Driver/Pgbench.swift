#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The same load by pgbench, with prepared statements as our driver has them.
struct Pgbench {
  let server: BenchmarkServer
  let transaction: Transaction
  let connections: Int
  let seconds: Int

  func run() async throws -> Rate {
    let script = try server.scratch.write(transaction.script, to: "transaction.pgbench")
    let run = try await server.program(
      "pgbench",
      [
        "-n", "-M", "prepared", "-c", "\(connections)", "-j",
        "\(min(connections, Machine.processors))",
        "-T", "\(seconds)", "-f", script.string,
        server.connectionString(user: BenchmarkServer.tenantRole),
      ]
    ).run()
    let count = try number(after: "number of transactions actually processed: ", in: run.output)
    return Rate(
      // Without the time to connect.
      perSecond: try number(after: "tps = ", in: run.output),
      cpuPerTransaction: run.cost.cpu / count
    )
  }

  private func number(after label: String, in output: String) throws -> Double {
    for line in output.split(separator: "\n") where line.hasPrefix(label) {
      if let number = Double(line.dropFirst(label.count).prefix { $0.isNumber || $0 == "." }) {
        return number
      }
    }
    throw Problem.noFigure(label, output: output)
  }
}
