import Foundation
import Postgres
import Testing

/// A PostgreSQL that belongs to one suite: with TCP, TLS and passwords, and free to be broken.
struct OwnServer: Sendable {
  let directory: String
  let port: Int
  /// Keeps the port while the server does not have it yet or any more.
  private let keeper: LoopbackListener?

  @TaskLocal static var current: OwnServer?

  /// Whether what it needs is installed.
  static let isPossible =
    Tool("initdb") != nil && Tool("openssl") != nil && (geteuid() != 0 || Tool("runuser") != nil)

  /// Certificates are for this name only; the socket and 127.0.0.1 have another.
  static let certifiedHost = "localhost"

  private var data: String { "\(directory)/data" }
  var certificate: String { "\(directory)/server.crt" }
  var foreignCertificate: String { "\(directory)/foreign.crt" }

  /// A connection string for the superuser over the socket.
  var superuser: String { "host=\(directory) port=\(port) user=postgres dbname=postgres" }

  /// A connection string for a role over TCP.
  func overTCP(_ rest: String) -> String { "host=localhost port=\(port) dbname=postgres \(rest)" }

  func connect(
    _ string: String? = nil,
    options: ConnectionOptions = ConnectionOptions()
  ) async throws -> sending Connection {
    try await Connection.connect(to: try ConnectionTarget(string ?? superuser), options: options)
  }

  /// Makes the data and starts the server.
  static func start() async throws -> OwnServer {
    // Short: a socket's path may have about 100 characters.
    let name = "/tmp/pgtest-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    let keeper = try LoopbackListener(isListening: false)
    #if os(Linux)
      let server = OwnServer(directory: name, port: keeper.port, keeper: keeper)
    #else
      let server = OwnServer(directory: name, port: keeper.port, keeper: nil)
    #endif
    try FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: true)
    try await server.makeCertificates()
    if geteuid() == 0, let chown = Tool("chown") { try await chown.run(["-R", "postgres", name]) }
    let initdb = try Tool.unprivileged(
      "initdb",
      ["-D", server.data, "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8"]
    )
    try await initdb.tool.run(initdb.arguments)
    try server.configure()
    let postgres = try Tool.unprivileged("postgres", ["-D", server.data])
    try postgres.tool.start(postgres.arguments, outputPath: "\(name)/log")
    let administrator = try await server.firstConnection()
    defer { administrator.close() }
    try await administrator.execute("CREATE ROLE ana LOGIN PASSWORD 's3cret'")
    return server
  }

  private func makeCertificates() async throws {
    guard let openssl = Tool("openssl") else { return }
    for name in ["server", "foreign"] {
      try await openssl.run([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30",
        "-keyout", "\(directory)/\(name).key", "-out", "\(directory)/\(name).crt",
        "-subj", "/CN=\(Self.certifiedHost)", "-addext", "subjectAltName=DNS:\(Self.certifiedHost)",
      ])
    }
  }

  private func configure() throws {
    let settings = """
      port = \(port)
      listen_addresses = '127.0.0.1'
      unix_socket_directories = '\(directory)'
      fsync = off
      ssl = on
      ssl_cert_file = '\(certificate)'
      ssl_key_file = '\(directory)/server.key'
      password_encryption = 'scram-sha-256'

      """
    try append(settings, to: "\(data)/postgresql.conf")
    let rules = """
      local all all trust
      host all ana 127.0.0.1/32 scram-sha-256
      hostssl all postgres 127.0.0.1/32 trust

      """
    try rules.write(toFile: "\(data)/pg_hba.conf", atomically: false, encoding: .utf8)
  }

  private func append(_ text: String, to path: String) throws {
    let old = try String(contentsOfFile: path, encoding: .utf8)
    try (old + text).write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Connects as soon as the server takes connections.
  private func firstConnection() async throws -> sending Connection {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      do {
        return try await connect()
      } catch PostgresError.connectionFailed where .now < deadline {
        await pause()
      }
    }
  }

  /// Ends the server without a shutdown, as a crash does, and waits until it has ended.
  func stop() async throws {
    let process = try processID
    kill(process, SIGQUIT)
    let deadline = ContinuousClock.now + .seconds(60)
    while kill(process, 0) == 0, .now < deadline { await pause() }
  }

  /// The postmaster's process.
  var processID: Int32 {
    get throws {
      let file = try String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8)
      return try #require(file.split(separator: "\n").first.flatMap { Int32($0) })
    }
  }

  func remove() async {
    try? await stop()
    try? FileManager.default.removeItem(atPath: directory)
  }
}

/// Starts a server of its own for a suite.
struct OwnServerTrait: SuiteTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    let server = try await OwnServer.start()
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await OwnServer.$current.withValue(server) { try await function() })
    } catch {
      outcome = .failure(error)
    }
    await server.remove()
    try outcome.get()
  }
}

extension Trait where Self == OwnServerTrait {
  /// A server of the suite's own.
  static var ownServer: OwnServerTrait { OwnServerTrait() }
}
