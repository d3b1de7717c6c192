#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A load by wrk: so many connections, each of which sends its next request when it is answered.
struct Wrk: Sendable {
  let server: BenchmarkServer
  let operation: Operation
  /// Where people's tokens and records are.
  let callers: FilePath
  let port: Int
  let connections: Int
  let seconds: Int

  /// What a run came to.
  struct Answered: Sendable {
    var perSecond: Double
    /// In seconds: half of the answers took no longer.
    var median: Double
    /// In seconds: 99 of 100 answers took no longer.
    var slow: Double
  }

  func run() async throws -> Answered {
    let run = try await server.client(
      "/usr/bin/env",
      [
        "wrk", "-t", "\(min(connections, Machine.processors))", "-c", "\(connections)", "-d",
        "\(seconds)s", "--latency", "-s", Repository.peers.appending("requests.lua").string,
        "http://127.0.0.1:\(port)", "--", operation.rawValue, callers.string,
      ]
    ).running(in: "wrk.txt", of: server).run()
    // An answer that was refused is no answer.
    for line in run.output.split(separator: "\n") {
      if line.contains("Non-2xx") || line.contains("Socket errors") {
        throw Problem.noFigure("answer to each request: \(line)", output: run.output)
      }
    }
    return Answered(
      perSecond: try value("Requests/sec:", in: run.output),
      median: try value("50%", in: run.output),
      slow: try value("99%", in: run.output)
    )
  }

  /// `50%    1.23ms`
  private func value(_ label: String, in output: String) throws -> Double {
    for line in output.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, words[0] == label,
        let number = Double(words[1].prefix { $0.isNumber || $0 == "." })
      else { continue }
      switch words[1].drop(while: { $0.isNumber || $0 == "." }) {
      case "us": return number / 1e6
      case "ms": return number / 1e3
      case "m": return number * 60
      default: return number
      }
    }
    throw Problem.noFigure(label, output: output)
  }
}

extension ClientProgram {
  /// The same with its output in a file of its own, so that several can run at once, and with a PATH.
  func running(in file: String, of server: BenchmarkServer) -> ClientProgram {
    ClientProgram(
      executable: executable,
      arguments: arguments,
      output: server.scratch.file(file),
      success: success,
      environment: environment + ["PATH=/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin"]
    )
  }
}
