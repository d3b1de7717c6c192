/// A Merkle tree in memory, with the hashes of all its perfect subtrees (64 bytes for each leaf):
/// gives the root of any of its sizes, and the proofs.
public struct MerkleTree: Sendable {
  /// The hashes of the perfect subtrees of `2^level` leaves, from left to right.
  private var levels: [[MerkleHash]] = [[]]

  /// How many leaves the tree has.
  public var size: UInt64 { UInt64(levels[0].count) }

  /// The empty tree.
  public init() {}

  /// The tree of these hashes of leaves.
  public init(leaves: some Sequence<MerkleHash>) {
    for leaf in leaves { append(leaf) }
  }

  /// Appends the hash of a leaf.
  public mutating func append(_ leaf: MerkleHash) {
    levels[0].append(leaf)
    var level = 0
    while levels[level].count % 2 == 0 {
      let count = levels[level].count
      let node = MerkleHash(left: levels[level][count - 2], right: levels[level][count - 1])
      level += 1
      if level == levels.count { levels.append([]) }
      levels[level].append(node)
    }
  }

  /// The hash of a leaf; nil where there is none.
  public func leaf(_ index: UInt64) -> MerkleHash? {
    index < size ? levels[0][Int(index)] : nil
  }

  /// The hash of the tree of the first `size` leaves; nil where there are not so many.
  public func root(size: UInt64) -> MerkleHash? {
    guard size <= self.size else { return nil }
    return size == 0 ? .emptyTree : hash(of: 0..<Int(size))
  }

  /// The hashes that cover a range of leaves with as few perfect subtrees as can be, and their
  /// levels.
  public func cover(_ range: Range<UInt64>) -> [(level: Int, hash: MerkleHash)] {
    precondition(range.upperBound <= size, "The tree has fewer leaves than are to be covered.")
    var cover: [(level: Int, hash: MerkleHash)] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let level = Self.level(at: start, room: range.upperBound - start)
      cover.append((level, levels[level][Int(start >> level)]))
      start += 1 << level
    }
    return cover
  }

  /// The level of the greatest perfect subtree that begins at a leaf and has room before another.
  static func level(at start: UInt64, room: UInt64) -> Int {
    min(start == 0 ? 63 : start.trailingZeroBitCount, 63 - room.leadingZeroBitCount)
  }

  /// The proof that a leaf is in the tree of the first `size` leaves (RFC 9162, section 2.1.3.1).
  public func inclusionProof(index: UInt64, size: UInt64) -> InclusionProof? {
    guard index < size, size <= self.size else { return nil }
    var path: [MerkleHash] = []
    var range = 0..<Int(size)
    while range.count > 1 {
      let middle = Self.middle(of: range)
      if Int(index) < middle {
        path.append(hash(of: middle..<range.upperBound))
        range = range.lowerBound..<middle
      } else {
        path.append(hash(of: range.lowerBound..<middle))
        range = middle..<range.upperBound
      }
    }
    return InclusionProof(index: index, treeSize: size, path: path.reversed())
  }

  /// The proof that the tree of the first `newSize` leaves only appends to that of the first
  /// `oldSize` (RFC 9162, section 2.1.4.1).
  public func consistencyProof(from oldSize: UInt64, to newSize: UInt64) -> ConsistencyProof? {
    guard oldSize <= newSize, newSize <= size else { return nil }
    var path: [MerkleHash] = []
    var range = 0..<Int(newSize)
    while oldSize > 0, range.upperBound != Int(oldSize) {
      let middle = Self.middle(of: range)
      if Int(oldSize) <= middle {
        path.append(hash(of: middle..<range.upperBound))
        range = range.lowerBound..<middle
      } else {
        path.append(hash(of: range.lowerBound..<middle))
        range = middle..<range.upperBound
      }
    }
    // The verifier knows the old root; what is left is a part of it unless it begins the tree.
    if range.lowerBound > 0 { path.append(hash(of: range)) }
    return ConsistencyProof(oldSize: oldSize, newSize: newSize, path: path.reversed())
  }

  private func hash(of range: Range<Int>) -> MerkleHash {
    let level = range.count.trailingZeroBitCount
    if range.count.nonzeroBitCount == 1 { return levels[level][range.lowerBound >> level] }
    let middle = Self.middle(of: range)
    return MerkleHash(
      left: hash(of: range.lowerBound..<middle),
      right: hash(of: middle..<range.upperBound)
    )
  }

  /// Where a tree divides: its left part has the greatest power of two that is less than all.
  private static func middle(of range: Range<Int>) -> Int {
    range.lowerBound + 1 << (Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount)
  }
}
