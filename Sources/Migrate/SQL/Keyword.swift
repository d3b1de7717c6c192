/// The words that the engine itself must recognise; every other word is the server's business.
enum Keyword: String, CaseIterable {
  case abort, add, all, alter, `as`, atomic, begin, `case`, cluster, commit, concurrently
  case constraints, copy, create, cursor, database, declare, detach, discard, drop, end, exists
  case from, function, hold, `if`, index, local, lock, not, on, only, or, partition, prepare
  case prepared, procedure, publication, refresh, reindex, release, replace, rollback, savepoint
  case schema, set, start, stdin, stdout, subscription, system, table, tablespace, to, transaction
  case type, uescape, unique, vacuum, value, verbose, with, work

  /// Recognises a word in any case; nil for one that is not of these.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count <= Self.longest else { return nil }
    let folded = String(decoding: bytes.lazy.map(\.asciiLowercased), as: UTF8.self)
    guard let keyword = Self.byName[folded] else { return nil }
    self = keyword
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
  private static let longest = allCases.map(\.rawValue.utf8.count).max() ?? 0
}
