import Testing

@testable import Postgres

/// In which state a session reaches the next caller.
@Suite struct PoolCleanlinessTests {
  private struct Whatever: Error {}

  private static func oneSession(_ options: inout PoolOptions) {
    options.maximumConnections = 1
  }

  @Test func `an open transaction is rolled back`() async throws {
    try await withPool(Self.oneSession) { pool, observer in
      try await observer.connection.execute("CREATE TABLE note (text text)")
      let first = try await pool.withConnection { connection in
        try await connection.execute("BEGIN")
        try await connection.execute("INSERT INTO note VALUES ('lost')")
        return connection.backendProcessID
      }
      try await pool.withConnection { connection in
        #expect(connection.transactionStatus == .idle)
        #expect(connection.backendProcessID == first)
        let notes = try await connection.execute("SELECT FROM note")
        #expect(notes == 0)
      }
    }
  }

  @Test func `a failed transaction is rolled back`() async throws {
    try await withPool(Self.oneSession) { pool, _ in
      let error = await #expect(throws: PostgresError.self) {
        try await pool.withConnection { connection in
          try await connection.execute("BEGIN")
          try await connection.execute("SELECT 1 / 0")
        }
      }
      #expect(error?.sqlState?.code == "22012")
      try await pool.withConnection { connection in
        #expect(connection.transactionStatus == .idle)
        try await connection.execute("SELECT 1")
      }
      #expect(pool.statistics.opened == 1)
    }
  }

  @Test func `a transaction commits when the body returns and rolls back when it throws`()
    async throws
  {
    try await withPool(Self.oneSession) { pool, observer in
      try await observer.connection.execute("CREATE TABLE note (text text)")
      try await pool.withTransaction { connection in
        try await connection.execute("INSERT INTO note VALUES ('kept')")
      }
      await #expect(throws: Whatever.self) {
        try await pool.withTransaction { connection in
          try await connection.execute("INSERT INTO note VALUES ('lost')")
          throw Whatever()
        }
      }
      let notes = try await pool.withTransaction(.init(isReadOnly: true)) { connection in
        try await connection.query("SELECT text FROM note").only().decode(as: String.self)
      }
      #expect(notes == "kept")
    }
  }

  /// Leaves something behind in every corner of a session.
  private static func litter(_ connection: Connection) async throws {
    try await connection.execute("SELECT set_config('app.tenant_id', 'somebody', false)")
    try await connection.execute("SET statement_timeout = '7s'")
    try await connection.execute("SET DateStyle = 'German'")
    try await connection.execute("CREATE TEMPORARY TABLE left_behind (x int)")
    try await connection.execute("CREATE SEQUENCE IF NOT EXISTS counter")
    try await connection.execute("SELECT nextval('counter')")
    try await connection.execute("SELECT pg_advisory_lock(7)")
    try await connection.execute("LISTEN rumours")
    try await connection.execute("DECLARE open_cursor CURSOR WITH HOLD FOR SELECT 1")
    try await connection.execute("SET ROLE pg_monitor")
    try await connection.execute("NOTIFY rumours")
  }

  /// What of it the session still has.
  private static func leftovers(_ connection: Connection) async throws -> [String] {
    let row = try await connection.query(
      """
      SELECT concat_ws(' ',
        CASE WHEN current_setting('app.tenant_id', true) = 'somebody' THEN 'setting' END,
        CASE WHEN to_regclass('pg_temp.left_behind') IS NOT NULL THEN 'table' END,
        CASE WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory'
          AND pid = pg_backend_pid()) THEN 'lock' END,
        CASE WHEN EXISTS (SELECT FROM pg_listening_channels()) THEN 'channel' END,
        CASE WHEN EXISTS (SELECT FROM pg_cursors WHERE is_holdable) THEN 'cursor' END,
        CASE WHEN current_user <> session_user THEN 'role' END)
      """
    ).only().decode(as: String.self)
    return row.split(separator: " ").map(String.init)
  }

  private static func settings(_ connection: Connection) async throws -> String {
    let (timeout, style) = try await connection.query(
      "SELECT current_setting('statement_timeout'), current_setting('DateStyle')"
    ).only().decode(as: String.self, String.self)
    return "\(timeout) \(style.prefix(3))"
  }

  @Test(arguments: [SessionReset.sessionState, .discardAll])
  func `what a caller changed in its session is gone`(reset: SessionReset) async throws {
    try await withPool { options in
      options.maximumConnections = 1
      options.reset = reset
      options.connection.statementTimeout = .seconds(42)
    } _: { pool, _ in
      let first = try await pool.withConnection { connection in
        try await Self.litter(connection)
        return connection.backendProcessID
      }
      try await pool.withConnection { connection in
        #expect(connection.backendProcessID == first)
        let left = try await Self.leftovers(connection)
        #expect(left == [])
        let settings = try await Self.settings(connection)
        #expect(settings == "42s ISO")
      }
    }
  }

  @Test func `without a reset the session keeps what a caller changed`() async throws {
    try await withPool { options in
      options.maximumConnections = 1
      options.reset = .none
    } _: { pool, _ in
      try await pool.withConnection { try await Self.litter($0) }
      try await pool.withConnection { connection in
        let left = try await Self.leftovers(connection)
        #expect(left == ["setting", "table", "lock", "channel", "cursor", "role"])
      }
    }
  }

  @Test(arguments: [(.sessionState, 1), (.discardAll, 0)] as [(SessionReset, Int64)])
  func `prepared statements stay unless all is discarded, and work either way`(
    reset: SessionReset,
    kept: Int64
  ) async throws {
    try await withPool { options in
      options.maximumConnections = 1
      options.reset = reset
    } _: { pool, _ in
      for round in 0..<3 as Range<Int64> {
        try await pool.withConnection { connection in
          let before = try await connection.execute(
            SQLScript(text: "SELECT FROM pg_prepared_statements WHERE statement LIKE 'SELECT 41%'")
          )
          #expect(before.first?.affectedRows == (round == 0 ? 0 : Int(kept)))
          let answer = try await connection.query("SELECT 41 + \(round)")
          #expect(try answer.only().decode(as: Int64.self) == 41 + round)
        }
      }
    }
  }

  @Test func `a session whose connection was kept is closed`() async throws {
    try await withPool(Self.oneSession) { pool, _ in
      var kept: Connection?
      let first = try await pool.withConnection { connection in
        kept = connection
        return connection.backendProcessID
      }
      #expect(kept?.isOpen == false)
      #expect(try await pool.backendProcessID() != first)
    }
  }

  @Test func `a session that its caller closed is replaced`() async throws {
    try await withPool(Self.oneSession) { pool, _ in
      try await pool.withConnection { $0.close() }
      _ = try await pool.backendProcessID()
      #expect(pool.statistics.opened == 2)
    }
  }
}
