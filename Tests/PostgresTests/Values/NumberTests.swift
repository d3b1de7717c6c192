import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .serialized) struct NumberTests {
  @Test(arguments: [true, false], ValueFormat.both)
  func `a boolean comes back`(value: Bool, format: ValueFormat) async throws {
    try await expectRoundTrip(value, format: format)
  }

  @Test(arguments: [Int16.min, -1, 0, 1, .max], ValueFormat.both)
  func `a smallint comes back`(value: Int16, format: ValueFormat) async throws {
    try await expectRoundTrip(value, format: format)
  }

  @Test(arguments: [Int32.min, -1, 0, 1, .max], ValueFormat.both)
  func `an integer comes back`(value: Int32, format: ValueFormat) async throws {
    try await expectRoundTrip(value, format: format)
  }

  @Test(arguments: [Int64.min, -1, 0, 1, .max], ValueFormat.both)
  func `a bigint comes back`(value: Int64, format: ValueFormat) async throws {
    try await expectRoundTrip(value, format: format)
    try await expectRoundTrip(Int(value), format: format)
  }

  @Test(arguments: [UInt32.min, 1, 0x8000_0000, .max], ValueFormat.both)
  func `an oid comes back`(value: UInt32, format: ValueFormat) async throws {
    try await expectRoundTrip(value, format: format)
  }

  @Test(
    arguments: [
      0, -0.0, 1.5, -1e-300, 0.1, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
      .infinity, -.infinity, .nan,
    ] as [Double],
    ValueFormat.both
  )
  func `a double comes back to the bit`(value: Double, format: ValueFormat) async throws {
    try await withSession { connection in
      let back = try await connection.roundTrip(value, format: format)
      #expect(value.isNaN ? back.isNaN : back.bitPattern == value.bitPattern)
    }
  }

  @Test(arguments: ValueFormat.both)
  func `a real reads as the same double in both formats`(format: ValueFormat) async throws {
    try await withSession { connection in
      let value = try await connection.value("SELECT 3.14::real", format: format, as: Double.self)
      #expect(value == Double(Float(3.14)))
      let nan = try await connection.value("SELECT 'NaN'::real", format: format, as: Double.self)
      #expect(nan.isNaN)
      let infinite = try await connection.value(
        "SELECT '-Infinity'::real",
        format: format,
        as: Double.self
      )
      #expect(infinite == -.infinity)
    }
  }

  @Test(arguments: ValueFormat.both)
  func `an integer of any width reads as any that holds it`(format: ValueFormat) async throws {
    try await withSession { connection in
      let small: Int = try await connection.value("SELECT 7::int2", format: format)
      let large: Int16 = try await connection.value("SELECT -7::int8", format: format)
      let unsigned: Int64 = try await connection.value("SELECT 7::oid", format: format)
      #expect((small, large, unsigned) == (7, -7, 7))
      let tooLarge = try await reason {
        try await connection.value("SELECT 32768", format: format, as: Int16.self)
      }
      #expect(tooLarge == .outOfRange)
      let negative = try await reason {
        try await connection.value("SELECT -1", format: format, as: UInt32.self)
      }
      #expect(negative == .outOfRange)
    }
  }
}
