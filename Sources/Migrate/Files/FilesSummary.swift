internal import Crypto

/// What a history amounts to when every `up` file of a directory is applied and nothing else is.
///
/// Two that are equal have the same versions, names and checksums.
struct FilesSummary: Hashable, Sendable {
  /// What the engine's row of `state` holds then.
  let digest: HistoryDigest
  /// SHA-256 over the rows in the order of their versions, each as
  ///
  ///     version: 8 bytes · length of the name: 4 bytes · name · checksum of the bytes: 32 bytes
  ///
  /// numbers with the most significant byte first. The server computes the same of the history.
  let rows: Checksum

  init(digest: HistoryDigest, rows: Checksum) {
    self.digest = digest
    self.rows = rows
  }

  /// - Parameter migrations: By version, as a directory has them.
  init(_ migrations: [Migration]) {
    var digest = HistoryDigest()
    var rows: [UInt8] = []
    rows.reserveCapacity(migrations.count * 80)
    for migration in migrations {
      let (version, name) = (migration.identifier.version, migration.identifier.name.utf8)
      digest.add(version, bytes: migration.up.bytesChecksum)
      withUnsafeBytes(of: version.value.bigEndian) { rows.append(contentsOf: $0) }
      withUnsafeBytes(of: Int32(name.count).bigEndian) { rows.append(contentsOf: $0) }
      rows.append(contentsOf: name)
      withUnsafeBytes(of: migration.up.bytesChecksum.words) { rows.append(contentsOf: $0) }
    }
    self.init(digest: digest, rows: Checksum(ofBytes: rows))
  }
}
