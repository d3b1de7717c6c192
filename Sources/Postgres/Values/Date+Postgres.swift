#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension Date: PostgresCodable {
  /// `timestamptz`
  public static var postgresType: PostgresType { .timestamptz }

  /// Reads a `timestamptz`; the infinities are out of range.
  ///
  /// Exact to PostgreSQL's microsecond from the year 1729 to 2273; beyond, `Date` counts more coarsely
  /// (it is a `Double` of seconds). A `timestamp` without time zone is a mismatch: it names no moment.
  public init(decoding cell: Cell) throws(CellError) {
    guard cell.type == .timestamptz else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
    let microseconds = try cell.withBytes { bytes throws(CellError) -> Int64 in
      cell.format == .binary
        ? try Int64(bigEndian: bytes)
        : try microsecondsSince2000(String(decoding: bytes, as: UTF8.self))
    }
    guard microseconds != .max, microseconds != .min else { throw .outOfRange }
    let (sinceReference, overflow) = microseconds.subtractingReportingOverflow(
      secondsFrom2000To2001 * 1_000_000
    )
    guard !overflow else { throw .outOfRange }
    self.init(timeIntervalSinceReferenceDate: Double(sinceReference) / 1_000_000)
  }

  /// Appends the microseconds since 2000-01-01, rounded to the nearest.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    let seconds = timeIntervalSinceReferenceDate.rounded(.down)
    let fraction = timeIntervalSinceReferenceDate - seconds
    // The server's own range ends within ±10^13 seconds.
    guard abs(seconds) < 9e12 else { throw .outOfRange }
    let microseconds = (Int64(seconds) + secondsFrom2000To2001) * 1_000_000
    (microseconds + Int64((fraction * 1_000_000).rounded())).append(to: &bytes)
  }
}

/// Foundation counts from 2001, PostgreSQL from 2000, a leap year.
private let secondsFrom2000To2001: Int64 = 366 * 86_400

/// Reads `2026-11-23 21:40:00.123456+05:30`, with an optional BC, as `DateStyle = ISO` prints it.
private func microsecondsSince2000(_ text: String) throws(CellError) -> Int64 {
  guard text != "infinity", text != "-infinity" else { throw .outOfRange }
  let isBC = text.hasSuffix(" BC")
  let parts = text.split(separator: " ", maxSplits: 2)
  guard parts.count >= 2, let zoneStart = parts[1].lastIndex(where: { $0 == "+" || $0 == "-" })
  else { throw .malformed }
  let date = try CalendarDate(postgresText: isBC ? parts[0] + " BC" : parts[0])
  let clock = parts[1][..<zoneStart].split(separator: ":")
  let zone = parts[1][zoneStart...].dropFirst().split(separator: ":").compactMap { Int64($0) }
  guard clock.count == 3, let hour = Int64(clock[0]), let minute = Int64(clock[1]),
    (1...3).contains(zone.count)
  else { throw .malformed }
  let second = clock[2].split(separator: ".")
  let fraction = second.count == 2 ? second[1] : "0"
  guard let wholeSecond = Int64(second[0]), fraction.count <= 6,
    let digits = Int64(fraction + String(repeating: "0", count: 6 - fraction.count))
  else { throw .malformed }
  let offset = zip(zone, [3600, 60, 1] as [Int64]).reduce(0) { $0 + $1.0 * $1.1 }
  let east = parts[1][zoneStart] == "+" ? offset : -offset
  let seconds = Int64(date.daysSince2000) * 86_400 + hour * 3600 + minute * 60 + wholeSecond - east
  return seconds * 1_000_000 + digits
}
