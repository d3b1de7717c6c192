internal import Postgres

extension Moment {
  /// Reads an RFC 3339 date-time with `T` and a zone; digits beyond the microsecond are cut.
  public init?(_ text: String) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 10, let date = CalendarDate(String(parts[0])),
      let zone = parts[1].firstIndex(where: { "Z+-".contains($0) }),
      let offset = Self.minutes(ofZone: parts[1][zone...]),
      let clock = Self.microseconds(ofClock: parts[1][..<zone])
    else { return nil }
    let minutes = Int64(date.daysSince2000) * 1440 - offset
    microseconds = minutes * 60_000_000 + clock
  }

  /// `12:30:00` or `12:30:00.25`
  private static func microseconds(ofClock text: Substring) -> Int64? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    let words = halves[0].split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count <= 2, words.count == 3, let hours = digits(words[0], below: 24),
      let minutes = digits(words[1], below: 60), let seconds = digits(words[2], below: 60)
    else { return nil }
    var rest: Int64 = 0
    if halves.count == 2 {
      let fraction = halves[1].utf8
      guard !fraction.isEmpty, fraction.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      let six =
        Array(fraction.prefix(6)) + Array(repeating: 0x30, count: max(0, 6 - fraction.count))
      rest = six.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
    return (hours * 3600 + minutes * 60 + seconds) * 1_000_000 + rest
  }

  /// `Z` or `+02:00`
  private static func minutes(ofZone text: Substring) -> Int64? {
    if text == "Z" { return 0 }
    let words = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard text.first == "+" || text.first == "-", words.count == 2,
      let hours = digits(words[0], below: 24), let minutes = digits(words[1], below: 60)
    else { return nil }
    return (text.first == "-" ? -1 : 1) * (hours * 60 + minutes)
  }

  /// Two digits.
  private static func digits(_ text: Substring, below limit: Int64) -> Int64? {
    guard text.utf8.count == 2, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(text), number < limit
    else { return nil }
    return number
  }
}
