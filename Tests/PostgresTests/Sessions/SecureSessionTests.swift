import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(
  .enabled(if: OwnServer.isPossible, "initdb, openssl and, as root, runuser are needed"),
  .ownServer,
  .timeLimit(.minutes(5))
)
struct SecureSessionTests {
  let server: OwnServer

  init() throws { server = try #require(OwnServer.current) }

  @Test func `a wrong password is the server's 28P01, and is not shown`() async throws {
    let failure = try await connectFailure(server.overTCP("user=ana password=wr0ng"))
    #expect(failure?.sqlState == .invalidPassword)
    #expect(failure?.message.contains("wr0ng") == false)
  }

  @Test func `the right password opens a session`() async throws {
    let connection = try await server.connect(server.overTCP("user=ana password=s3cret"))
    defer { connection.close() }
    let user: String = try await connection.value("SELECT current_user")
    #expect(user == "ana")
  }

  @Test func `an unknown database and an unknown role are told apart`() async throws {
    let database = try await connectFailure(
      "host=\(server.directory) port=\(server.port) user=postgres dbname=nothing"
    )
    #expect(database?.sqlState == .invalidCatalogName)
    let role = try await connectFailure(
      "host=\(server.directory) port=\(server.port) user=nobody dbname=postgres"
    )
    #expect(role?.sqlState == .invalidAuthorization)
  }

  @Test func `a server without a free place says so`() async throws {
    let administrator = try await server.connect()
    defer { administrator.close() }
    try await administrator.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    let failure = try await connectFailure(
      "host=\(server.directory) port=\(server.port) user=crowd dbname=postgres"
    )
    #expect(failure?.sqlState == .tooManyConnections)
  }

  @Test(arguments: ["require", "verify-ca", "verify-full"])
  func `a session is encrypted`(mode: String) async throws {
    let connection = try await server.connect(secure("sslmode=\(mode)"))
    defer { connection.close() }
    #expect(connection.isEncrypted)
    let isEncrypted: Bool = try await connection.value(
      "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    )
    #expect(isEncrypted)
  }

  @Test func `a session over the socket is not encrypted`() async throws {
    let connection = try await server.connect()
    defer { connection.close() }
    #expect(!connection.isEncrypted)
  }

  @Test func `a certificate of another authority is refused`() async throws {
    let failure = try await connectFailure(
      "host=localhost hostaddr=127.0.0.1 port=\(server.port) user=postgres dbname=postgres "
        + "sslmode=verify-full sslrootcert=\(server.foreignCertificate)"
    )
    #expect(failure?.message.contains("certificate verify failed") == true)
  }

  @Test func `a certificate of another host is refused`() async throws {
    let failure = try await connectFailure(
      "host=127.0.0.1 port=\(server.port) user=postgres dbname=postgres "
        + "sslmode=verify-full sslrootcert=\(server.certificate)"
    )
    #expect(failure?.message.contains("does not match host name") == true)
  }

  @Test func `large rows come through TLS`() async throws {
    let connection = try await server.connect(secure("sslmode=require"))
    defer { connection.close() }
    let rows = try await connection.query(
      "SELECT repeat('x', 1 << 20) AS chunk FROM generate_series(1, 200)"
    )
    #expect(try rows.allSatisfy { try $0.decode("chunk", as: String.self).utf8.count == 1 << 20 })
  }

  @Test func `results of every size come through TLS`() async throws {
    let connection = try await server.connect(secure("sslmode=require"))
    defer { connection.close() }
    // Sizes around a TLS record's 16 KiB and libpq's buffers.
    for size in stride(from: 8000, through: 36_000, by: 61) {
      let back: String = try await connection.value("SELECT repeat('x', \(Int32(size)))")
      #expect(back.utf8.count == size)
    }
  }

  @Test func `a large pipeline goes both ways through TLS`() async throws {
    let connection = try await server.connect(secure("sslmode=require"))
    defer { connection.close() }
    let chunk = String(repeating: "x", count: 1 << 20)
    var pipeline = Pipeline()
    let tickets = (0..<30).map { _ in pipeline.append("SELECT \(chunk)") }
    let results = try await connection.run(pipeline)
    for ticket in tickets {
      let back: String = try results[ticket].only().decode(0)
      #expect(back.utf8.count == 1 << 20)
    }
  }

  @Test func `COPY, notifications and cancelling work through TLS`() async throws {
    let connection = try await server.connect(secure("sslmode=require"))
    defer { connection.close() }
    try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
    let rows = Array((0..<50_000).map { "\($0)\n" }.joined().utf8)
    let loaded = try await connection.copyIn("COPY t FROM STDIN") { try await $0.write(rows) }
    #expect(loaded == 50_000)
    let bytes = try await connection.copyOut("COPY t TO STDOUT") { rows in
      var count = 0
      for try await row in rows { count += row.count }
      return count
    }
    #expect(bytes == rows.count)
    let payload = try await connection.listening(on: ["a"]) { notifications in
      try await connection.execute(
        "SELECT pg_notify('a', repeat('x', 7000)) FROM generate_series(1, 5)"
      )
      return try await notifications.next()?.payload
    }
    #expect(payload?.utf8.count == 7000)

    let started = AsyncStream<Void>.makeStream()
    let outcome = try await interrupting(connection) {
      for await _ in started.stream { break }
    } _: { connection in
      started.continuation.yield()
      try await connection.execute("SELECT pg_sleep(60)")
    }
    #expect(outcome.failure as? PostgresError == .cancelled)
    let one: Int = try await connection.value("SELECT 1")
    #expect(one == 1)
  }

  private func secure(_ rest: String) -> String {
    "host=localhost hostaddr=127.0.0.1 port=\(server.port) user=postgres dbname=postgres "
      + "sslrootcert=\(server.certificate) \(rest)"
  }
}
