import Crypto
import Foundation
import Postgres
import Synchronization
import TestDatabase
import TestSupport
import Testing

extension Schema {
  /// The context of a request, from its beginning to its end, on sessions that are used again.
  @Suite(.world) struct ContextTests {
    private let noContext = SQLState("28000")

    @Test(arguments: ContextForm.allCases)
    func `it ends with its transaction, however that ends`(form: ContextForm) async throws {
      try await form.withWorld { database in
        let session = try await RuntimeSession(database)
        for ending in ["COMMIT", "ROLLBACK", "COMMIT AND CHAIN", "ROLLBACK AND CHAIN"] {
          try await session.connection.execute("BEGIN")
          try await session.connection.begin("a.owner")
          #expect(try await session.connection.clients() == 2)
          try await session.connection.execute(SQLScript(text: ending))
          #expect(try await state { try await session.connection.clients() } == noContext)
          try await session.connection.execute("ROLLBACK")
        }
        // An error in the middle, and a statement that is cut off.
        for fault: SQL in ["SELECT 1 / 0", "SET LOCAL statement_timeout = 50"] {
          _ = try? await session.request(of: "a.owner") { connection in
            try await connection.execute(fault)
            try await connection.execute("SELECT pg_sleep(5)")
          }
          #expect(try await state { try await session.connection.clients() } == noContext)
        }
        #expect(try await session.request(of: "b.staff") { try await $0.clients() } == 1)
      }
    }

    @Test(arguments: ContextForm.allCases)
    func `a context of one transaction is nothing in the next, or in another session`(
      form: ContextForm
    ) async throws {
      try await form.withWorld { database in
        let first = try await RuntimeSession(database)
        let second = try await RuntimeSession(database)
        let stolen: String = try await first.request(of: "a.owner") { connection in
          try await connection.query("SELECT current_setting(\(form.setting))").only().decode(0)
        }
        for session in [first.connection, second.connection] {
          let refused = try await state {
            try await session.transaction { connection in
              try await connection.execute(
                SQLScript(text: "SET LOCAL \(form.setting) = '\(stolen)'")
              )
              _ = try await connection.clients()
            }
          }
          #expect(refused == (form == .signed ? noContext : SQLState("42501")))
        }
      }
    }

    /// The transactions of one message of the simple protocol have one start, and processes one number.
    @Test(arguments: ContextForm.allCases)
    func `a context is nothing in the next transaction of the same message`(
      form: ContextForm
    ) async throws {
      let replay = form == .signed ? "" : "--"
      try await form.withWorld { database in
        let session = try await RuntimeSession(database)
        let refused = try await state {
          try await session.connection.execute(
            SQLScript(
              text: World.sql(
                """
                BEGIN;
                SELECT FROM heartly.begin_request({a}, 'a.owner', gen_random_uuid());
                DO $$ BEGIN
                  EXECUTE 'SET x.saved = ' || quote_literal(current_setting('\(form.setting)'));
                END $$;
                COMMIT;
                BEGIN;
                \(replay) DO $$ BEGIN EXECUTE 'SET LOCAL heartly.context = ' || quote_literal(current_setting('x.saved')); END $$;
                SELECT count(*) FROM client;
                COMMIT
                """
              )
            )
          )
        }
        #expect(refused == noContext)
      }
    }

    @Test func `it cannot come with the start of a session`() async throws {
      let database = try World.current
      let target = database.connectionString(as: "heartly_app")
      let option =
        target.contains("://")
        ? "&options=-c%20backtrace_functions%3Dheartly_context_1"
        : " options='-c backtrace_functions=heartly_context_1'"
      let refusal = await #expect(throws: PostgresError.self) {
        try await Connection.connect(to: try ConnectionTarget(target + option)).close()
      }
      #expect("\(try #require(refusal))".contains("permission denied to set parameter"))
    }

    /// A pooler runs it between two clients.
    @Test func `DISCARD ALL leaves a session that begins requests`() async throws {
      let session = try await RuntimeSession(try World.current)
      for person in ["a.owner", "b.owner"] {
        #expect(try await session.request(of: person) { try await $0.clients() } == 2)
        try await session.connection.execute("DISCARD ALL")
        #expect(try await state { try await session.connection.clients() } == noContext)
      }
    }

    /// A worker has the context of its leader, or none of its transaction's rows.
    @Test(arguments: ContextForm.allCases)
    func `parallel workers see what their leader sees`(form: ContextForm) async throws {
      try await form.withWorld { database in
        let session = try await RuntimeSession(database)
        let seen = try await session.request(of: "a.owner") { connection in
          for setting in [
            "force_parallel_mode = on", "parallel_setup_cost = 0", "parallel_tuple_cost = 0",
            "min_parallel_table_scan_size = 0",
          ] {
            try await connection.execute(SQLScript(text: "SET LOCAL \(setting)"))
          }
          return try await connection.clients()
        }
        #expect(seen == 2)
      }
    }

