extension HeadRules {
  /// Indexes that another one of the table makes superfluous, whichever came first. It is reported
  /// where the second was made.
  mutating func judgeRedundantIndexes(of table: JudgedTable) {
    let indexes = table.indexes
    for (position, later) in indexes.enumerated() {
      for earlier in indexes[..<position] {
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
    keys == other
      || keys
        == other.map { key in
          var reversed = key
          reversed.isDescending.toggle()
          return reversed
        }
  }
}
