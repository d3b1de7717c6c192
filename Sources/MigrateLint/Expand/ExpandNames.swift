/// Names for what is made beside what there is.
struct ExpandNames {
  private let table: String
  private let column: String
  private var taken: Set<String>

  /// Longer names are cut: some tools and PostgreSQL's own suffixes need room.
  static let limit = 50

  init(_ facts: ColumnFacts) {
    table = facts.table.name
    column = facts.column.name
    taken = facts.takenNames
  }

  static func cut(_ name: String) -> String { String(name.prefix(limit)) }

  /// The old name with the new column's instead of the old one's, or `PREFIX_table_column`; quoted where SQL
  /// needs it.
  mutating func new(_ old: String, for new: String, prefix: String) -> String {
    let renamed = old.contains(column) ? old.replacing(column, with: new) : ""
    let plain = "\(prefix)_\(table)_\(new)"
    let wished = renamed.isEmpty || renamed.count > Self.limit ? Self.cut(plain) : renamed
    var name = wished
    var number = 2
    while taken.contains(name) {
      name = wished.prefix(Self.limit - 3) + "_\(number)"
      number += 1
    }
    taken.insert(name)
    return name.quotedIfNeeded
  }
}

extension String {
  /// Every place of a text replaced by another one.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    var rest = self[...]
    var result = ""
    while let place = rest.firstRange(of: part) {
      result += rest[..<place.lowerBound] + other
      rest = rest[place.upperBound...]
    }
    return result + rest
  }
}
