import Postgres
import TestDatabase
import TestSupport
import Testing

// One after another: a channel belongs to the whole database.
@Suite(.suiteDatabase, .serialized, .timeLimit(.minutes(5))) struct NotificationTests {
  @Test(arguments: ["news", "Große \"News\"", "select", "a b.c"])
  func `a notification arrives with its channel, payload and sender`(
    channel: String
  ) async throws {
    try await withSession { listener in
      try await withSession { sender in
        let payload = "it's \"here\" 👋"
        let arrived = try await listener.listening(on: [channel]) { notifications in
          try await sender.execute("SELECT pg_notify(\(channel), \(payload))")
          return try await notifications.next()
        }
        #expect(arrived?.channel == channel)
        #expect(arrived?.payload == payload)
        #expect(arrived?.backendProcessID == sender.backendProcessID)
      }
    }
  }

  @Test func `what arrives while another statement runs is not lost`() async throws {
    try await withSession { listener in
      try await withSession { sender in
        let payloads = try await listener.listening(on: ["a", "b"]) { notifications in
          for number in 0..<10 {
            try await sender.execute("SELECT pg_notify('a', \("\(number)"))")
            let back: Int = try await listener.value("SELECT \(number)")
            #expect(back == number)
          }
          var payloads: [String] = []
          for try await notification in notifications {
            payloads.append(notification.payload)
            if payloads.count == 10 { break }
          }
          return payloads
        }
        #expect(payloads == (0..<10).map(String.init))
      }
    }
  }

  @Test func `after the body nothing is listened to any more`() async throws {
    try await withSession { connection in
      try await connection.listening(on: ["a"]) { _ in }
      let channels = try await connection.query("SELECT pg_listening_channels()")
      #expect(channels.isEmpty)
    }
  }

  @Test func `a cancelled wait ends, and the session goes on`() async throws {
    try await withSession { connection in
      let listening = AsyncStream<Void>.makeStream()
      let outcome = try await interrupting(connection) {
        for await _ in listening.stream { break }
      } _: { connection in
        try await connection.listening(on: ["a"]) { notifications in
          listening.continuation.yield()
          for try await _ in notifications {}
        }
      }
      #expect(outcome.failure as? PostgresError == .cancelled)
      let one: Int = try await connection.value("SELECT 1")
      #expect(one == 1)
      let channels = try await connection.query("SELECT pg_listening_channels()")
      #expect(channels.isEmpty)
    }
  }

  @Test func `a wait on a session that breaks ends`() async throws {
    try await withSession { connection in
      let database = try #require(SuiteDatabase.current)
      let failure = try await error {
        try await connection.listening(on: ["a"]) { notifications in
          try await database.terminate(connection.backendProcessID)
          _ = try await notifications.next()
        }
      }
      guard case .connectionLost = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(!connection.isOpen)
    }
  }

  @Test func `a wait that has begun ends with its session`() async throws {
    try await withSession { connection in
      let database = try #require(SuiteDatabase.current)
      let process = connection.backendProcessID
      nonisolated(unsafe) let lent = connection
      let waiter = Task {
        try await lent.listening(on: ["a"]) { _ = try await $0.next() }
      }
      try await database.wait(
        forProcess: process,
        until: "state = 'idle' AND query LIKE 'LISTEN%'"
      )
      try await database.terminate(process)
      let failure = await waiter.result.failure as? PostgresError
      guard case .connectionLost = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
    }
  }

  @Test func `listening is refused where it cannot work`() async throws {
    try await withSession { connection in
      let refusal = PostgresError.misuse(
        "listening needs a connection without transaction or other listener"
      )
      try await connection.transaction { connection in
        let inTransaction = try await error { try await connection.listening(on: ["a"]) { _ in } }
        #expect(inTransaction == refusal)
      }
      try await connection.listening(on: ["a"]) { _ in
        let nested = try await error { try await connection.listening(on: ["b"]) { _ in } }
        #expect(nested == refusal)
      }
      for channel in ["", "a\0b", String(repeating: "x", count: 64)] {
        let badName = try await error { try await connection.listening(on: [channel]) { _ in } }
        #expect(badName == .misuse("a channel's name is an identifier of 1 to 63 bytes"))
      }
    }
  }
}
