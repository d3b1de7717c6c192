/// A line of an export: what it begins with, a checkpoint, an entry, leaves that were left out, or
/// an entry that is not sealed yet.
///
/// Bytes point into the line and are valid as long as it is.
enum ExportLine {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The one entry of a line that has one.
  struct Entry {
    var index: UInt64
    var hash: MerkleHash
    var log = ""
    var id = ""
    var createdAt = ""
    /// The entry; nil where the row is gone.
    var bytes: Bytes?
  }

  case header(origin: String, size: UInt64)
  case checkpoint(note: String)
  case entry(Entry)
  case omitted(from: UInt64, to: UInt64, hashes: [MerkleHash])
  case unsealed(log: String, id: String, createdAt: String)

  /// Reads a line; nil for what is none.
  init?(_ line: Bytes) {
    var members = Members()
    var scanner = JSONScanner(line)
    while let (key, value) = scanner.next() { members.take(key, value) }
    guard scanner.isWhole, let read = members.line else { return nil }
    self = read
  }
}

/// The members of a line, as they are found.
private struct Members {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  var index: UInt64?
  var hash: MerkleHash?
  var log: Bytes?
  var id: Bytes?
  var createdAt: Bytes?
  var entry: Bytes?
  var origin: String?
  var size: UInt64?
  var checkpoint: String?
  var from: UInt64?
  var to: UInt64?
  var hashes: [MerkleHash]?
  var isUnsealed = false

  mutating func take(_ key: Bytes, _ value: Bytes) {
    if key.equals("entry") {
      entry = value
    } else if key.equals("index") {
      index = value.number
    } else if key.equals("leafHash") {
      hash = value.insideQuotes.flatMap { MerkleHash(hexadecimal: $0) }
    } else if key.equals("log") {
      log = value.insideQuotes
    } else if key.equals("id") {
      id = value.insideQuotes
    } else if key.equals("createdAt") {
      createdAt = value.insideQuotes
    } else if key.equals("checkpoint") {
      checkpoint = value.stringValue
    } else if key.equals("origin") {
      origin = value.stringValue
    } else if key.equals("size") {
      size = value.number
    } else if key.equals("omittedFrom") {
      from = value.number
    } else if key.equals("omittedTo") {
      to = value.number
    } else if key.equals("hashes") {
      hashes = value.text.split { $0 == "[" || $0 == "]" || $0 == "," || $0 == "\"" }
        .compactMap { MerkleHash(String($0)) }
    } else if key.equals("unsealed") {
      isUnsealed = value.equals("true")
    }
  }

  var line: ExportLine? {
    if let origin, let size { return .header(origin: origin, size: size) }
    if let checkpoint { return .checkpoint(note: checkpoint) }
    if let from, let to, let hashes { return .omitted(from: from, to: to, hashes: hashes) }
    guard let log, let id, let createdAt else { return nil }
    if isUnsealed { return .unsealed(log: log.text, id: id.text, createdAt: createdAt.text) }
    guard let index, let hash, let entry else { return nil }
    return .entry(
      ExportLine.Entry(
        index: index,
        hash: hash,
        log: log.text,
        id: id.text,
        createdAt: createdAt.text,
        bytes: entry.equals("null") ? nil : entry
      )
    )
  }
}
