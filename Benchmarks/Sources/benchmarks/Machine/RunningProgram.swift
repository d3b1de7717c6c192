#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A program that runs beside what is measured.
struct RunningProgram: Sendable {
  let program: ClientProgram
  let process: pid_t

  /// Starts it.
  init(_ program: ClientProgram) throws {
    self.program = program
    process = try program.spawn()
  }

  /// What it has written so far.
  var output: String {
    (try? String(contentsOfFile: program.output.string, encoding: .utf8)) ?? ""
  }

  /// Waits until its output has something, and returns that.
  func waits<Found>(for what: String, in look: (String) async -> Found?) async throws -> Found {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if let found = await look(output) { return found }
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw Problem.noFigure(what, output: output)
  }

  /// Ends it, and waits for that.
  func end() {
    kill(process, SIGTERM)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  /// The processes that it started.
  var children: [pid_t] {
    let list = "/proc/\(process)/task/\(process)/children"
    let text = (try? String(contentsOfFile: list, encoding: .utf8)) ?? ""
    return text.split(separator: " ").compactMap { pid_t($0) }
  }

  /// The memory that a process holds now, in bytes (`VmRSS`); 0 where the system does not tell.
  static func residentBytes(_ process: pid_t) -> Double {
    let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") where line.hasPrefix("VmRSS:") {
      return (Double(line.filter(\.isNumber)) ?? 0) * 1024
    }
    return 0
  }
}
