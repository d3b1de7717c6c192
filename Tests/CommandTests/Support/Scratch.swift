import Postgres
import Subprocess
import SystemPackage
import Testing

/// A private cluster of a test's own, run by the program itself.
struct Scratch {
  let root: FilePath

  var cluster: FilePath { root.appending("cluster") }

  /// Runs `heartly cluster`.
  func cluster(_ arguments: String...) async throws -> Program.Ended {
    try await Program(
      arguments: ["cluster", arguments[0], "--cluster-directory", cluster.string]
        + arguments.dropFirst()
    ).run()
  }

  /// The address that `cluster start` prints.
  func start() async throws -> String {
    let started = try await cluster("start")
    try #require(started.status == .exited(0), "\(started.error)")
    return try #require(started.output.split(separator: "\n").last.map(String.init))
  }

  /// Makes the role `guest`, and lets it in by this method until the next command on the cluster,
  /// which writes its configuration anew.
  func admitGuest(by method: String, at address: String) async throws {
    let connection = try await Connection.connect(to: try ConnectionTarget(address))
    defer { connection.close() }
    try await connection.execute("CREATE ROLE guest LOGIN PASSWORD 'right'")
    let file = try FileDescriptor.open(
      cluster.appending("data/pg_hba.conf"),
      .writeOnly,
      options: [.truncate]
    )
    _ = try file.closeAfter {
      try file.writeAll("local all guest \(method)\nlocal all all peer map=private_cluster\n".utf8)
    }
    try await connection.execute("SELECT pg_reload_conf()")
  }
}

/// Runs the body with a directory for a cluster, which is stopped and removed afterwards.
func withScratch(_ body: (Scratch) async throws -> Void) async throws {
  let name = "heartly-command-\(UInt32.random(in: 0 ... .max))"
  let scratch = Scratch(root: FilePath("/tmp").appending(name))
  // Whatever the umask is: the server's account goes through it.
  _ = try await Subprocess.run(
    .name("mkdir"),
    arguments: ["-m", "755", scratch.root.string],
    output: .discarded
  )
  var failure: (any Error)?
  do {
    try await body(scratch)
  } catch {
    failure = error
  }
  _ = try await scratch.cluster("stop")
  _ = try await Subprocess.run(
    .name("rm"),
    arguments: ["-rf", scratch.root.string],
    output: .discarded
  )
  if let failure { throw failure }
}
