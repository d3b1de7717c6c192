internal import Crypto

/// A SHA-256 hash of a Merkle tree (RFC 9162, section 2.1): of a leaf, of a node, or of a whole
/// tree.
public struct MerkleHash: Hashable, Sendable {
  /// How many bytes a hash has.
  public static let byteCount = 32

  // Four words and not an array: a tree of a million leaves holds two million of them.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// The hash of the empty tree, which is SHA-256 of nothing.
  public static let emptyTree = MerkleHash(SHA256())

  /// Reads 32 bytes; nil for any other number.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    var all: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &all) { $0.copyBytes(from: bytes) }
    words = all
  }

  /// The hash of a leaf: of a zero byte and the entry.
  public init(leaf entry: some Collection<UInt8>) {
    var hasher = SHA256()
    withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
    let isDone: Void? = entry.withContiguousStorageIfAvailable {
      hasher.update(bufferPointer: UnsafeRawBufferPointer($0))
    }
    if isDone == nil {
      Array(entry).withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }
    self.init(hasher)
  }

  /// The hash of a node: of a byte of one and the hashes of its two children.
  public init(left: MerkleHash, right: MerkleHash) {
    self = withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
      buffer[0] = 1
      withUnsafeBytes(of: left.words) { buffer[1..<33].copyBytes(from: $0) }
      withUnsafeBytes(of: right.words) { buffer[33..<65].copyBytes(from: $0) }
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
      return MerkleHash(hasher)
    }
  }

  private init(_ hasher: SHA256) {
    words = hasher.finalize().withUnsafeBytes {
      $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
    }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

  /// Whether two hashes are the same.
  public static func == (left: MerkleHash, right: MerkleHash) -> Bool { left.words == right.words }

  /// Feeds the hash to a hasher of the standard library; its bytes are random enough in part.
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension MerkleHash: LosslessStringConvertible {
  /// 64 hexadecimal digits in lower case.
  public var description: String {
    let digits: StaticString = "0123456789abcdef"
    return withUnsafeBytes(of: words) { bytes in
      String(unsafeUninitializedCapacity: 64) { text in
        for (index, byte) in bytes.enumerated() {
          text[2 * index] = digits.utf8Start[Int(byte >> 4)]
          text[2 * index + 1] = digits.utf8Start[Int(byte & 15)]
        }
        return 64
      }
    }
  }

  /// Reads 64 hexadecimal digits in lower case.
  public init?(_ description: String) { self.init(hexadecimal: description.utf8) }

  /// Reads 64 hexadecimal digits in lower case.
  public init?(hexadecimal digits: some Collection<UInt8>) {
    guard digits.count == 2 * Self.byteCount else { return nil }
    var all: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let isValid = withUnsafeMutableBytes(of: &all) { bytes in
      var position = 0
      for digit in digits {
        let value: UInt8
        switch digit {
        case 0x30...0x39: value = digit - 0x30
        case 0x61...0x66: value = digit - 0x61 + 10
        default: return false
        }
        bytes[position / 2] = bytes[position / 2] << 4 | value
        position += 1
      }
      return true
    }
    guard isValid else { return nil }
    words = all
  }
}
