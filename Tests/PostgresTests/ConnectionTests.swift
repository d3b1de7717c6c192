import Postgres
import TestDatabase
import Testing

@Suite struct ConnectionTests {
  @Test func `a statement's rows come back in their columns`() async throws {
    try await withTestConnection { connection in
      let rows = try await connection.query("SELECT 1 AS one, 'zwei' AS two")
      let (one, two) = try rows.only().decode(as: Int32.self, String.self)
      #expect(one == 1)
      #expect(two == "zwei")
    }
  }
}
