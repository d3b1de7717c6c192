/// Appends to the files of a ``LogDirectory``: leaves, and then a checkpoint, which makes them
/// count.
public struct LogAppender {
  private let directory: LogDirectory
  /// The tree with what was appended, counted or not.
  public private(set) var frontier: MerkleFrontier
  private var counted: LogDirectory.State
  private let leaves: OpenFile
  private let checkpoints: OpenFile
  private var leavesEnd: Int
  private var buffer: [UInt8] = []
  private var notes: [UInt8] = []
  private var newest: SignedNote?
  private let keys: [NoteVerifierKey]

  /// Opens the files, makes those that are missing, and takes away what does not count.
  public init(_ directory: LogDirectory, keys: [NoteVerifierKey]) throws {
    let state = try directory.state(keys: keys)
    try Files.makeDirectory(directory.path)
    self.directory = directory
    self.keys = keys
    counted = state
    frontier = state.frontier
    leaves = try OpenFile(directory.leavesPath, writing: true)
    checkpoints = try OpenFile(directory.checkpointsPath, writing: true)
    leavesEnd = state.leavesByteCount
    try Self.cut(leaves, to: state.leavesByteCount, in: directory)
    try Self.cut(checkpoints, to: state.checkpointsByteCount, in: directory)
  }

  /// How many leaves count.
  public var countedSize: UInt64 { counted.frontier.size }

  /// Appends a leaf, whose index must be the tree's size.
  public mutating func append(_ leaf: LeafLine) throws {
    precondition(leaf.index == frontier.size, "A leaf was appended out of its order.")
    frontier.append(leaf.hash)
    buffer += leaf.text.utf8
    if buffer.count > 1 << 20 { try write() }
  }

  /// Appends the checkpoint of the leaves so far.
  ///
  /// - Throws: `LogDirectoryError.unsigned` where the checkpoint is not of the tree as it is.
  public mutating func append(_ note: SignedNote) throws {
    let checkpoint = try Checkpoint(opening: note, keys: keys)
    guard checkpoint.size == frontier.size, checkpoint.root == frontier.root else {
      throw LogDirectoryError.unsigned(directory.path, size: checkpoint.size)
    }
    newest = note
    notes += "\(note)\n".utf8
  }

  /// Makes all leaves and checkpoints so far count, and returns when they are on the disk.
  public mutating func commit() throws {
    guard let newest else { return }
    try write()
    try leaves.flush()
    try checkpoints.write(notes, at: counted.checkpointsByteCount)
    try checkpoints.flush()
    let state = LogDirectory.State(
      frontier: frontier,
      leavesByteCount: leavesEnd,
      checkpointsByteCount: counted.checkpointsByteCount + notes.count
    )
    let path = directory.path
    try Files.replace(path + "/checkpoint", with: Array(newest.description.utf8), in: path)
    try Files.replace(path + "/state", with: Array(state.text.utf8), in: path)
    counted = state
    notes = []
    self.newest = nil
  }

  private mutating func write() throws(FileError) {
    try leaves.write(buffer, at: leavesEnd)
    leavesEnd += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private static func cut(_ file: OpenFile, to size: Int, in directory: LogDirectory) throws {
    let found = try file.size()
    guard found >= size else { throw LogDirectoryError.damaged(directory.path) }
    if found > size { try file.truncate(to: size) }
  }
}
