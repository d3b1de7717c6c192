extension HeadRules {
  /// Indexes that another one of the table makes superfluous, whichever came first. It is reported
  /// where the second was made.
  mutating func judgeRedundantIndexes(of table: JudgedTable) {
    var known = KnownIndexes()
    for later in table.indexes {
      for earlier in known.candidates(for: later.index).map({ table.indexes[$0] }) {
        if let how = redundancy(of: later, besides: earlier, on: table.entry) {
          report(
            .redundantIndex,
            "index \(later.id.name.quotedIfNeeded) is redundant: "
              + "\(earlier.id.name.quotedIfNeeded) \(how)",
            at: later.origin
          )
          break
        }
        guard let how = redundancy(of: earlier, besides: later, on: table.entry) else { continue }
        report(
          .redundantIndex,
          "index \(later.id.name.quotedIfNeeded) makes \(earlier.id.name.quotedIfNeeded) "
            + "redundant: it \(how)",
          at: later.origin
        )
      }
      known.append(later.index)
    }
  }

  /// The indexes of a table so far, by what they begin with: a table may have thousands, and few of
  /// them have to do with each other.
  private struct KnownIndexes {
    private var count = 0
    /// The places of those that have just these keys.
    private var exact: [[Index.Key]: [Int]] = [:]
    /// The places of those that begin with these keys and have more.
    private var longer: [[Index.Key]: [Int]] = [:]

    mutating func append(_ index: Index) {
      let keys = Self.forwards(index.keys)
      exact[keys, default: []].append(count)
      for length in 1..<max(1, keys.count) {
        longer[Array(keys.prefix(length)), default: []].append(count)
      }
      count += 1
    }

    /// The places, in order, of those that begin as an index does, or it as they do.
    func candidates(for index: Index) -> [Int] {
      let keys = Self.forwards(index.keys)
      let shorter = (1..<max(1, keys.count)).flatMap { exact[Array(keys.prefix($0))] ?? [] }
      return (shorter + (exact[keys] ?? []) + (longer[keys] ?? [])).sorted()
    }

    /// The same for an order and for its reverse.
    private static func forwards(_ keys: [Index.Key]) -> [Index.Key] {
      keys.first?.isDescending == true ? reversed(keys) : keys
    }
  }

  /// How another index serves for one; nil where it does not.
  private func redundancy(
    of own: TableIndex,
    besides other: TableIndex,
    on table: Relation
  ) -> String? {
    let (index, larger) = (own.index, other.index)
    guard index.constraint == nil, index.method == larger.method,
      index.predicate == larger.predicate,
      Set(index.included).isSubset(of: larger.included + larger.keys.compactMap(\.column))
    else { return nil }
    if index.isUnique {
      guard larger.isUnique, index.nullsNotDistinct == larger.nullsNotDistinct,
        larger.constraint.map({ table.constraints[$0]?.isDeferrable == true }) != true
      else { return nil }
    }
    guard index.keys.count <= larger.keys.count,
      Self.isOrdered(index.keys, as: Array(larger.keys.prefix(index.keys.count)))
    else { return nil }
    if index.keys.count == larger.keys.count { return "indexes the same" }
    guard index.method == "btree", !index.isUnique else { return nil }
    return "begins with the same columns, so that it serves as well"
  }

  /// Whether one list of keys gives the order of the other, forwards or backwards.
  private static func isOrdered(_ keys: [Index.Key], as other: [Index.Key]) -> Bool {
    keys == other || keys == reversed(other)
  }

  private static func reversed(_ keys: [Index.Key]) -> [Index.Key] {
    keys.map { key in
      var reversed = key
      reversed.isDescending.toggle()
      return reversed
    }
  }
}