    /// With a call in it a policy would cost many times as much, and nobody would notice. Two calls are meant.
    @Test func `the planner puts PostgreSQL's own functions in the place of ours`() async throws {
      let session = try await RuntimeSession(try World.current)
      let plan: [String] = try await session.request(of: "a.admin") { connection in
        var lines: [String] = []
        for table in Attacks.tables {
          lines += try await connection.execute(
            SQLScript(
              text: "EXPLAIN (VERBOSE, COSTS OFF) SELECT \(Attacks.column(of: table)) FROM \(table)"
            )
          )[0].map { try $0.decode(0) }
        }
        return lines
      }
      let calls = plan.flatMap { line in
        line.components(separatedBy: "heartly.").dropFirst().map { $0.prefix { $0 != "(" } }
      }
      #expect(Set(calls) == ["no_context", "is_colleague", "is_in_scope"])
      #expect(plan.contains { $0.contains("current_setting('backtrace_functions'") })
    }

    /// The planner prints plans to whoever asks for them: no plan may hold the key.
    @Test func `no plan holds the key`() async throws {
      let printed = Printed()
      var options = ConnectionOptions()
      options.onNotice = { notice in printed.text.withLock { $0 += notice.detail ?? "" } }
      try await ContextForm.signed.withWorld { database in
        let connection = try await database.connect(options: options)
        defer { connection.close() }
        try await connection.transaction { connection in
          try await connection.execute("SET LOCAL debug_print_plan = on")
          try await connection.execute("SET LOCAL debug_pretty_print = off")
          try await connection.execute("SET LOCAL client_min_messages = log")
          try await connection.begin("a.owner")
          _ = try await connection.query("SELECT heartly.tenant_id()")
        }
        let plans = printed.text.withLock { $0 }
        #expect(plans.contains("constvalue"))
        let pad: Data = try await connection.query(
          "SELECT \"innerPad\" FROM heartly.context_key"
        ).only().decode(0)
        // As the server prints a constant: bytes in decimal, signed.
        let constant = pad.prefix(8).map { String(Int8(bitPattern: $0)) }.joined(separator: " ")
        #expect(!plans.contains(constant))
      }
    }

    private final class Printed: Sendable {
      let text = Mutex("")
    }

    @Test(arguments: ContextForm.allCases)
    func `a prepared plan serves whoever asks next`(form: ContextForm) async throws {
      try await form.withWorld { database in
        let session = try await RuntimeSession(database)
        try await session.connection.execute("PREPARE clients AS SELECT count(*) FROM client")
        for _ in 1...7 {
          for (person, expected) in [
            ("a.owner", Int64(2)), ("b.admin", 1), ("a.lone", 0), ("b.owner", 2),
          ] {
            let seen: Int64 = try await session.request(of: person) { connection in
              try await connection.query("EXECUTE clients").only().decode(0)
            }
            #expect(seen == expected, "\(person)")
          }
        }
      }
    }

    @Test(arguments: [
      (
        "removed from the house", "DELETE FROM facility_staff WHERE \"userId\" = {a.admin}",
        Int64(0)
      ),
      (
        "moved to another house",
        "UPDATE facility_staff SET \"facilityId\" = {a.f2} WHERE \"userId\" = {a.admin}", 1
      ),
      ("raised", "UPDATE \"user\" SET role = 'OWNER' WHERE id = {a.admin}", 2),
      ("house deleted", "UPDATE facility SET deleted_at = now() WHERE id = {a.f1}", 0),
    ])
    func `what changed about a person counts from the next transaction`(
      change: String,
      statement: String,
      sees: Int64
    ) async throws {
      try await withTestDatabase(from: try World.current) { database in
        let session = try await RuntimeSession(database)
        #expect(try await session.request(of: "a.admin") { try await $0.clients() } == 1)
        try await operate(statement, in: database)
        #expect(try await session.request(of: "a.admin") { try await $0.clients() } == sees)
      }
    }

    @Test(arguments: [
      "UPDATE session SET revoked_at = now() WHERE \"userId\" = {a.admin}",
      "UPDATE \"user\" SET status = 'SUSPENDED' WHERE id = {a.admin}",
      "UPDATE \"user\" SET deleted_at = now() WHERE id = {a.admin}",
      "UPDATE tenant SET status = 'SUSPENDED' WHERE id = {a}",
      "UPDATE tenant SET deleted_at = now() WHERE id = {a}",
    ])
    func `who is shut out is refused from the next transaction on`(statement: String) async throws {
      try await withTestDatabase(from: try World.current) { database in
        let session = try await RuntimeSession(database)
        _ = try await session.request(of: "a.admin") { try await $0.clients() }
        try await operate(statement, in: database)
        let refused = try await state { try await session.request(of: "a.admin") { _ in } }
        #expect(refused == noContext)
        #expect(try await session.request(of: "b.admin") { try await $0.clients() } == 1)
      }
    }

