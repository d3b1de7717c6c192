import Foundation
import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .serialized) struct ArrayTests {
  static let texts: [[String?]] = [
    [], [nil], [""], ["NULL", "null", nil], ["a,b", "{c}", "d\\e", "\"f\"", " g ", "h\ni", "👩‍👩‍👧"],
  ]

  @Test(arguments: texts, ValueFormat.both)
  func `an array of texts comes back`(value: [String?], format: ValueFormat) async throws {
    try await expectRoundTrip(value, format: format)
  }

  @Test(arguments: ValueFormat.both)
  func `an array of every type comes back, empty and with NULL`(format: ValueFormat) async throws {
    try await withSession { connection in
      func check<Value: PostgresCodable & Equatable>(_ values: [Value]) async throws {
        #expect(try await connection.roundTrip(values, format: format) == values)
        #expect(try await connection.roundTrip([Value](), format: format) == [])
        let gaps = [nil] + values.map(Optional.some) + [nil]
        #expect(try await connection.roundTrip(gaps, format: format) == gaps)
      }
      try await check([true, false])
      try await check([Int16.min, 0, .max])
      try await check([Int32.min, 0, .max])
      try await check([Int64.min, 0, .max])
      try await check([Int.min, 0, .max])
      try await check([UInt32.max])
      try await check([0.1, -.infinity])
      try await check([Decimal(string: "-12.50") ?? 0, 0])
      try await check(["x", ""])
      try await check([UUID(), UUID()])
      try await check([Date(timeIntervalSince1970: 0.5)])
      try await check([CalendarDate(daysSince2000: -1)])
      try await check([Data(), Data(0...255)])
      try await check([JSON(text: #"{"a": [1, "b,{}"]}"#)])
    }
  }

  @Test(arguments: ValueFormat.both)
  func `bounds that do not start at 1 are read over`(format: ValueFormat) async throws {
    try await withSession { connection in
      let values: [Int] = try await connection.value(
        "SELECT '[0:1]={5,6}'::int[]",
        format: format
      )
      #expect(values == [5, 6])
    }
  }

  @Test(
    arguments: [
      "SELECT '{{1,2},{3,4}}'::int[]", "SELECT 1", "SELECT '{1,2}'::text",
      "SELECT '2026-01-01'::date",
    ] as [SQL],
    ValueFormat.both
  )
  func `what is no array of one dimension does not fit`(sql: SQL, format: ValueFormat) async throws
  {
    try await withSession { connection in
      let found = try await reason {
        try await connection.value(sql, format: format, as: [Int].self)
      }
      #expect(found == .typeMismatch)
    }
  }

  @Test func `an array of a type of the database's own reads as texts`() async throws {
    try await withSession { connection in
      try await connection.transaction { connection in
        try await connection.execute("CREATE TYPE mood AS ENUM ('calm', 'so, so')")
        let moods: [String] = try await connection.value("SELECT enum_range(NULL::mood)")
        #expect(moods == ["calm", "so, so"])
        try await connection.execute("DROP TYPE mood")
      }
    }
  }

  @Test(arguments: ValueFormat.both)
  func `a NULL element does not read as a value`(format: ValueFormat) async throws {
    try await withSession { connection in
      let found = try await reason {
        try await connection.value("SELECT ARRAY[1, NULL]", format: format, as: [Int].self)
      }
      #expect(found == .unexpectedNull)
    }
  }

  @Test func `a hundred thousand elements come back`() async throws {
    let values = Array(0..<100_000)
    try await withSession { connection in
      let sum: Int = try await connection.value("SELECT sum(n)::int8 FROM unnest(\(values)) AS n")
      #expect(sum == 4_999_950_000)
    }
  }
}
