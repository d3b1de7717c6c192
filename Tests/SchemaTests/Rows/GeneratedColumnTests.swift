import Postgres
import Testing

extension Schema {
  @Suite struct GeneratedColumnTests {
    @Test func `isDeleted follows from deleted_at`() async throws {
      try await withSharedSchema { connection in
        try await connection.insert(.client)
        try await connection.insert(.facility)
        let states: SQL = """
          SELECT c."isDeleted" AND f."isDeleted", c."isDeleted" OR f."isDeleted"
          FROM client c JOIN facility f ON f.id = c."facilityId"
          """
        #expect(
          try await connection.query(states).only().decode(as: Bool.self, Bool.self) == (
            false, false
          )
        )
        try await connection.execute("UPDATE client SET deleted_at = now()")
        try await connection.execute("UPDATE facility SET deleted_at = now()")
        #expect(
          try await connection.query(states).only().decode(as: Bool.self, Bool.self) == (true, true)
        )
        try await connection.execute("UPDATE client SET deleted_at = NULL")
        try await connection.execute("UPDATE facility SET deleted_at = NULL")
        #expect(
          try await connection.query(states).only().decode(as: Bool.self, Bool.self) == (
            false, false
          )
        )
      }
    }

    static let writes: [SQL] = [
      #"UPDATE client SET "isDeleted" = true"#, #"UPDATE facility SET "isDeleted" = true"#,
      #"UPDATE client SET "searchName" = 'x'"#,
    ]

    @Test(arguments: writes)
    func `what follows from another column cannot be written`(write: SQL) async throws {
      try await withSharedSchema { connection in
        let refusal = try await refusal {
          try await connection.savepoint { _ = try await $0.execute(write) }
        }
        // generated_always
        #expect(refusal?.state == SQLState("428C9"))
      }
    }

    static let names: [(first: String, last: String, search: String)] = [
      ("Ana", "García", "ana garcia"),
      ("Łukasz", "Strauß", "lukasz strauss"),
      ("Søren", "Ærø", "soren aero"),
      ("Noël", "O’Brien", "noel o'brien"),
      ("JOSÉ", "NGUYỄN", "jose nguyen"),
      ("Jose\u{301}", "Nguye\u{302}\u{303}n", "jose nguyen"),
      ("İpek", "Işık", "ipek isik"),
      ("Đặng", "Thị", "dang thi"),
      ("Σωκράτης", "Ὀδυσσεύς", "σωκρατησ οδυσσευσ"),
      ("Ёлка", "Йод", "елка иод"),
      ("日本", "花子", "日本 花子"),
      ("ﬁona", "Ｍüller", "fiona muller"),
      ("X Æ A-12", "Cœur", "x ae a-12 coeur"),
      ("Anne‐Marie", "Smith", "anne-marie smith"),
      ("مُحَمَّد", "علي", "محمد علي"),
    ]

    @Test(arguments: names)
    func `a name is searched without accents, case and typographic signs`(
      name: (first: String, last: String, search: String)
    ) async throws {
      try await withSharedSchema { connection in
        try await connection.insert(
          .client,
          ["firstName": .text(name.first), "lastName": .text(name.last)]
        )
        #expect(try await connection.list(#"SELECT "searchName" FROM client"#) == [name.search])
        // A term goes through the same expression, however it is typed.
        let typed = try await connection.query(
          "SELECT \(Lookup.folded("\(name.first) \(name.last)".uppercased()))"
        )
        #expect(try typed.only().decode(0) == name.search)
      }
    }

    @Test func `the longest name fits the index`() async throws {
      try await withSharedSchema { connection in
        // U+FDFA decomposes to eighteen letters.
        try await connection.insert(
          .client,
          ["firstName": .length(50, of: "\u{FDFA}"), "lastName": .length(50, of: "\u{FDFA}")]
        )
        let length = try await connection.query(#"SELECT char_length("searchName") FROM client"#)
        #expect(try length.only().decode(0) == Int32(200))
      }
    }
  }
}
