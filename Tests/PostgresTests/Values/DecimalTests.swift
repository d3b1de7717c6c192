import Foundation
import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .serialized) struct DecimalTests {
  static let texts = [
    "0", "1", "-1", "0.1", "-0.0001", "0.00010001", "9999", "10000", "10001", "99999999",
    "100000000", "-100000000.00000001", "12345.67", "0.5",
    "1234567890123456789012345678.9012345678",
    "99999999999999999999999999999999999999", "-99999999999999999999999999999999999999",
    "0.00000000000000000001", "0.99999999999999999999999999999999999999",
    "10000000000000000000000000000000000000000000000",
  ]

  @Test(arguments: texts, ValueFormat.both)
  func `a numeric comes back and is what the server reads`(
    text: String,
    format: ValueFormat
  ) async throws {
    let value = try #require(Decimal(string: text))
    try await withSession { connection in
      #expect(try await connection.roundTrip(value, format: format) == value)
      let isSame: Bool = try await connection.value(
        "SELECT \(value) = \(text)::numeric",
        format: format
      )
      #expect(isSame)
    }
  }

  @Test(arguments: ValueFormat.both)
  func `the scale of a column does not change the number`(format: ValueFormat) async throws {
    try await withSession { connection in
      let wide: Decimal = try await connection.value(
        "SELECT 12345.6700::numeric(20, 4)",
        format: format
      )
      #expect(wide == Decimal(string: "12345.67"))
      let padded: Decimal = try await connection.value(
        "SELECT 123456789012345678901::numeric(60, 30)",
        format: format
      )
      #expect(padded == Decimal(string: "123456789012345678901"))
      let zero: Decimal = try await connection.value("SELECT 0.0000::numeric", format: format)
      #expect(zero == 0)
    }
  }

  @Test(
    arguments: [
      "SELECT 'NaN'::numeric", "SELECT 'Infinity'::numeric", "SELECT '-Infinity'::numeric",
      "SELECT repeat('9', 39)::numeric", "SELECT ('0.' || repeat('7', 60))::numeric",
      "SELECT ('1' || repeat('0', 4000))::numeric",
    ] as [SQL],
    ValueFormat.both
  )
  func `what Decimal cannot hold is out of range`(sql: SQL, format: ValueFormat) async throws {
    try await withSession { connection in
      let found = try await reason {
        try await connection.value(sql, format: format, as: Decimal.self)
      }
      #expect(found == .outOfRange)
    }
  }

  @Test func `NaN is refused before it is sent`() async throws {
    await #expect(
      throws: PostgresError.invalidParameter(
        index: 1,
        reason: "the value is outside the range of its PostgreSQL type"
      )
    ) {
      try await withSession { _ = try await $0.query("SELECT \(Decimal.nan)") }
    }
  }

  @Test(arguments: ValueFormat.both)
  func `random numbers come back`(format: ValueFormat) async throws {
    var random = FixedSeed(state: 1)
    let values = (0..<2000).map { _ in
      let digits = Int.random(in: 1...38, using: &random)
      let text = (0..<digits).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
      let sign: FloatingPointSign = Bool.random(using: &random) ? .minus : .plus
      let exponent = Int.random(in: -60...40, using: &random)
      return Decimal(sign: sign, exponent: exponent, significand: Decimal(string: text) ?? 0)
    }
    try await withSession { connection in
      let back: [Decimal] = try await connection.roundTrip(values, format: format)
      #expect(back == values)
      let texts = values.map(\.description)
      let areSame: Bool = try await connection.value(
        "SELECT \(values) = \(texts)::text[]::numeric[]",
        format: format
      )
      #expect(areSame)
    }
  }
}
