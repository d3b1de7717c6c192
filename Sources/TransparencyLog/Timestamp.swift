/// A moment in UTC, as RFC 3339 writes it, to the second: what checkpoints are signed with, and
/// what entries are dated with.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public var secondsSince1970: Int64

  /// Makes a moment of its seconds since 1970.
  public init(secondsSince1970: Int64) {
    self.secondsSince1970 = secondsSince1970
  }

  /// Reads `2026-11-24T19:43:03.123456+00:00` or `…Z`; nil for another zone or another form. What
  /// is less than a second is dropped.
  public init?(_ text: some Collection<UInt8>) {
    let text = Array(text)
    guard text.count >= 20, text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x54, text[13] == 0x3A,
      text[16] == 0x3A, let year = Self.number(text[0..<4]), let month = Self.number(text[5..<7]),
      let day = Self.number(text[8..<10]), let hour = Self.number(text[11..<13]),
      let minute = Self.number(text[14..<16]), let second = Self.number(text[17..<19]),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    let rest = text[19...].drop { $0 == 0x2E || (0x30...0x39).contains($0) }
    guard rest.elementsEqual("Z".utf8) || rest.elementsEqual("+00:00".utf8) else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    secondsSince1970 = days * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// `2026-11-24T19:43:03Z`
  public var description: String {
    let days = Int64((Double(secondsSince1970) / 86_400).rounded(.down))
    let second = secondsSince1970 - days * 86_400
    let date = Self.date(days: days)
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let year = String(repeating: "0", count: max(0, 4 - String(date.year).count)) + "\(date.year)"
    return "\(year)-\(two(date.month))-\(two(date.day))T"
      + "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  /// The same day and time some years earlier, as the calendar counts.
  public func earlier(byYears years: Int64) -> Timestamp {
    let days = Int64((Double(secondsSince1970) / 86_400).rounded(.down))
    let date = Self.date(days: days)
    let moved = Self.days(year: date.year - years, month: date.month, day: date.day)
    return Timestamp(secondsSince1970: secondsSince1970 + (moved - days) * 86_400)
  }

  /// Whether a moment is before another.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    return value
  }

  // Years begin in March here, so that the leap day is their last; eras of 400 years are all alike.

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch + (monthFromMarch < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
