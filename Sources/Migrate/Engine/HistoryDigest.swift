/// What the history's rows together amount to: their number, and a sum over them that does not
/// depend on their order.
///
/// The engine keeps it in a row of its own and changes both in one transaction. A row that was
/// deleted, added or changed by hand therefore shows, even the newest one, which no comparison with
/// the files could tell from a migration that is still to come. It finds accidents, not malice: who
/// can write one table can write the other.
struct HistoryDigest: Hashable, Sendable {
  private(set) var count = 0
  /// The exclusive or over the rows of each `up` file's checksum, into which the version is mixed.
  private(set) var sum = [UInt8](repeating: 0, count: 32)

  init() {}

  init(count: Int, sum: [UInt8]) {
    self.count = count
    self.sum = sum
  }

  init(_ entries: [HistoryEntry]) {
    for entry in entries { add(entry.identifier.version, entry.checksum) }
  }

  mutating func add(_ version: MigrationVersion, _ checksum: MigrationChecksum) {
    add(version, bytes: checksum.bytes)
  }

  mutating func add(_ version: MigrationVersion, bytes: Checksum) {
    count += 1
    toggle(version, bytes)
  }

  mutating func remove(_ version: MigrationVersion, _ checksum: MigrationChecksum) {
    count -= 1
    toggle(version, checksum.bytes)
  }

  private mutating func toggle(_ version: MigrationVersion, _ checksum: Checksum) {
    withUnsafeBytes(of: checksum.words) { bytes in
      for index in sum.indices { sum[index] ^= bytes[index] }
    }
    for index in 0..<8 {
      sum[index] ^= UInt8(truncatingIfNeeded: version.value >> Int64(index * 8))
    }
  }
}
