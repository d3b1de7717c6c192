/// What a log says of itself at one moment (C2SP tlog-checkpoint): its name, its size, its root.
public struct Checkpoint: Hashable, Sendable {
  /// The log's name, by custom a URL without a scheme, and the name of the key that signs.
  public var origin: String
  /// How many leaves the tree has.
  public var size: UInt64
  /// The tree's hash.
  public var root: MerkleHash
  /// Lines that the specification leaves to the log; signed with the rest.
  public var extensions: [String]

  /// Makes a checkpoint of its parts.
  public init(origin: String, size: UInt64, root: MerkleHash, extensions: [String] = []) {
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
  }

  /// Reads the text of a note.
  public init(parsing text: String) throws(LogError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 4, lines.last == "", !lines.dropLast().contains(""),
      let size = UInt64(lines[1]), String(size) == lines[1],
      let bytes = [UInt8](base64: lines[2]), let root = MerkleHash(bytes: bytes)
    else { throw .malformedCheckpoint }
    origin = String(lines[0])
    self.size = size
    self.root = root
    extensions = lines[3...].dropLast().map(String.init)
  }

  /// Reads a signed checkpoint, if one of the keys signed it under the log's name.
  public init(opening note: SignedNote, keys: [NoteVerifierKey]) throws(LogError) {
    try self.init(parsing: note.text)
    let origin = origin
    try note.verify(by: keys.filter { $0.name == origin })
  }

  /// The text that is signed.
  public var text: String {
    ([origin, String(size), root.bytes.base64] + extensions).map { "\($0)\n" }.joined()
  }

  /// Signs it with a key, which should bear the log's name.
  public func signed(by key: NoteSigningKey) throws(LogError) -> SignedNote {
    guard !extensions.contains(""), !origin.isEmpty else { throw .malformedCheckpoint }
    return try SignedNote(signing: text, with: key)
  }
}
