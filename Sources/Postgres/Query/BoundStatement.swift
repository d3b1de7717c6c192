#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A statement's text and the values that are bound in it, as libpq takes them.
///
/// One object, because statements go through several hands on their way, and a copy of a reference
/// costs less than one of the texts and arrays.
final class BoundStatement: Sendable {
  /// UTF-8, with a zero byte at the end.
  let text: [UInt8]
  let parameters: Parameters

  /// Takes a text without a zero byte at the end.
  init(text: consuming [UInt8], parameters: Parameters = Parameters()) {
    text.append(0)
    self.text = text
    self.parameters = parameters
  }

  /// The text's length in bytes.
  var byteCount: Int { text.count - 1 }

  var string: String { String(decoding: text.dropLast(), as: UTF8.self) }

  /// Whether the text holds U+0000, at which C would see it end.
  var containsNull: Bool {
    text.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, 0, byteCount) != nil } ?? false
    }
  }

  /// Whether its text is this one, which ends with a zero byte as well.
  func hasText(_ other: [UInt8]) -> Bool {
    guard text.count == other.count else { return false }
    return text.withUnsafeBytes { text in
      other.withUnsafeBytes { other in
        guard let start = text.baseAddress, let otherStart = other.baseAddress else { return true }
        return memcmp(start, otherStart, text.count) == 0
      }
    }
  }

  /// Calls with the text as C takes it.
  func withCText<Result>(_ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    text.withUnsafeBytes { body($0.baseAddress?.assumingMemoryBound(to: CChar.self)) }
  }

  /// A number for text and types. Texts are made of literals, so that nobody who sends a request can
  /// choose them for their numbers: it need not be one that withstands that.
  var fingerprint: UInt64 {
    var mix = Mix()
    text.withUnsafeBytes { bytes in
      var offset = 0
      while offset + 8 <= bytes.count {
        mix.add(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      var rest: UInt64 = 0
      while offset < bytes.count {
        rest = rest << 8 | UInt64(bytes[offset])
        offset += 1
      }
      mix.add(rest)
    }
    parameters.forEachType { mix.add(UInt64($0)) }
    return mix.value
  }

  private struct Mix {
    private(set) var value: UInt64 = 0

    mutating func add(_ word: UInt64) {
      // A product's upper half depends on all bits of both.
      let product = (value ^ word ^ 0x9E37_79B9_7F4A_7C15)
        .multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
      value = product.high ^ product.low
    }
  }
}
