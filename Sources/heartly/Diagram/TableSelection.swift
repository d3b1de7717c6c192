import ArgumentParser
import MigrateLint

/// Which tables a diagram shows, and which of their columns.
struct TableSelection {
  enum Columns: String, CaseIterable, ExpressibleByArgument { case all, keys, none }

  var tables: [String] = []
  var excluded: [String] = []
  var schemas: [String] = []
  var columns = Columns.all
  var showsPartitions = false

  /// The tables in the order of their names; of their references, those to tables that are shown.
  func chosen(of outline: SchemaOutline) -> [DiagramTable] {
    let shown = outline.tables.filter(isShown)
    let names = Set(shown.map(\.name))
    return shown.map { table in
      DiagramTable(
        name: table.name,
        label: table.label,
        isPartitioned: table.isPartitioned,
        columns: table.columns.filter(isShown),
        foreignKeys: table.foreignKeys.filter { names.contains($0.target) }
      )
    }
  }

  private func isShown(_ table: SchemaOutline.Table) -> Bool {
    guard showsPartitions || !table.isPartition else { return false }
    guard schemas.isEmpty || schemas.contains(table.name.schema) else { return false }
    guard !excluded.contains(where: { Self.matches(table.name, $0) }) else { return false }
    return tables.isEmpty || tables.contains { Self.matches(table.name, $0) }
  }

  private func isShown(_ column: SchemaOutline.Column) -> Bool {
    switch columns {
    case .all: true
    case .keys: column.isPrimaryKey || column.isForeignKey
    case .none: false
    }
  }

  private static func matches(_ name: QualifiedRelation, _ pattern: String) -> Bool {
    let whole = pattern.contains(".") ? "\(name.schema).\(name.name)" : name.name
    return matches(Array(whole)[...], Array(pattern)[...])
  }

  /// Whether a text is as a pattern says: `*` any characters, `?` one. Of several stars only the last
  /// needs to be tried again.
  private static func matches(
    _ text: ArraySlice<Character>,
    _ pattern: ArraySlice<Character>
  ) -> Bool {
    var (text, pattern) = (text, pattern)
    var retry: (text: ArraySlice<Character>, pattern: ArraySlice<Character>)?
    while let character = text.first {
      if let wanted = pattern.first, wanted != "*", wanted == "?" || wanted == character {
        text.removeFirst()
        pattern.removeFirst()
      } else if pattern.first == "*" {
        pattern.removeFirst()
        retry = (text, pattern)
      } else if let last = retry {
        text = last.text.dropFirst()
        pattern = last.pattern
        retry = (text, pattern)
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == "*" }
  }
}

/// A table as a diagram shows it.
struct DiagramTable {
  var name: QualifiedRelation
  var label: String
  var isPartitioned: Bool
  var columns: [SchemaOutline.Column]
  var foreignKeys: [SchemaOutline.ForeignKey]
}
