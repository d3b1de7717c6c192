#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
public import Postgres

/// A moment, exact to PostgreSQL's microsecond.
public struct Moment: Hashable, Sendable, Comparable {
  /// Microseconds since 2000-01-01T00:00:00Z, PostgreSQL's own count.
  public let microseconds: Int64

  /// Takes PostgreSQL's own count.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// This program's own clock; what the database says is the database's.
  public static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let seconds = Int64(time.tv_sec) - 946_684_800
    return Moment(microseconds: seconds * 1_000_000 + Int64(time.tv_nsec) / 1_000)
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
    let date = CalendarDate(daysSince2000: Int(days))
    let seconds = rest / 1_000_000
    // A list writes two of them for each row.
    let clock = String(unsafeUninitializedCapacity: 17) { text in
      text[0] = UInt8(ascii: "T")
      Self.write(seconds / 3600, 2, to: text, at: 1)
      text[3] = UInt8(ascii: ":")
      Self.write(seconds / 60 % 60, 2, to: text, at: 4)
      text[6] = UInt8(ascii: ":")
      Self.write(seconds % 60, 2, to: text, at: 7)
      text[9] = UInt8(ascii: ".")
      Self.write(rest % 1_000_000, 6, to: text, at: 10)
      text[16] = UInt8(ascii: "Z")
      return 17
    }
    return date.description + clock
  }

  private static func write(
    _ number: Int64,
    _ digits: Int,
    to text: UnsafeMutableBufferPointer<UInt8>,
    at start: Int
  ) {
    var rest = number
    for place in (start..<start + digits).reversed() {
      text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
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
