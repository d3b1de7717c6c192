import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .serialized) struct CalendarDateTests {
  static let texts = [
    "0001-01-01", "0001-01-01 BC", "0001-02-29 BC", "0005-02-29 BC", "4713-01-01 BC",
    "1582-10-15", "1900-02-28", "1900-03-01", "1969-12-31", "1999-12-31", "2000-01-01",
    "2000-02-29", "2024-02-29", "2026-11-23", "9999-12-31", "10000-01-01", "5874897-12-31",
  ]

  @Test(arguments: texts, ValueFormat.both)
  func `a day comes back and is the server's`(text: String, format: ValueFormat) async throws {
    try await withSession { connection in
      let (day, sinceEpoch) = try await connection.query(
        "SELECT \(text)::date, \(text)::date - date '2000-01-01'",
        format: format
      ).only().decode(as: CalendarDate.self, Int.self)
      #expect(day.daysSince2000 == sinceEpoch)
      #expect(try await connection.roundTrip(day, format: format) == day)
      let isSame: Bool = try await connection.value("SELECT \(day) = \(text)::date")
      #expect(isSame)
    }
  }

  @Test(arguments: ValueFormat.both)
  func `random days come back`(format: ValueFormat) async throws {
    var random = FixedSeed(state: 3)
    let days = (0..<5000).map { _ in
      CalendarDate(daysSince2000: Int.random(in: -2_451_545...2_145_031_948, using: &random))
    }
    try await withSession { connection in
      #expect(try await connection.roundTrip(days, format: format) == days)
      let parts: [String] = try await connection.value(
        """
        SELECT array_agg(concat_ws('-', extract(year FROM day), extract(month FROM day),
          extract(day FROM day)) ORDER BY place)
        FROM unnest(\(days)) WITH ORDINALITY AS given (day, place)
        """,
        format: format
      )
      // The server has no year 0: what comes before 1 is -1.
      let expected = days.map { "\($0.year > 0 ? $0.year : $0.year - 1)-\($0.month)-\($0.day)" }
      #expect(parts == expected)
    }
  }

  @Test func `every day of four centuries follows the one before`() {
    let broken = (0..<146_097).first { number in
      let (before, day) = (
        CalendarDate(daysSince2000: number - 1), CalendarDate(daysSince2000: number)
      )
      let continues =
        day.day == before.day + 1 && (day.year, day.month) == (before.year, before.month)
      let startsMonth =
        day.day == 1 && (day.month == before.month + 1 || (day.month, before.month) == (1, 12))
      return !(before < day && (continues || startsMonth) && day.daysSince2000 == number)
    }
    #expect(broken == nil)
    #expect(CalendarDate(daysSince2000: 146_096) == CalendarDate(year: 2399, month: 12, day: 31))
  }

  @Test(arguments: [
    (2023, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0),
    (Int.min, 1, 1), (Int.max, 1, 1), (5_874_898, 1, 1),
  ])
  func `there is no such day`(year: Int, month: Int, day: Int) {
    #expect(CalendarDate(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: ["2026-11-23", "0000-02-29", "-0043-03-15", "-4712-01-01", "10000-01-01"])
  func `the description reads back`(text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(arguments: ["", "2026", "2026-1-1", "26-01-01", "2026-02-30", "+2026-01-01", "2026-01-0x"])
  func `a text that is no day is refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }
}
