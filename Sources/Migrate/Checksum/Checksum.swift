internal import Crypto

/// A SHA-256 digest.
public struct Checksum: Sendable, Hashable {
  /// The 32 bytes, without memory of their own: a run compares thousands of digests.
  let words: Words

  struct Words: Sendable, Hashable {
    let first, second, third, fourth: UInt64
  }

  /// The digest's 32 bytes, as the history holds them (`bytea`).
  public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

  /// Takes a digest that was stored; nil unless it has 32 bytes.
  public init?(_ bytes: some Sequence<UInt8>) {
    guard let checksum = Array(bytes).withUnsafeBytes(Checksum.init(raw:)) else { return nil }
    self = checksum
  }

  init?(raw bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 32 else { return nil }
    words = Self.words(bytes)
  }

  /// Reads 64 hexadecimal digits.
  public init?(hex: some StringProtocol) {
    let digits = Array(hex.utf8)
    guard digits.count == 64, digits.allSatisfy(\.isHexDigit) else { return nil }
    self.init(
      stride(from: 0, to: 64, by: 2).map { index in
        Self.nibble(digits[index]) << 4 | Self.nibble(digits[index + 1])
      }
    )
  }

  /// The digest of a file as it is.
  public init(ofBytes content: [UInt8]) {
    words = SHA256.hash(data: content).withUnsafeBytes(Self.words)
  }

  /// The digest of a text's tokens, or of those of one statement: comments, blanks, line ends and
  /// the case of unquoted words do not count. `CanonicalTokens` defines the encoding.
  public init(
    ofTokensIn source: SQLSource,
    statement: SQLStatement? = nil
  ) throws(SQLScanError) {
    var canonical = CanonicalTokens()
    try canonical.add(source.bytes, in: statement?.range ?? source.start..<source.bytes.count)
    words = canonical.finish().withUnsafeBytes(Self.words)
  }

  /// Takes exactly 32 bytes.
  private static func words(_ bytes: UnsafeRawBufferPointer) -> Words {
    bytes.loadUnaligned(as: Words.self)
  }

  private static func nibble(_ digit: UInt8) -> UInt8 {
    digit.isDigit ? digit - 0x30 : digit.asciiLowercased - 0x61 + 10
  }
}

extension Checksum: CustomStringConvertible {
  /// 64 hexadecimal digits in lower case.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }

  /// The first twelve digits, enough for a person to compare.
  public var abbreviated: String { String(description.prefix(12)) }
}
