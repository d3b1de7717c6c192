import Testing
import TransparencyLog

@Suite struct MerkleTreeTests {
  /// Leaves without any likeness, more than two whole levels of 64.
  private static let leaves = (0..<130).map { MerkleHash(leaf: Array("leaf \($0)".utf8)) }
  private static let tree = MerkleTree(leaves: leaves)

  /// The hash as RFC 9162, section 2.1.1, defines it, word for word.
  private static func definition(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
    guard let first = leaves.first else { return .emptyTree }
    guard leaves.count > 1 else { return first }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return MerkleHash(left: definition(leaves[..<middle]), right: definition(leaves[middle...]))
  }

  /// Which bits of a hash are flipped: all of them at the sizes where the shape of a tree changes
  /// most, some elsewhere, for a build without optimisation takes its time.
  private static func bits(at size: UInt64) -> StrideTo<Int> {
    let isTurn = size < 20 || [63, 64, 65, 127, 128, 129].contains(size)
    return stride(from: isTurn ? 0 : Int(size % 8), to: 256, by: isTurn ? 1 : 31)
  }

  private func published(_ texts: [String]) throws -> [MerkleHash] {
    try texts.map { try #require(MerkleHash($0)) }
  }

  @Test func `the published leaves give the published roots`() throws {
    let roots = try published(PublishedTrees.roots)
    var frontier = MerkleFrontier()
    var tree = MerkleTree()
    #expect(frontier.root == roots[0])
    for (count, leaf) in PublishedTrees.leaves.enumerated() {
      frontier.append(MerkleHash(leaf: leaf))
      tree.append(MerkleHash(leaf: leaf))
      #expect(frontier.root == roots[count + 1])
    }
    for size in 0...8 { #expect(tree.root(size: UInt64(size)) == roots[size]) }
    #expect(tree.root(size: 9) == nil)
  }

  @Test func `the published leaves give the published proofs`() throws {
    let roots = try published(PublishedTrees.roots)
    let hashes = PublishedTrees.leaves.map { MerkleHash(leaf: $0) }
    let tree = MerkleTree(leaves: hashes)
    for known in PublishedTrees.inclusions {
      let proof = try #require(tree.inclusionProof(index: known.index, size: known.size))
      let path = try published(known.path)
      #expect(proof.path == path)
      #expect(proof.holds(leaf: hashes[Int(known.index)], root: roots[Int(known.size)]))
    }
    for known in PublishedTrees.consistencies {
      let proof = try #require(tree.consistencyProof(from: known.old, to: known.new))
      let path = try published(known.path)
      #expect(proof.path == path)
      #expect(proof.holds(oldRoot: roots[Int(known.old)], newRoot: roots[Int(known.new)]))
    }
  }

  @Test(arguments: 0...130)
  func `every size has the root of the definition`(size: Int) throws {
    let leaves = Self.leaves.prefix(size)
    let root = Self.definition(leaves)
    #expect(Self.tree.root(size: UInt64(size)) == root)
    var frontier = MerkleFrontier()
    for leaf in leaves { frontier.append(leaf) }
    #expect(frontier.root == root)
    #expect(MerkleFrontier(size: UInt64(size), bytes: frontier.bytes) == frontier)
    #expect(MerkleFrontier(size: 1 << 63 | UInt64(size), hashes: frontier.hashes) == nil)
  }

  @Test(arguments: 1...130)
  func `every leaf is proven at every size, and no flipped bit is`(size: Int) throws {
    let size = UInt64(size)
    let root = try #require(Self.tree.root(size: size))
    for index in 0..<size {
      let leaf = Self.leaves[Int(index)]
      let proof = try #require(Self.tree.inclusionProof(index: index, size: size))
      #expect(proof.holds(leaf: leaf, root: root))
      var other = proof
      other.index = index ^ 1
      #expect(!other.holds(leaf: leaf, root: root))
      other = proof
      other.path.append(leaf)
      #expect(!other.holds(leaf: leaf, root: root))
      if !proof.path.isEmpty {
        other = proof
        other.path.removeLast()
        #expect(!other.holds(leaf: leaf, root: root))
      }
    }
    let index = size / 2
    let proof = try #require(Self.tree.inclusionProof(index: index, size: size))
    for place in proof.path.indices {
      for bit in Self.bits(at: size) {
        var other = proof
        other.path[place] = try other.path[place].flipping(bit: bit)
        #expect(!other.holds(leaf: Self.leaves[Int(index)], root: root))
      }
    }
    for bit in Self.bits(at: size) {
      #expect(!proof.holds(leaf: try Self.leaves[Int(index)].flipping(bit: bit), root: root))
      #expect(!proof.holds(leaf: Self.leaves[Int(index)], root: try root.flipping(bit: bit)))
    }
  }

  @Test(arguments: 0...130)
  func `every earlier size is proven, and no flipped bit is`(newSize: Int) throws {
    let newSize = UInt64(newSize)
    let newRoot = try #require(Self.tree.root(size: newSize))
    for oldSize in 0...newSize {
      let oldRoot = try #require(Self.tree.root(size: oldSize))
      let proof = try #require(Self.tree.consistencyProof(from: oldSize, to: newSize))
      #expect(proof.holds(oldRoot: oldRoot, newRoot: newRoot))
      #expect(!proof.holds(oldRoot: try oldRoot.flipping(bit: 7), newRoot: newRoot))
      guard oldSize > 0 else { continue }
      #expect(!proof.holds(oldRoot: oldRoot, newRoot: try newRoot.flipping(bit: 255)))
      var other = proof
      other.path.append(oldRoot)
      #expect(!other.holds(oldRoot: oldRoot, newRoot: newRoot))
      other = proof
      other.oldSize += 1
      #expect(!other.holds(oldRoot: oldRoot, newRoot: newRoot))
    }
    let oldSize = newSize / 2
    let oldRoot = try #require(Self.tree.root(size: oldSize))
    let proof = try #require(Self.tree.consistencyProof(from: oldSize, to: newSize))
    for place in proof.path.indices {
      for bit in Self.bits(at: newSize) {
        var other = proof
        other.path[place] = try other.path[place].flipping(bit: bit)
        #expect(!other.holds(oldRoot: oldRoot, newRoot: newRoot))
      }
    }
  }

  @Test(arguments: 0...130)
  func `a range is covered by perfect subtrees that append`(end: Int) throws {
    for start in 0...end {
      var frontier = MerkleFrontier()
      for leaf in Self.leaves.prefix(start) { frontier.append(leaf) }
      for part in Self.tree.cover(UInt64(start)..<UInt64(end)) {
        let isAppended = frontier.append(subtree: part.hash, level: part.level)
        #expect(isAppended)
      }
      #expect(frontier.size == UInt64(end))
      #expect(frontier.root == Self.tree.root(size: UInt64(end)))
    }
  }

  @Test func `a subtree does not append where none begins`() throws {
    var frontier = MerkleFrontier()
    frontier.append(Self.leaves[0])
    let before = frontier
    for level in [1, -1, 64] {
      let isAppended = frontier.append(subtree: Self.leaves[1], level: level)
      #expect(!isAppended)
    }
    #expect(frontier == before)
  }

  @Test func `a hash is read as it is written, and not otherwise`() {
    let hash = Self.leaves[0]
    #expect(MerkleHash(hash.description) == hash)
    #expect(MerkleHash(bytes: hash.bytes) == hash)
    #expect(MerkleHash(hash.description.uppercased()) == nil)
    #expect(MerkleHash(String(hash.description.dropLast())) == nil)
    #expect(MerkleHash(bytes: hash.bytes.dropLast()) == nil)
  }
}

extension MerkleHash {
  fileprivate func flipping(bit: Int) throws -> MerkleHash {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << (bit % 8)
    return try #require(MerkleHash(bytes: bytes))
  }
}
