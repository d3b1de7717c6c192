#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A load by pgbench, with prepared statements as our driver has them.
struct Pgbench {
  let server: BenchmarkServer
  /// What a connection does again and again.
  let script: String
  /// How to connect.
  let target: String
  /// What the script's variables are set to before it.
  var variables: [String: String] = [:]
  var connections = 1
  /// Which of several that run at once.
  var number = 0
  let seconds: Int

  func run() async throws -> Rate {
    let file = try server.scratch.write(script, to: "transaction\(number).pgbench")
    let settings = variables.flatMap { ["-D", "\($0.key)=\($0.value)"] }
    var program = server.program(
      "pgbench",
      [
        "-n", "-M", "prepared", "-c", "\(connections)", "-j",
        "\(min(connections, Machine.processors))",
        "-T", "\(seconds)", "-f", file.string,
      ] + settings + [target]
    )
    if number > 0 { program = program.running(in: "pgbench\(number).txt", of: server) }
    let run = try await program.run()
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
