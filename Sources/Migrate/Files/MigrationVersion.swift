/// The number that orders migrations: in Heartly's own names the time of writing, in milliseconds
/// since 1970.
///
/// Any number of 1 to 19 digits that fits in 63 bits is accepted, so that directories numbered
/// `1`, `0001` or `20250803200700` serve as they are. Versions compare as numbers, not as text.
public struct MigrationVersion: Sendable, Hashable {
  /// The number, as the history holds it (`bigint`); never negative.
  public let value: Int64

  /// The version before every migration: the goal of a rollback of everything.
  public static let zero = MigrationVersion(value: 0)

  private init(value: Int64) { self.value = value }

  /// Takes a number; nil for a negative one.
  public init?(_ value: Int64) {
    guard value >= 0 else { return nil }
    self.init(value: value)
  }

  /// Reads 1 to 19 digits without sign or blank; nil for anything else and for what does not fit.
  public init?(_ text: some StringProtocol) {
    self.init(digits: text.utf8)
  }

  init?(digits: some Collection<UInt8>) {
    guard (1...19).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
    // Nineteen digits fit in 64 bits, but not all of them in 63.
    let value = digits.reduce(into: UInt64(0)) { value, digit in
      value = value * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    guard let value = Int64(exactly: value) else { return nil }
    self.init(value: value)
  }
}

extension MigrationVersion: Comparable {
  /// The order in which migrations are applied.
  public static func < (left: MigrationVersion, right: MigrationVersion) -> Bool {
    left.value < right.value
  }
}

extension MigrationVersion: CustomStringConvertible {
  /// The number in decimal.
  public var description: String { String(value) }
}
