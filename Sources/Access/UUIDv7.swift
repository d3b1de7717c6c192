#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension ID {
  /// A new identifier of version 7 (RFC 9562, section 5.7): 48 bits of the time in milliseconds, then
  /// 74 bits of chance from the system's secure source. Later ones are greater, so that the rows of
  /// an hour lie side by side in the index.
  public static func new(at time: Date = Date()) -> ID {
    var random = SystemRandomNumberGenerator()
    let milliseconds = UInt64(max(0, time.timeIntervalSince1970) * 1_000)
    let high = milliseconds << 16 | 0x7000 | random.next() & 0x0FFF
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return ID(
      withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
        UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
      }
    )
  }
}
