public import Postgres

/// A moment, exact to PostgreSQL's microsecond.
public struct Moment: Hashable, Sendable, Comparable {
  /// Microseconds since 2000-01-01T00:00:00Z, PostgreSQL's own count.
  public let microseconds: Int64

  /// Takes PostgreSQL's own count.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// Orders by time.
  public static func < (left: Moment, right: Moment) -> Bool {
    left.microseconds < right.microseconds
  }
}

extension Moment: CustomStringConvertible {
  /// As RFC 3339 writes it, in UTC and with six decimals: `2026-11-24T09:30:00.123456Z`.
  public var description: String {
    let perDay: Int64 = 86_400_000_000
    let (days, rest) = (
      microseconds.floorDivided(by: perDay), microseconds.floorRemainder(by: perDay)
    )
    let seconds = rest / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, to: 2) }
    return "\(CalendarDate(daysSince2000: Int(days)))T\(clock.joined(separator: ":"))"
      + ".\(Self.padded(rest % 1_000_000, to: 6))Z"
  }

  private static func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Moment: PostgresCodable {
  /// `timestamptz`
  public static var postgresType: PostgresType { .timestamptz }

  /// Reads a `timestamptz` in binary form.
  public init(decoding cell: Cell) throws(CellError) {
    guard cell.type == .timestamptz else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
    microseconds = try cell.withBytes { bytes throws(CellError) in
      guard cell.format == .binary, bytes.count == 8 else { throw .malformed }
      return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
    }
  }

  /// Appends eight bytes.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    withUnsafeBytes(of: microseconds.bigEndian) { bytes.append(contentsOf: $0) }
  }
}

extension Int64 {
  fileprivate func floorRemainder(by divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }

  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    (self - floorRemainder(by: divisor)) / divisor
  }
}
