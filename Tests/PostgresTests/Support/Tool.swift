import Foundation

/// A program of the system that a test needs.
struct Tool: Sendable {
  let path: String

  /// The program of this name on the search path, among PostgreSQL's or the administrator's own.
  init?(_ name: String) {
    let debian = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let folders =
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
      + debian.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" }
      + ["/usr/sbin", "/opt/homebrew/bin"]
    let found = folders.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { return nil }
    path = found
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs it to its end.
  ///
  /// It must leave no process behind: Foundation waits for those, too.
  ///
  /// - Throws: What it printed, when it ends with another status than 0.
  @discardableResult
  func run(_ arguments: [String]) async throws -> String {
    let outputPath = NSTemporaryDirectory() + "tool-output-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: outputPath) }
    let process = try process(arguments, outputPath: outputPath)
    let status = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        continuation.resume(throwing: error)
      }
    }
    let text = try String(contentsOfFile: outputPath, encoding: .utf8)
    guard status == 0 else { throw Failure(description: "\(path) ended with \(status): \(text)") }
    return text
  }

  /// Starts it and lets it run; what it prints goes to a file.
  func start(_ arguments: [String], outputPath: String) throws {
    try process(arguments, outputPath: outputPath).run()
  }

  private func process(_ arguments: [String], outputPath: String) throws -> Process {
    guard FileManager.default.createFile(atPath: outputPath, contents: nil),
      let output = FileHandle(forWritingAtPath: outputPath)
    else { throw Failure(description: "cannot write \(outputPath)") }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    return process
  }

  /// Servers refuse to run as root: what runs a program as the account of the system's PostgreSQL.
  static func unprivileged(
    _ name: String,
    _ arguments: [String]
  ) throws -> (tool: Tool, arguments: [String]) {
    guard let tool = Tool(name) else { throw Failure(description: "\(name) is not installed") }
    guard geteuid() == 0 else { return (tool, arguments) }
    guard let runuser = Tool("runuser") else {
      throw Failure(description: "runuser is not installed")
    }
    return (runuser, ["-u", "postgres", "--", tool.path] + arguments)
  }
}
