/// Other passes over the files, which only a log that does not hold costs.
enum LeafSearch {
  /// Whether a leaf from an index on has the hash outside of the database.
  static func outside(
    of directory: LogDirectory?,
    has hash: MerkleHash,
    after index: UInt64
  ) throws -> Bool {
    guard let directory else { return false }
    var reader = try LineReader(directory.leavesPath)
    while let line = try reader.next(takesRest: false) {
      if let leaf = LeafLine(line), leaf.index > index, leaf.hash == hash { return true }
    }
    return false
  }

  /// Whether an entry from an index on has the hash in the export.
  static func export(_ path: String, has hash: MerkleHash, after index: UInt64) throws -> Bool {
    var isFound = false
    try entries(of: path, from: index + 1) { entry in
      isFound = entry.hash == hash
      return !isFound
    }
    return isFound
  }

  /// The first entry in a range that stands before one which belongs before it.
  static func firstOutOfOrder(
    _ path: String,
    _ range: Range<UInt64>
  ) throws -> (index: UInt64, log: String, id: String)? {
    var greatest: SealingOrder?
    var least: SealingOrder?
    try entries(of: path, from: range.lowerBound) { entry in
      guard entry.index < range.upperBound else { return false }
      guard let bytes = entry.bytes else { return true }
      let order = SealingOrder(bytes)
      if let before = greatest, order < before {
        least = least.map { min($0, order) } ?? order
      } else {
        greatest = order
      }
      return true
    }
    guard let least else { return nil }
    var place: (index: UInt64, log: String, id: String)?
    try entries(of: path, from: range.lowerBound) { entry in
      guard let bytes = entry.bytes, least < SealingOrder(bytes) else { return true }
      place = (entry.index, entry.log, entry.id)
      return false
    }
    return place
  }

  private static func entries(
    of path: String,
    from index: UInt64,
    _ body: (ExportLine.Entry) -> Bool
  ) throws {
    var reader = try LineReader(path)
    while let line = try reader.next() {
      guard case .entry(let entry) = ExportLine(line), entry.index >= index else { continue }
      guard body(entry) else { return }
    }
  }
}
