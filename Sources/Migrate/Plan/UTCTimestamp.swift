/// A moment as PostgreSQL's `timestamptz` holds it, without the weight of Foundation.
public struct UTCTimestamp: Sendable, Hashable {
  /// Microseconds since 1970-01-01 00:00 UTC.
  public let microseconds: Int64

  /// Takes microseconds since 1970-01-01 00:00 UTC.
  public init(microseconds: Int64) { self.microseconds = microseconds }
}

extension UTCTimestamp: Comparable {
  /// The order of time.
  public static func < (left: UTCTimestamp, right: UTCTimestamp) -> Bool {
    left.microseconds < right.microseconds
  }
}

extension UTCTimestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, to the microsecond: `2025-08-03T20:07:00.000000Z`.
  public var description: String {
    let seconds = Self.floorDivide(microseconds, 1_000_000)
    let days = Self.floorDivide(seconds.quotient, 86_400)
    let (year, month, day) = Self.civil(days: days.quotient)
    let time = days.remainder
    let clock = [time / 3600, time / 60 % 60, time % 60].map { Self.padded($0, 2) }
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
      + "\(clock.joined(separator: ":")).\(Self.padded(seconds.remainder, 6))Z"
  }

  private static func floorDivide(
    _ value: Int64,
    _ divisor: Int64
  ) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// The Gregorian date of a day, counted from 1970-01-01. The years are taken from March to
  /// February, so that the leap day is the last of its year.
  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let daysPerEra: Int64 = 146_097
    let (era, day) = floorDivide(days + 719_468, daysPerEra)
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    return (era * 400 + year + (month <= 2 ? 1 : 0), month, dayOfMonth)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (value < 0 ? "-" : "") + zeros + digits
  }
}
