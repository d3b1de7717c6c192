import Subprocess
import SystemPackage
import TestDatabase
import TestSupport

/// A run of the built `heartly`.
struct Program {
  /// How it ended, and what it wrote.
  struct Ended: Sendable {
    var status: TerminationStatus
    var output: String
    var error: String
  }

  var arguments: [String]
  var environment: [String: String] = [:]
  var workingDirectory: FilePath?
  /// A program that becomes this one, such as `/usr/bin/env`.
  var launcher: FilePath?

  /// A command of `heartly migrate` on a database and, as a default, the platform's migrations.
  static func migrate(
    _ arguments: String...,
    on database: TestDatabase,
    directory: FilePath = Checkout.migrations
  ) -> Program {
    var program = Program(
      arguments: ["migrate"] + arguments + ["--database-url", database.connectionString]
    )
    program.arguments += ["--directory", directory.string]
    return program
  }

  /// Runs it to its end, while the body may watch and signal it.
  @discardableResult
  func run(
    _ body: (_ signal: (Signal) throws -> Void) async throws -> Void = { _ in }
  ) async throws -> Ended {
    let program = try Executable.named("heartly")
    let words = launcher == nil ? arguments : [program.string] + arguments
    let result = try await Subprocess.run(
      .path(launcher ?? program),
      arguments: Arguments(words),
      environment: Self.inherited.updating(
        Dictionary(
          uniqueKeysWithValues: environment.map { (.init(stringLiteral: $0.key), $0.value) }
        )
      ),
      workingDirectory: workingDirectory,
      input: .none,
      output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20)
    ) { execution in
      do {
        try await body { try execution.send(signal: $0) }
      } catch {
        // Nothing may outlive the test.
        try execution.send(signal: .kill)
        throw error
      }
    }
    return Ended(
      status: result.terminationStatus,
      output: result.standardOutput,
      error: result.standardError
    )
  }

  /// The environment of the tests without what would lead the program to another database.
  private static let inherited = Environment.inherit.updating([
    "DATABASE_URL": nil, "PGHOST": nil, "PGHOSTADDR": nil, "PGSERVICE": nil,
    "HEARTLY_CLUSTER_DIRECTORY": nil,
  ])
}
