public import Postgres

/// A day of the calendar, such as a birthday: no moment, and in no zone.
public struct Day: Hashable, Sendable {
  let date: CalendarDate

  /// Reads `YYYY-MM-DD` (RFC 3339, full-date), if there is such a day.
  public init?(_ text: String) {
    guard text.utf8.count == 10, text.utf8.first != UInt8(ascii: "-"), let date = CalendarDate(text)
    else { return nil }
    self.date = date
  }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`
  public var description: String { date.description }
}

extension Day: PostgresCodable {
  /// `date`
  public static var postgresType: PostgresType { .date }

  /// Reads a `date`.
  public init(decoding cell: Cell) throws(CellError) {
    date = try CalendarDate(decoding: cell)
  }

  /// Appends the days since 2000-01-01.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    try date.encode(into: &bytes)
  }
}
