/// The proof that a tree only appends to an earlier one (RFC 9162, section 2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
  /// How many leaves the earlier tree has.
  public var oldSize: UInt64
  /// How many leaves the later tree has.
  public var newSize: UInt64
  /// The hashes from which both roots follow.
  public var path: [MerkleHash]

  /// Makes a proof of its parts.
  public init(oldSize: UInt64, newSize: UInt64, path: [MerkleHash]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.path = path
  }

  /// Whether the proof holds for these roots (RFC 9162, section 2.1.4.2). Every tree is consistent
  /// with the empty one.
  public func holds(oldRoot: MerkleHash, newRoot: MerkleHash) -> Bool {
    guard oldSize > 0 else { return path.isEmpty && oldRoot == .emptyTree }
    guard oldSize < newSize else {
      return oldSize == newSize && path.isEmpty && oldRoot == newRoot
    }
    var rest = path[...]
    // An old tree that is perfect is a part of the new one as it stands.
    guard let first = oldSize.nonzeroBitCount == 1 ? oldRoot : rest.popFirst() else { return false }
    var position = oldSize - 1
    var last = newSize - 1
    while position & 1 == 1 {
      position >>= 1
      last >>= 1
    }
    var old = first
    var new = first
    for hash in rest {
      guard last > 0 else { return false }
      if position & 1 == 1 || position == last {
        old = MerkleHash(left: hash, right: old)
        new = MerkleHash(left: hash, right: new)
        while position & 1 == 0, position > 0 {
          position >>= 1
          last >>= 1
        }
      } else {
        new = MerkleHash(left: new, right: hash)
      }
      position >>= 1
      last >>= 1
    }
    return last == 0 && old == oldRoot && new == newRoot
  }
}
