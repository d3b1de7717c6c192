import Foundation
import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .serialized) struct TextTests {
  @Test(
    arguments: [
      "", " ", "O'Brien", "\"quoted\\\"", "Zoë 👩‍👩‍👧 e\u{301}", "a\r\n\tb", "NULL", "{1,2}",
      String(repeating: "ß", count: 100_000),
    ],
    ValueFormat.both
  )
  func `a text comes back`(value: String, format: ValueFormat) async throws {
    try await expectRoundTrip(value, format: format)
  }

  @Test func `U+0000 is refused before it is sent, alone and in an array`() async throws {
    let refusal = PostgresError.invalidParameter(
      index: 2,
      reason: "PostgreSQL's text cannot hold the character U+0000"
    )
    await #expect(throws: refusal) {
      try await withSession { _ = try await $0.query("SELECT \(1), \("a\0b")") }
    }
    await #expect(throws: refusal) {
      try await withSession { _ = try await $0.query("SELECT \(1), \(["a\0b"])") }
    }
  }

  @Test func `every type reads as a String in text format`() async throws {
    try await withSession { connection in
      let row = try await connection.query(
        "SELECT 1, true, '10.0.0.1'::inet, '1 day'::interval, 'x'::char(3), 'n'::name, B'101'"
      ).only()
      let texts = try (0..<row.count).map { try row.decode($0, as: String.self) }
      #expect(texts == ["1", "t", "10.0.0.1", "1 day", "x  ", "n", "101"])
    }
  }

  @Test func `a String parameter takes the type of its place, as a quoted literal does`()
    async throws
  {
    try await withSession { connection in
      let address: String = try await connection.value("SELECT host(\("10.0.0.1/8"))")
      #expect(address == "10.0.0.1")
      let isLonger: Bool = try await connection.value("SELECT interval '1 hour' < \("2 hours")")
      #expect(isLonger)
    }
  }

  @Test func `the binary form of a type that is no text does not read as a String`() async throws {
    try await withSession { connection in
      let found = try await reason {
        try await connection.value("SELECT 1", format: .binary, as: String.self)
      }
      #expect(found == .typeMismatch)
    }
  }

  @Test(arguments: [Data(), Data(0...255), Data(repeating: 0x5C, count: 1000)], ValueFormat.both)
  func `bytes come back`(value: Data, format: ValueFormat) async throws {
    try await expectRoundTrip(value, format: format)
  }

  @Test(arguments: [Data(), Data(0...255), Data(#"\x\\"#.utf8)])
  func `bytes come back where the server writes escapes`(value: Data) async throws {
    try await withSession { connection in
      try await connection.execute("SET bytea_output = escape")
      #expect(try await connection.roundTrip(value, format: .text) == value)
    }
  }

  @Test(arguments: ValueFormat.both)
  func `a uuid comes back`(format: ValueFormat) async throws {
    let value = try #require(UUID(uuidString: "00000000-0001-7000-8000-0123456789AB"))
    try await withSession { connection in
      let back = try await connection.roundTrip(value, format: format)
      #expect(back == value)
      let literal: UUID = try await connection.value(
        "SELECT '00000000-0001-7000-8000-0123456789ab'::uuid",
        format: format
      )
      #expect(literal == value)
    }
  }

  @Test(arguments: ValueFormat.both)
  func `JSON comes back as text and as a type`(format: ValueFormat) async throws {
    struct Note: Codable, Equatable {
      var text: String
      var tags: [String]
    }
    let note = Note(text: "\"quoted\" Zoë", tags: ["a", ""])
    try await withSession { connection in
      let back = try await connection.roundTrip(try JSON(encoding: note), format: format)
      #expect(try back.decode(as: Note.self) == note)
      let json: JSON = try await connection.value(#"SELECT '{"a" : 1}'::json"#, format: format)
      #expect(json.text == #"{"a" : 1}"#)
      let jsonb: JSON = try await connection.value(#"SELECT '{"a" : 1}'::jsonb"#, format: format)
      #expect(jsonb.text == #"{"a": 1}"#)
      let text: String = try await connection.value(#"SELECT '[1]'::jsonb"#, format: format)
      #expect(text == "[1]")
    }
  }

  enum Level: String, PostgresCodable, CaseIterable { case low, high }
  enum Step: Int16, PostgresCodable, CaseIterable { case first = 1, second }

  @Test(arguments: ValueFormat.both)
  func `an enumeration of raw values comes back`(format: ValueFormat) async throws {
    try await withSession { connection in
      for level in Level.allCases {
        #expect(try await connection.roundTrip(level, format: format) == level)
      }
      let steps = Step.allCases
      #expect(try await connection.roundTrip(steps, format: format) == steps)
      let unknown = try await reason {
        try await connection.value("SELECT 'middle'", format: format, as: Level.self)
      }
      #expect(unknown == .outOfRange)
    }
  }

  @Test(arguments: ValueFormat.both)
  func `an optional is NULL or its value`(format: ValueFormat) async throws {
    try await expectRoundTrip(Int32?.none, format: format)
    try await expectRoundTrip(Int32?(5), format: format)
    try await expectRoundTrip(String?.none, format: format)
    try await expectRoundTrip(String?(""), format: format)
    try await expectRoundTrip(Data?(Data()), format: format)
  }
}
