import Foundation
import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .serialized) struct TimeTests {
  /// ISO texts with microseconds since 1970.
  static let moments: [(String, Int64)] = [
    ("2026-11-23 21:40:00.123456+00", 1_795_470_000_123_456),
    ("1970-01-01 00:00:00+00", 0),
    ("1969-12-31 23:59:59.999999+00", -1),
    ("1999-12-31 23:59:59.999999+00", 946_684_799_999_999),
    ("2000-01-01 00:00:00+00", 946_684_800_000_000),
    ("1900-02-28 12:00:00.000001+00", -2_203_848_000_000_000 + 1 - 86_400_000_000 * 0),
    ("2024-02-29 23:59:59.5+00", 1_709_251_199_500_000),
    ("0044-03-15 12:00:00+00 BC", -63_549_403_200_000_000),
    ("0001-02-29 00:00:00+00 BC", -62_162_208_000_000_000),
    ("12026-01-01 00:00:00+00", 317_338_905_600_000_000),
  ]

  static let zones = ["UTC", "Asia/Kolkata", "America/St_Johns", "Europe/Amsterdam"]

  @Test(arguments: zones, ValueFormat.both)
  func `a moment reads the same in every zone of the session`(
    zone: String,
    format: ValueFormat
  ) async throws {
    try await withSession { connection in
      try await connection.execute("SELECT set_config('TimeZone', \(zone), false)")
      for (text, _) in Self.moments {
        let (date, microseconds) = try await connection.query(
          "SELECT \(text)::timestamptz, (extract(epoch FROM \(text)::timestamptz) * 1000000)::int8",
          format: format
        ).only().decode(as: Date.self, Int64.self)
        let expected = Double(microseconds) / 1_000_000
        let grain = max(expected.ulp, date.timeIntervalSinceReferenceDate.ulp)
        #expect(abs(date.timeIntervalSince1970 - expected) <= grain, "\(text)")
      }
    }
  }

  @Test(arguments: ValueFormat.both)
  func `a known moment has its known value`(format: ValueFormat) async throws {
    try await withSession { connection in
      let date: Date = try await connection.value(
        "SELECT timestamptz '2026-11-23 21:40:00.123456+05:30'",
        format: format
      )
      #expect(Int64((date.timeIntervalSince1970 * 1_000_000).rounded()) == 1_795_450_200_123_456)
    }
  }

  @Test(arguments: ValueFormat.both)
  func `random moments come back to the microsecond`(format: ValueFormat) async throws {
    var random = FixedSeed(state: 2)
    // 1729 to 2273, where Date counts finer than a microsecond.
    let microseconds = (0..<5000).map { _ in
      Int64.random(in: -8_520_336_000_000_000...8_520_336_000_000_000, using: &random)
    }
    let dates = microseconds.map {
      Date(timeIntervalSinceReferenceDate: Double($0) / 1_000_000)
    }
    try await withSession { connection in
      try await connection.execute("SET TimeZone = 'America/St_Johns'")
      #expect(try await connection.roundTrip(dates, format: format) == dates)
      let seen: [Int64] = try await connection.value(
        """
        SELECT array_agg(((extract(epoch FROM moment) - 978307200) * 1000000)::int8 ORDER BY place)
        FROM unnest(\(dates)) WITH ORDINALITY AS given (moment, place)
        """,
        format: format
      )
      #expect(seen == microseconds)
    }
  }

  @Test(arguments: ["infinity", "-infinity"], ValueFormat.both)
  func `an infinite moment or day is out of range`(text: String, format: ValueFormat) async throws {
    try await withSession { connection in
      let moment = try await reason {
        try await connection.value("SELECT \(text)::timestamptz", format: format, as: Date.self)
      }
      #expect(moment == .outOfRange)
      let day = try await reason {
        try await connection.value("SELECT \(text)::date", format: format, as: CalendarDate.self)
      }
      #expect(day == .outOfRange)
    }
  }

  @Test(arguments: [1e18, -1e18, .infinity, .nan, 1e13])
  func `a moment beyond the server's range is refused`(seconds: Double) async throws {
    let date = Date(timeIntervalSince1970: seconds)
    await #expect(throws: PostgresError.self) {
      try await withSession { _ = try await $0.query("SELECT \(date)") }
    }
  }

  @Test(arguments: ValueFormat.both)
  func `a timestamp without time zone names no moment`(format: ValueFormat) async throws {
    try await withSession { connection in
      let found = try await reason {
        try await connection.value(
          "SELECT timestamp '2026-01-01 00:00'",
          format: format,
          as: Date.self
        )
      }
      #expect(found == .typeMismatch)
    }
  }

  @Test func `a day without DateStyle ISO is still read`() async throws {
    try await withSession { connection in
      let name: String = try await connection.value("SELECT current_database()")
      let script = SQLScript(text: "ALTER DATABASE \(name) SET DateStyle = 'German'")
      try await connection.execute(script)
    }
    try await withSession { connection in
      let day: CalendarDate = try await connection.value("SELECT date '2026-11-23'")
      #expect(day == CalendarDate(year: 2026, month: 11, day: 23))
    }
    try await withSession { connection in
      let name: String = try await connection.value("SELECT current_database()")
      try await connection.execute(SQLScript(text: "ALTER DATABASE \(name) RESET DateStyle"))
    }
  }
}
