import ArgumentParser
import PostgresCluster

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct ClusterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "The private PostgreSQL that Heartly runs when no other server is named.",
    subcommands: [Start.self, Stop.self, Status.self, Psql.self, Path.self]
  )

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start the server, making the cluster first if there is none."
    )

    @OptionGroup var options: ClusterOptions

    func run() async throws {
      let running = try await options.started()
      let verb =
        switch running.origin {
        case .created: "created and started"
        case .started: "started"
        case .recovered: "started again after a crash"
        case .adopted: "running already"
        }
      Output.line("PostgreSQL \(running.majorVersion) \(verb), process \(running.processID).")
      Output.line(running.connectionURL())
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Stop the server; open transactions are rolled back."
    )

    @OptionGroup var options: ClusterOptions

    func run() async throws {
      do {
        let wasRunning = try await options.cluster.stop()
        Output.line(wasRunning ? "PostgreSQL stopped." : "PostgreSQL was not running.")
      } catch {
        throw Failure(message: "error: \(error)")
      }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say whether the server runs; exit status 1 if it does not."
    )

    @OptionGroup var options: ClusterOptions

    func run() async throws {
      let status: ClusterStatus
      do {
        status = try await options.cluster.status()
      } catch {
        throw Failure(message: "error: \(error)")
      }
      switch status {
      case .running(let running):
        Output.line("running, PostgreSQL \(running.majorVersion), process \(running.processID)")
        Output.line("since    \(running.uptime.components.seconds) s")
        Output.line("data     \(running.dataDirectory)")
        Output.line("socket   \(running.socketDirectory), port \(running.port)")
        Output.line("address  \(running.connectionURL())")
      case .notCreated: throw Failure(message: "not created; `heartly cluster start` makes it")
      case .stopped: throw Failure(message: "stopped")
      case .starting(let process): throw Failure(message: "starting, process \(process)")
      case .stopping(let process): throw Failure(message: "stopping, process \(process)")
      case .crashed:
        throw Failure(message: "crashed; `heartly cluster start` recovers what was committed")
      }
    }
  }

  struct Path: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the cluster's directory, every symbolic link followed."
    )

    @OptionGroup var options: ClusterOptions

    func run() async throws {
      let directory = options.cluster.directory.string
      guard let path = Platform.realPath(directory) else {
        throw Failure(message: "\(directory) is not created; `heartly cluster start` makes it")
      }
      Output.line(path)
    }
  }

  struct Psql: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Open psql on the private cluster, starting it if need be."
    )

    @OptionGroup var options: ClusterOptions

    @Argument(parsing: .captureForPassthrough, help: "Arguments for psql.")
    var arguments: [String] = []

    func run() async throws {
      let running = try await options.started()
      let psql: ClientCommand
      do {
        // What follows a lone "--" is psql's as well.
        let passed = arguments.first == "--" ? Array(arguments.dropFirst()) : arguments
        psql = try await options.cluster.psql(running, arguments: passed)
      } catch {
        throw Failure(message: "error: \(error)")
      }
      let reason = Platform.execute(psql.executable.string, psql.arguments)
      throw Failure(message: "error: \(psql.executable) cannot be run: \(reason)")
    }
  }
}