    @Test func `tenants at the same time see their own, and only that`() async throws {
      let database = try World.current
      try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<8 {
          group.addTask {
            let session = try await RuntimeSession(database)
            for turn in 0..<40 {
              let tenant = (worker + turn) % 2 == 0 ? "a" : "b"
              let foreign = tenant == "a" ? "b" : "a"
              try await session.request(of: "\(tenant).owner") { connection in
                let seen = try await connection.query(
                  "SELECT count(*), count(DISTINCT \"tenantId\") FROM client"
                ).only()
                #expect(try seen.decode(0) as Int64 == 2)
                #expect(try seen.decode(1) as Int64 == 1)
                let others: Int64 = try await connection.query(
                  "SELECT count(*) FROM client WHERE \"tenantId\" = md5(\(foreign))::uuid"
                ).only().decode(0)
                #expect(others == 0)
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }

    @Test func `a session that is killed in the middle leaves no half of a change`() async throws {
      try await withTestDatabase(from: try World.current) { database in
        let superuser = try await database.connect()
        defer { superuser.close() }
        let session = try await RuntimeSession(database)
        try await session.connection.execute("BEGIN")
        try await session.connection.begin("a.owner")
        try await session.connection.execute("UPDATE client SET phone = '+12'")
        let pid: Int32 = try await session.connection.query("SELECT pg_backend_pid()").only()
          .decode(0)
        try await superuser.execute("SELECT pg_terminate_backend(\(pid), 5000)")
        let left = try await superuser.query(
          """
          SELECT (SELECT count(*) FROM client WHERE phone IS NOT NULL),
            (SELECT count(*) FROM data_audit_log WHERE operation = 'UPDATE' AND "userId" IS NOT NULL)
          """
        ).only()
        #expect(try left.decode(0) as Int64 == 0)
        #expect(try left.decode(1) as Int64 == 0)
      }
    }

    @Test func `it is signed as RFC 2104 says`() async throws {
      try await ContextForm.signed.withWorld { database in
        let connection = try await database.connect()
        defer { connection.close() }
        try await expectSignature(on: connection)
      }
    }

    @Test func `a new key counts from the next transaction, in sessions that know the old one`()
      async throws
    {
      try await ContextForm.signed.withOwnWorld { database in
        let superuser = try await database.connect()
        let other = try await database.connect()
        defer {
          superuser.close()
          other.close()
        }
        let session = try await RuntimeSession(database)
        try await expectSignature(on: other)
        _ = try await session.request(of: "a.owner") { try await $0.clients() }
        for _ in 1...3 {
          try await superuser.execute("SELECT heartly.rotate_context_key()")
          try await expectSignature(on: other)
          #expect(try await session.request(of: "a.owner") { try await $0.clients() } == 2)
        }
      }
    }

    /// The server's signature is the HMAC under the key that the table holds now.
    private func expectSignature(on connection: Connection) async throws {
      try await connection.execute("SELECT nextval('heartly.context_number')")
      let row = try await connection.query(
        """
        SELECT k."innerPad", int4send(pg_backend_pid()) || timestamptz_send(now())
            || xid8send(pg_current_xact_id()) || int8send(currval('heartly.context_number'))
            || 'claims'::bytea,
          heartly.signature('claims')
        FROM heartly.context_key k
        """
      ).only()
      let (pad, message, signature) = try row.decode(as: Data.self, Data.self, String.self)
      let key = SymmetricKey(data: pad.map { $0 ^ 0x36 })
      let expected = HMAC<SHA256>.authenticationCode(for: message, using: key)
      #expect(signature == expected.map { String(format: "%02x", $0) }.joined())
    }

    @Test func `a deletion and a move into the house exclude each other`() async throws {
      try await withTestDatabase(from: try World.current) { database in
        let owner = try await RuntimeSession(database)
        let mover = try await RuntimeSession(database)
        try await mover.connection.execute("BEGIN")
        try await mover.connection.begin("a.owner")
        try await mover.connection.execute(
          SQLScript(
            text: World.sql("UPDATE client SET \"facilityId\" = {a.f1} WHERE id = {a.f2.client}")
          )
        )
        try await owner.connection.execute("BEGIN")
        try await owner.connection.begin("a.owner")
        // The house has become empty in the mover's eyes only.
        let refused = try await state {
          try await owner.connection.execute(
            SQLScript(text: World.sql("SELECT heartly.delete_facility({a.f2})"))
          )
        }
        #expect(refused == SQLState("23001"))
        try await owner.connection.execute("ROLLBACK")
        try await mover.connection.execute("COMMIT")
        _ = try await owner.request(of: "a.owner") { connection in
          try await connection.execute(
            SQLScript(text: World.sql("SELECT heartly.delete_facility({a.f2})"))
          )
        }
      }
    }

    private func operate(_ statement: String, in database: TestDatabase) async throws {
      let superuser = try await database.connect()
      defer { superuser.close() }
      try await superuser.operation(statement)
    }

    /// With what state the body is refused; nil where it is not.
    private func state<Value>(_ body: () async throws -> Value) async throws -> SQLState? {
      do {
        _ = try await body()
        return nil
      } catch PostgresError.server(let error) {
        return error.sqlState
      }
    }
  }
}
