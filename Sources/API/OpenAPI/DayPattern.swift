internal import Foundation

/// Days from 1900-01-01 on, as a regular expression: JSON Schema has no other way to bound a date.
enum DayPattern {
  /// All days up to that of a moment, in UTC.
  static func until(_ moment: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let today = calendar.dateComponents([.year, .month, .day], from: moment)
    let (year, month, day) = (today.year ?? 2000, today.month ?? 1, today.day ?? 1)
    var parts = grouped(until: year)
    parts += (1..<month).map { "\(year)-\(two($0))-(\(days(1...length(of: $0, in: year))))" }
    parts.append("\(year)-\(two(month))-(\(days(1...day)))")
    return "^(\(parts.joined(separator: "|")))$"
  }

  /// The years before one, common years and leap years together.
  private static func grouped(until year: Int) -> [String] {
    let years = 1900..<year
    let leap = years.filter(isLeap).map(String.init).joined(separator: "|")
    let common = years.filter { !isLeap($0) }.map(String.init).joined(separator: "|")
    return [
      "(\(leap))-(\(anyDay(ofLeapYear: true)))", "(\(common))-(\(anyDay(ofLeapYear: false)))",
    ]
  }

  private static func anyDay(ofLeapYear isLeap: Bool) -> String {
    [
      "(0[13578]|1[02])-(\(days(1...31)))", "(0[469]|11)-(\(days(1...30)))",
      "02-(\(days(1...(isLeap ? 29 : 28))))",
    ].joined(separator: "|")
  }

  private static func days(_ range: ClosedRange<Int>) -> String {
    range.map(two).joined(separator: "|")
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
