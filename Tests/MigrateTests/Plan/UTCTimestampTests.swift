import Testing

@testable import Migrate

@Suite struct UTCTimestampTests {
  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00.000000Z"),
    (1_754_251_620_000_001, "2025-08-03T20:07:00.000001Z"),
    (-1, "1969-12-31T23:59:59.999999Z"),
    (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
    (4_107_542_399_999_999, "2100-02-28T23:59:59.999999Z"),
    (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
    (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
    (253_402_300_799_000_000, "9999-12-31T23:59:59.000000Z"),
  ])
  func `a moment is written as RFC 3339 wants it`(microseconds: Int64, text: String) {
    #expect(UTCTimestamp(microseconds: microseconds).description == text)
  }

  @Test(arguments: [Int64.min, .max])
  func `no moment traps`(microseconds: Int64) {
    #expect(UTCTimestamp(microseconds: microseconds).description.hasSuffix("Z"))
  }

  @Test func `moments compare as time`() {
    #expect(UTCTimestamp(microseconds: 1) < UTCTimestamp(microseconds: 2))
  }
}
