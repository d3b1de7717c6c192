import Postgres
import TestDatabase
import Testing

extension Schema {
  /// A query that began in one request does not go on in another, in whatever portal it is.
  @Suite(.world) struct HalfReadQueryTests {
    @Test(arguments: ContextForm.allCases)
    func `a half read query of the portal without a name ends no request and begins none`(
      form: ContextForm
    ) async throws {
      try await form.withWorld { database in
        let connection = try await database.connect()
        let function =
          try await connection.query(
            "SELECT 'query_to_xml(text,boolean,boolean,text)'::regprocedure::oid::bigint"
          ).only().decode(0) as Int64
        connection.close()
        let session = try await RawSession(database)
        try session.run("BEGIN")
        try session.run("SET LOCAL enable_seqscan = off")
        try session.run(Attacks.begin("a", "a.staff"))
        // The house is not asked about before there is a row.
        let first = try session.beginReading(
          """
          SELECT COALESCE((SELECT c."firstName" FROM client c WHERE c.id = known.id), 'nobody')
          FROM (VALUES ({nowhere}), ({a.f2.client}), ({a.f1.client})) known (id)
          """
        )
        #expect(first == ["nobody"])
        try session.runBeside("RESET ALL")
        let refusal = #expect(throws: RawSession.Fault.self) {
          try session.call(Int(function), [World.sql(Attacks.begin("b", "b.owner")), "f", "f", ""])
        }
        #expect(refusal?.message == "24000")
        #expect(throws: RawSession.Fault.self) { try session.readOn() }
      }
    }

    @Test func `a request begins by any message that carries a statement`() async throws {
      let session = try await RawSession(try World.current)
      try session.run("BEGIN")
      _ = try session.beginReading(Attacks.begin("a", "a.owner"))
      #expect(try session.beginReading("SELECT count(*)::text FROM client") == ["2"])
      try session.run("ROLLBACK")
      try session.run("BEGIN")
      try session.run(Attacks.begin("b", "b.staff"))
      #expect(try session.beginReading("SELECT count(*)::text FROM client") == ["1"])
    }
  }
}
