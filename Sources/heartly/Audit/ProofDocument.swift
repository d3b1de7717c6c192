import TransparencyLog

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A proof with all that its check needs but the public key.
struct ProofDocument: Codable {
  enum Kind: String, Codable { case inclusion, consistency }

  /// The log's name.
  var log: String
  var kind: Kind
  /// Which leaf, for an inclusion.
  var index: UInt64?
  var leafHash: String?
  /// The entry as canonical JSON, whose hash is the leaf's; none where the row is archived.
  var entry: String?
  /// The hashes of the proof in hexadecimal digits, as RFC 9162 orders them.
  var path: [String] = []
  /// The signed note of the tree.
  var checkpoint = ""
  /// The signed note of the earlier tree, for a consistency.
  var oldCheckpoint: String?

  init(log: String, kind: Kind) {
    self.log = log
    self.kind = kind
  }

  init(reading path: String) throws {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(try Platform.content(of: path)))
    } catch {
      throw Failure(message: "error: \(path) is no proof")
    }
  }

  /// Checks it.
  ///
  /// - Returns: What is proven, as a sentence.
  @discardableResult
  func check(by key: NoteVerifierKey) throws -> String {
    let hashes = path.compactMap { MerkleHash($0) }
    guard hashes.count == path.count else { throw doesNotHold("a hash is malformed") }
    let signed = try opened(checkpoint, key)
    let time = signed.time.map { ", signed at \($0)" } ?? ""
    switch kind {
    case .inclusion:
      guard let index, let leaf = leafHash.flatMap({ MerkleHash($0) }) else {
        throw doesNotHold("it names no leaf")
      }
      if let entry, MerkleHash(leaf: Array(entry.utf8)) != leaf {
        throw doesNotHold("the entry does not have the leaf's hash")
      }
      let proof = InclusionProof(index: index, treeSize: signed.size, path: hashes)
      guard proof.holds(leaf: leaf, root: signed.root) else {
        throw doesNotHold("the path does not lead to the signed root")
      }
      return "Entry \(index) is in \(log) of \(signed.size) entries\(time)."
    case .consistency:
      guard let oldCheckpoint else { throw doesNotHold("it names no earlier checkpoint") }
      let old = try opened(oldCheckpoint, key)
      let proof = ConsistencyProof(oldSize: old.size, newSize: signed.size, path: hashes)
      guard proof.holds(oldRoot: old.root, newRoot: signed.root) else {
        throw doesNotHold("the path does not lead to both signed roots")
      }
      return
        "\(log) of \(signed.size) entries\(time) appends to that of \(old.size) and changes none."
    }
  }

  private func opened(_ note: String, _ key: NoteVerifierKey) throws -> Checkpoint {
    do {
      return try Checkpoint(opening: SignedNote(parsing: note), keys: [key])
    } catch {
      throw doesNotHold("its checkpoint is refused: \(error)")
    }
  }

  private func doesNotHold(_ reason: String) -> Failure {
    Failure(message: "the proof does not hold: \(reason)")
  }
}
