import ArgumentParser
import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract:
      "Measure the engine against psql, the driver and the API against pgbench, and what isolation costs.",
    discussion: """
      Every figure is a ratio of two runs that took turns on the same server. The exit status is \
      1 only where something could not be measured: whether a goal is met is for people to judge, \
      on a machine that they know.
      """
  )

  enum Part: String, CaseIterable, ExpressibleByArgument {
    case engine, lint, driver, copy, audit, isolation, api
    /// Minutes of load; only where it is named.
    case soak

    static let usual = allCases.filter { $0 != .soak }
  }

  @Argument(help: "What to measure; everything but soak if nothing is named.")
  var parts = Part.usual

  @Option(help: "How many pairs of runs a figure is the median of.")
  var pairs = 5

  @Option(help: "How many seconds each run of the driver takes.")
  var seconds = 2

  @Option(help: "How many minutes the soak takes.")
  var minutes = 10

  @Option(
    help: ArgumentHelp(
      "The heartly program to measure.",
      discussion: "Default: .build/release/heartly.",
      valueName: "path"
    )
  )
  var heartly: String?

  func validate() throws {
    guard pairs > 0, seconds > 0, minutes > 0 else {
      throw ValidationError("--pairs, --seconds and --minutes must be at least 1.")
    }
  }

  func run() async throws {
    let heartly = heartly.map { FilePath($0) } ?? Repository.heartly
    guard Machine.isExecutable(heartly) else { throw Problem.notBuilt(heartly) }
    let scratch = try ScratchDirectory()
    let server: BenchmarkServer
    do {
      server = try await BenchmarkServer.start(in: scratch)
    } catch {
      try scratch.remove()
      throw error
    }
    let interruption = Interruption(stopping: server)
    defer { interruption.cancel() }
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await measure(heartly, on: server, in: scratch))
    } catch {
      outcome = .failure(error)
    }
    try await server.end()
    try outcome.get()
  }

  private func measure(
    _ heartly: FilePath,
    on server: BenchmarkServer,
    in scratch: ScratchDirectory
  ) async throws {
    let load = Machine.load.map { ", load \($0.fixed(1)) at the start" } ?? ""
    print("PostgreSQL \(server.binaries.version), \(Machine.processors) processors\(load)")
    print("fsync on; medians of \(pairs) pairs; driver runs of \(seconds) s")
    for part in parts {
      let report: Report? =
        switch part {
        case .engine:
          try await EngineBenchmark(server: server, heartly: heartly, pairs: pairs).run()
        case .lint:
          try await LintBenchmark(scratch: scratch, heartly: heartly, pairs: pairs).run()
        case .driver:
          try await DriverBenchmark(server: server, pairs: pairs, seconds: seconds).run()
        case .copy: try await CopyBenchmark(server: server, pairs: pairs).run()
        case .audit:
          try await AuditBenchmark(server: server, heartly: heartly, pairs: pairs).run()
        case .isolation:
          try await IsolationBenchmark(server: server, pairs: pairs, seconds: seconds).run()
        case .api:
          try await APIBenchmark(
            server: server,
            heartly: heartly,
            pairs: pairs,
            seconds: seconds
          ).run()
        case .soak:
          try await soak(server, heartly)
        }
      if let report { print(report.text) }
    }
  }

  private func soak(_ server: BenchmarkServer, _ heartly: FilePath) async throws -> Report? {
    let bench = APIBenchmark(server: server, heartly: heartly, pairs: pairs, seconds: seconds)
    try await APISoak(bench: bench, minutes: minutes).run()
    return nil
  }
}
