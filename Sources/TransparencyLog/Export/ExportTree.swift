/// The tree of an export, in memory: 64 bytes for each leaf. For proofs.
public struct ExportTree: Sendable {
  /// The log's name.
  public private(set) var origin = ""
  /// The tree of the hashes as the export has them; whether they are what was signed is for the
  /// checkpoints to tell.
  public private(set) var tree = MerkleTree()
  /// The signed notes in their order.
  public private(set) var notes: [SignedNote] = []
  /// The entry that was asked for: its index, and its content unless its row is gone.
  public private(set) var found: (index: UInt64, entry: [UInt8]?)?

  /// Reads an export.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - row: The id of the row whose entry is looked for.
  ///   - index: The entry that is looked for.
  /// - Throws: ``FileError``; ``LogError/malformedExport`` for a file that is no export, and for one
  ///   that leaves entries out.
  public init(_ path: String, row: String? = nil, index: UInt64? = nil) throws {
    var reader = try LineReader(path)
    while let line = try reader.next() {
      switch ExportLine(line) {
      case .header(let origin, _): self.origin = origin
      case .checkpoint(let note): notes.append(try SignedNote(parsing: note))
      case .entry(let entry):
        guard entry.index == tree.size else { throw LogError.malformedExport }
        tree.append(entry.hash)
        if entry.index == index || entry.id == row {
          found = (entry.index, entry.bytes.map { Array($0) })
        }
      case .unsealed: break
      case .omitted, nil: throw LogError.malformedExport
      }
    }
    guard !origin.isEmpty else { throw LogError.malformedExport }
  }

  /// The oldest checkpoint of at least this size that one of the keys signed.
  public func checkpoint(
    covering size: UInt64,
    keys: [NoteVerifierKey]
  ) -> (checkpoint: Checkpoint, note: SignedNote)? {
    for note in notes {
      guard let checkpoint = try? Checkpoint(opening: note, keys: keys), checkpoint.size >= size,
        checkpoint.size <= tree.size
      else { continue }
      return (checkpoint, note)
    }
    return nil
  }
}
