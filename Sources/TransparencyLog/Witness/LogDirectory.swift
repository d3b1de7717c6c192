/// What is kept of a log outside of its database, in files that any program can read:
///
/// - `leaves`, a ``LeafLine`` for each entry;
/// - `checkpoints`, the signed notes from the first on, an empty line after each;
/// - `checkpoint`, the newest note alone;
/// - `state`, how far the others count, with the frontier from which the tree goes on.
///
/// The first two are only appended to. `state` is replaced last, in one step: what stands in a file
/// beyond it is of a write that did not end, and is written anew.
public struct LogDirectory: Sendable {
  /// The directory.
  public let path: String

  /// Names a directory, which need not exist.
  public init(_ path: String) {
    self.path = path
  }

  var leavesPath: String { path + "/leaves" }
  var checkpointsPath: String { path + "/checkpoints" }

  /// How far the files count.
  public struct State: Hashable, Sendable {
    /// The tree, from which it goes on.
    public var frontier = MerkleFrontier()
    var leavesByteCount = 0
    var checkpointsByteCount = 0
  }

  /// Reads how far the files count.
  ///
  /// - Parameter keys: Who may have signed the newest checkpoint, which the state must agree with.
  /// - Returns: The state of the files; that of an empty log where there are none.
  /// - Throws: ``FileError`` and ``LogDirectoryError``.
  public func state(keys: [NoteVerifierKey]) throws -> State {
    guard let bytes = try Files.content(of: path + "/state") else { return State() }
    guard let state = State(parsing: String(decoding: bytes, as: UTF8.self)),
      let note = try Files.content(of: path + "/checkpoint")
    else { throw LogDirectoryError.damaged(path) }
    let checkpoint = try Checkpoint(
      opening: SignedNote(parsing: String(decoding: note, as: UTF8.self)),
      keys: keys
    )
    // The note is replaced before the state: it may be one ahead.
    guard checkpoint.size != state.frontier.size || checkpoint.root == state.frontier.root,
      checkpoint.size >= state.frontier.size
    else { throw LogDirectoryError.damaged(path) }
    return state
  }

  /// Reads all checkpoints that were written completely, in their order, each with whether it is
  /// signed by one of the keys.
  public func checkpoints(keys: [NoteVerifierKey]) throws -> [Result<Checkpoint, LogError>] {
    guard let bytes = try Files.content(of: checkpointsPath) else { return [] }
    return Self.notes(in: String(decoding: bytes, as: UTF8.self)).map { text in
      do throws(LogError) {
        return .success(try Checkpoint(opening: SignedNote(parsing: text), keys: keys))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Cuts at the empty line below each note's signatures; the one above them belongs to the note.
  private static func notes(in text: String) -> [String] {
    var notes: [String] = []
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty, lines.last?.hasPrefix("— ") == true {
        notes.append(lines.joined(separator: "\n") + "\n")
        lines = []
      } else {
        lines.append(line)
      }
    }
    return notes
  }
}

/// Why what is kept outside of the database cannot be gone on with.
public enum LogDirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The files do not agree with each other.
  case damaged(String)
  /// What is to be appended does not lead to the root that was signed.
  case unsigned(String, size: UInt64)

  /// The reason as a sentence.
  public var description: String {
    switch self {
    case .damaged(let path): "the files in \(path) do not agree with each other"
    case .unsigned(let path, let size):
      "what is to be appended to \(path) does not lead to the root that was signed at \(size) entries"
    }
  }
}

extension LogDirectory.State {
  init?(parsing text: String) {
    let lines = text.split(separator: "\n")
    guard lines.count >= 3, let size = UInt64(lines[0]), let leaves = Int(lines[1]),
      let checkpoints = Int(lines[2])
    else { return nil }
    let hashes = lines[3...].compactMap { MerkleHash(String($0)) }
    guard hashes.count == lines.count - 3, let frontier = MerkleFrontier(size: size, hashes: hashes)
    else { return nil }
    self.init(
      frontier: frontier,
      leavesByteCount: leaves,
      checkpointsByteCount: checkpoints
    )
  }

  var text: String {
    "\(frontier.size)\n\(leavesByteCount)\n\(checkpointsByteCount)\n"
      + frontier.hashes.map { "\($0)\n" }.joined()
  }
}
