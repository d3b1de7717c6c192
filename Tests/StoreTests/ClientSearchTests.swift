import Access
import CareFixture
import Postgres
import Store
import TestDatabase
import Testing

@Suite struct ClientSearchTests {
  let sunrise = Organisation.sunriseCare

  /// José O'Brien and Ana Müller live in Oak House, 明 日本 in Pine House.
  @Test(arguments: [
    ("José", ["jose"]), ("jose", ["jose"]), ("JOSE", ["jose"]), ("jos", ["jose"]),
    ("brien", ["jose"]), ("O'Brien", ["jose"]), ("obrien", ["jose"]), ("O’Brien José", ["jose"]),
    ("rien jos", ["jose"]), ("jose muller", []), ("muller", ["ana"]), ("Müller", ["ana"]),
    ("ulle", ["ana"]), ("mueller", ["ana"]), ("muler", ["ana"]), ("mullr", ["ana"]),
    ("mulelr", ["ana"]), ("nuller", ["ana"]), ("mullerx", ["ana"]), ("brein", ["jose"]),
    ("日本", ["akira"]), ("本", ["akira"]), ("明", ["akira"]), ("xyzzy", []), ("gone", []), ("'", []),
    ("%", []), ("_", []), ("\\", []), ("  muller  ", ["ana"]), ("anamüller", []),
  ]) func `a name is found by its parts, without accents, and misspelt`(
    term: String,
    expected: [String]
  ) async throws {
    let names = [sunrise.jose: "jose", sunrise.ana: "ana", sunrise.akira: "akira"]
    let found = try await StoreSession.with { session in
      try await session.as(.olivia) { try await $0.searchClients(term) }
    }
    #expect(found.map { names[$0.id] } == expected)
  }

  @Test(arguments: [
    (Person.sam, ["ana"]), (.adam, ["ana"]), (.petra, []), (.lone, []), (.olivia, ["ana"]),
  ]) func `a person finds clients of their houses only`(
    person: Person,
    expected: [String]
  ) async throws {
    let found = try await StoreSession.with { session in
      try await session.as(person) { try await $0.searchClients("müller") }
    }
    #expect(found.map(\.id) == expected.map { _ in sunrise.ana })
  }

  @Test func `whole words come before beginnings, and these before parts`() async throws {
    try await StoreSession.with { session in
      for (index, name) in ["Hanover", "Annabel", "Ann", "Susann", "Anne"].enumerated() {
        _ = try await session.as(.olivia) {
          try await $0.create(
            NewClient(
              facility: sunrise.oakHouse,
              firstName: name,
              lastName: "Xu",
              birthDate: try #require(Day("1950-01-01")),
              uci: "RANK0\(index)"
            )
          )
        }
      }
      let found = try await session.as(.olivia) { try await $0.searchClients("ann") }
      #expect(found.map(\.firstName) == ["Ann", "Annabel", "Anne", "Susann"])
      let best = try await session.as(.olivia) { try await $0.searchClients("ann", limit: 2) }
      #expect(best.map(\.firstName) == ["Ann", "Annabel"])
      let shown = try await session.list(
        """
        SELECT jsonb_array_length(details -> 'clients')::text FROM user_action_audit_log
        WHERE action = 'SEARCH' ORDER BY 1
        """
      )
      #expect(shown == ["2", "4"])
    }
  }

  @Test func `what a client becomes is found, and what they were is not`() async throws {
    try await StoreSession.with { session in
      func found(_ term: String, by person: Person = .olivia) async throws -> Int {
        try await session.as(person) { try await $0.searchClients(term) }.count
      }
      var change = ClientChange()
      change.lastName = .set("Nguyễn")
      _ = try await session.as(.olivia) { [change] in
        try await $0.update(sunrise.jose, change, ifVersion: nil)
      }
      #expect(try await found("nguyen") == 1)
      #expect(try await found("brien") == 0)
      _ = try await session.as(.olivia) {
        try await $0.move(sunrise.jose, to: sunrise.pineHouse, ifVersion: nil)
      }
      #expect(try await found("nguyen", by: .sam) == 0)
      #expect(try await found("nguyen", by: .petra) == 1)
      try await session.as(.olivia) { try await $0.deleteClient(sunrise.jose) }
      #expect(try await found("nguyen") == 0)
      try await session.as(.olivia) { try await $0.restoreClient(sunrise.jose) }
      #expect(try await found("nguyen") == 1)
    }
  }

  @Test func `the words of another organisation or house are nobody else's to read`() async throws {
    try await StoreSession.with { session in
      let connection = try await session.database.connect(as: "heartly_app")
      defer { connection.close() }
      func keys(_ person: Person) async throws -> [String] {
        try await connection.transaction { connection in
          _ = try await connection.query(
            """
            SELECT FROM heartly.begin_request(\(sunrise.id), \(sunrise.secret(of: person)),
              gen_random_uuid())
            """
          )
          return try await connection.query(
            """
            SELECT DISTINCT "tenantId" || ' ' || "facilityId" FROM client_name_key ORDER BY 1
            """
          ).map { try $0.decode(0) }
        }
      }
      let (oak, pine) = ("\(sunrise.id) \(sunrise.oakHouse)", "\(sunrise.id) \(sunrise.pineHouse)")
      #expect(try await keys(.sam) == [oak])
      #expect(try await keys(.petra) == [pine])
      #expect(try await keys(.olivia) == [oak, pine].sorted())
      await #expect(throws: PostgresError.self) {
        try await connection.transaction { connection in
          _ = try await connection.query(
            """
            SELECT FROM heartly.begin_request(\(sunrise.id), \(sunrise.secret(of: .sam)),
              gen_random_uuid())
            """
          )
          try await connection.execute("DELETE FROM client_name_key")
        }
      }
    }
  }

  @Test func `a term is compared in the form of the names`() async throws {
    try await StoreSession.with { session in
      let different = try await session.list(
        """
        SELECT count(*)::text FROM client
        WHERE "searchName" <> heartly.search_form("firstName" || ' ' || "lastName") COLLATE "C"
        """
      )
      #expect(different == ["0"])
    }
  }

}
