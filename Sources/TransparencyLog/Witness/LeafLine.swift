/// What is known outside of the database of an entry: a line of text for each.
///
/// `0 6e340b9c…afa01d user_log 0190c5f2-… 2026-11-24T19:43:03.123456+00:00`
public struct LeafLine: Hashable, Sendable {
  /// Which leaf, from 0.
  public var index: UInt64
  /// The leaf's hash.
  public var hash: MerkleHash
  /// The table that the entry is a row of.
  public var log: String
  /// The row's own id.
  public var id: String
  /// When the row was made, as it says itself.
  public var createdAt: String

  /// Makes a line of its parts.
  public init(index: UInt64, hash: MerkleHash, log: String, id: String, createdAt: String) {
    self.index = index
    self.hash = hash
    self.log = log
    self.id = id
    self.createdAt = createdAt
  }

  /// Reads a line without its newline.
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 5, let index = UnsafeBufferPointer(rebasing: parts[0]).number,
      let hash = MerkleHash(hexadecimal: parts[1])
    else { return nil }
    self.init(
      index: index,
      hash: hash,
      log: String(decoding: parts[2], as: UTF8.self),
      id: String(decoding: parts[3], as: UTF8.self),
      createdAt: String(decoding: parts[4], as: UTF8.self)
    )
  }

  /// The line with its newline.
  public var text: String { "\(index) \(hash) \(log) \(id) \(createdAt)\n" }
}
