/// What must be kept of a Merkle tree to append to it and to know its root: the hashes of the
/// perfect subtrees that it consists of, at most one for each bit of its size.
///
/// Two frontiers of the same size with the same root are the same, because whoever finds others has
/// broken SHA-256. So a frontier that was kept in an unsafe place is worth as much as the root that
/// it is compared with.
public struct MerkleFrontier: Hashable, Sendable {
  /// How many leaves the tree has.
  public private(set) var size: UInt64
  /// The hashes of the perfect subtrees from left to right, which is from the greatest to the
  /// smallest.
  public private(set) var hashes: [MerkleHash]

  /// The frontier of the empty tree.
  public init() {
    size = 0
    hashes = []
  }

  /// Makes a frontier of its parts; nil if so many hashes do not belong to this size.
  public init?(size: UInt64, hashes: [MerkleHash]) {
    guard hashes.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.hashes = hashes
  }

  /// Appends the hash of a leaf.
  public mutating func append(_ leaf: MerkleHash) {
    var hash = leaf
    for _ in 0..<(~size).trailingZeroBitCount {
      hash = MerkleHash(left: hashes.removeLast(), right: hash)
    }
    hashes.append(hash)
    size += 1
  }

  /// Appends a perfect subtree of `2^level` leaves by its hash.
  ///
  /// - Returns: False, and nothing changes, where no such subtree begins at this size.
  public mutating func append(subtree: MerkleHash, level: Int) -> Bool {
    guard (0..<63).contains(level), size.trailingZeroBitCount >= level else { return false }
    var hash = subtree
    for _ in 0..<(~(size >> level)).trailingZeroBitCount {
      hash = MerkleHash(left: hashes.removeLast(), right: hash)
    }
    hashes.append(hash)
    size += 1 << level
    return true
  }

  /// The tree's hash.
  public var root: MerkleHash {
    guard var root = hashes.last else { return .emptyTree }
    for left in hashes.dropLast().reversed() { root = MerkleHash(left: left, right: root) }
    return root
  }

  /// The bytes of all hashes, one after the other, to be kept beside the size.
  public var bytes: [UInt8] { hashes.flatMap(\.bytes) }

  /// Reads what `bytes` wrote; nil if so many bytes do not belong to this size.
  public init?(size: UInt64, bytes: some Collection<UInt8>) {
    guard bytes.count == size.nonzeroBitCount * MerkleHash.byteCount else { return nil }
    let all = Array(bytes)
    self.size = size
    hashes = stride(from: 0, to: all.count, by: MerkleHash.byteCount).compactMap {
      MerkleHash(bytes: all[$0..<$0 + MerkleHash.byteCount])
    }
  }
}
