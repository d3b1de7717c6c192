/// The proof that a leaf is in a tree (RFC 9162, section 2.1.3).
public struct InclusionProof: Hashable, Sendable {
  /// Which leaf, from 0.
  public var index: UInt64
  /// How many leaves the tree has.
  public var treeSize: UInt64
  /// The hashes beside the way from the leaf to the root, from the bottom up.
  public var path: [MerkleHash]

  /// Makes a proof of its parts.
  public init(index: UInt64, treeSize: UInt64, path: [MerkleHash]) {
    self.index = index
    self.treeSize = treeSize
    self.path = path
  }

  /// Whether the proof holds for this leaf and this root (RFC 9162, section 2.1.3.2).
  public func holds(leaf: MerkleHash, root: MerkleHash) -> Bool {
    guard index < treeSize else { return false }
    var position = index
    var last = treeSize - 1
    var hash = leaf
    for sibling in path {
      guard last > 0 else { return false }
      if position & 1 == 1 || position == last {
        hash = MerkleHash(left: sibling, right: hash)
        while position & 1 == 0, position > 0 {
          position >>= 1
          last >>= 1
        }
      } else {
        hash = MerkleHash(left: hash, right: sibling)
      }
      position >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }
}
