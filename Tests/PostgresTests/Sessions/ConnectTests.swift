import Foundation
import Postgres
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct ConnectTests {
  @Test func `a port that nobody listens on is named`() async throws {
    let kept = try LoopbackListener(isListening: false)
    let port = kept.port
    let failure = try await connectFailure("host=127.0.0.1 port=\(port) user=ana password=s3cret")
    #expect(failure?.message.contains("\(port)") == true)
    #expect(failure?.message.contains("Connection refused") == true)
    #expect(failure?.message.contains("s3cret") == false)
    withExtendedLifetime(kept) {}
  }

  @Test func `a socket directory without a server is named`() async throws {
    let failure = try await connectFailure("host=/nowhere user=ana")
    #expect(failure?.message.contains("/nowhere/.s.PGSQL.5432") == true)
  }

  @Test func `a host that is none is named`() async throws {
    let failure = try await connectFailure("host=nowhere.invalid user=ana connect_timeout=5")
    #expect(failure?.message.contains("nowhere.invalid") == true)
  }

  @Test func `a server that never answers is given up in time`() async throws {
    let listener = try LoopbackListener()
    var options = ConnectionOptions()
    options.connectTimeout = .milliseconds(300)
    let start = ContinuousClock.now
    let failure = try await connectFailure(
      "host=127.0.0.1 port=\(listener.port) user=ana password=s3cret",
      options: options
    )
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(failure?.message.contains("no answer from host=127.0.0.1") == true)
    #expect(failure?.message.contains("s3cret") == false)
  }

  @Test func `the connection string's own timeout is libpq's to keep`() async throws {
    let listener = try LoopbackListener()
    let failure = try await connectFailure(
      "host=127.0.0.1 port=\(listener.port) user=ana connect_timeout=2"
    )
    #expect(failure?.message.contains("timeout expired") == true)
  }

  @Test func `a cancelled task does not wait for the server`() async throws {
    let listener = try LoopbackListener()
    let target = try ConnectionTarget("host=127.0.0.1 port=\(listener.port) user=ana")
    let attempt = Task { try await Connection.connect(to: target).close() }
    attempt.cancel()
    let start = ContinuousClock.now
    #expect(await attempt.result.failure as? PostgresError == .cancelled)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `what is known about the session is right`() async throws {
    var options = ConnectionOptions()
    options.applicationName = "driver test"
    options.statementTimeout = .seconds(30)
    try await withSession(options: options) { connection in
      #expect(connection.isOpen)
      #expect(connection.transactionStatus == .idle)
      #expect(connection.serverVersion >= 130_000)
      let (process, name, timeout) = try await connection.query(
        """
        SELECT pg_backend_pid(), current_setting('application_name'),
          current_setting('statement_timeout')
        """
      ).only().decode(as: Int32.self, String.self, String.self)
      #expect(process == connection.backendProcessID)
      #expect(name == "driver test")
      #expect(timeout == "30s")
      #expect(connection.serverParameter("client_encoding") == "UTF8")
      #expect(connection.serverParameter("nothing") == nil)
    }
  }
}

/// Why no session is opened.
func connectFailure(
  _ string: String,
  options: ConnectionOptions = ConnectionOptions()
) async throws -> ConnectionFailure? {
  let target = try ConnectionTarget(string)
  do {
    try await Connection.connect(to: target, options: options).close()
    return nil
  } catch .connectionFailed(let failure) {
    return failure
  }
}
