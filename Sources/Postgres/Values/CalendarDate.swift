/// A day of the (proleptic Gregorian) calendar, without time or zone: PostgreSQL's `date`.
///
/// Use it for dates of birth and admission: a `Date` is a moment, and shifts the day between zones.
public struct CalendarDate: Hashable, Sendable, Comparable {
  /// The year; 0 is 1 BC, as in ISO 8601.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, from 1.
  public let day: Int

  /// Makes a date if there is such a day.
  public init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    self.init(daysSince2000: Self.days(year: year, month: month, day: day))
    guard self.year == year, self.month == month, self.day == day else { return nil }
  }

  /// Makes the date that lies a number of days after 2000-01-01, PostgreSQL's epoch.
  public init(daysSince2000 days: Int) {
    // The year begins in March here, so that the leap day is its last.
    let shifted = days + Self.marchFirstOfYear0To2000
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days after 2000-01-01; negative before.
  public var daysSince2000: Int { Self.days(year: year, month: month, day: day) }

  /// As far as PostgreSQL's `date` goes on its far side.
  private static let years = -5_874_897...5_874_897
  private static let marchFirstOfYear0To2000 = 730_425

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - marchFirstOfYear0To2000
  }

  /// Orders by time.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDate: LosslessStringConvertible {
  /// Reads `YYYY-MM-DD`, with four to seven digits for the year and a minus before year 0.
  public init?(_ description: String) {
    let isNegative = description.hasPrefix("-")
    guard let (year, month, day) = Self.numbers(of: description.dropFirst(isNegative ? 1 : 0))
    else { return nil }
    self.init(year: isNegative ? -year : year, month: month, day: day)
  }

  private static func numbers(of text: Substring) -> (year: Int, month: Int, day: Int)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, (4...7).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return (year, month, day)
  }

  /// The date as `YYYY-MM-DD`.
  public var description: String {
    guard (0...9999).contains(year) else { return longDescription }
    return String(unsafeUninitializedCapacity: 10) { text in
      var (rest, place) = (year * 10_000 + month * 100 + day, 9)
      while place >= 0 {
        if place == 7 || place == 4 {
          text[place] = UInt8(ascii: "-")
        } else {
          text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        place -= 1
      }
      return 10
    }
  }

  /// With more than four digits of the year, or a sign.
  private var longDescription: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number.magnitude)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    return "\(year < 0 ? "-" : "")\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension CalendarDate: PostgresCodable {
  /// `date`
  public static var postgresType: PostgresType { .date }

  /// Reads a `date`; the infinities are out of range.
  public init(decoding cell: Cell) throws(CellError) {
    guard cell.type == .date else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
    self = try cell.withBytes { bytes throws(CellError) -> CalendarDate in
      guard cell.format == .text else {
        let days = try Int32(bigEndian: bytes)
        guard days != .max, days != .min else { throw .outOfRange }
        return CalendarDate(daysSince2000: Int(days))
      }
      return try CalendarDate(postgresText: String(decoding: bytes, as: UTF8.self)[...])
    }
  }

  /// Reads the server's ISO output, where years before 1 are counted backwards and marked BC.
  init(postgresText text: Substring) throws(CellError) {
    guard text != "infinity", text != "-infinity" else { throw .outOfRange }
    let isBC = text.hasSuffix(" BC")
    guard let (year, month, day) = Self.numbers(of: isBC ? text.dropLast(3) : text),
      // 1 BC is year 0, and a leap year other than 1 AD.
      let date = CalendarDate(year: isBC ? 1 - year : year, month: month, day: day)
    else { throw .malformed }
    self = date
  }

  /// Appends the days since 2000-01-01.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    guard let days = Int32(exactly: daysSince2000), days != .max, days != .min else {
      throw .outOfRange
    }
    days.append(to: &bytes)
  }
}
