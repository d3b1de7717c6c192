import MigrateLint

/// Tables as Mermaid's `erDiagram`, in the part of its grammar that GitHub has rendered for years.
struct MermaidDiagram {
  let tables: [DiagramTable]

  var text: String {
    var lines = ["erDiagram"]
    for table in tables {
      guard !table.columns.isEmpty else {
        lines.append("  \(Self.entity(table.label))")
        continue
      }
      lines.append("  \(Self.entity(table.label)) {")
      lines += table.columns.map { "    \(Self.attribute($0))" }
      lines.append("  }")
    }
    let labels = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0.label) })
    for table in tables {
      for key in table.foreignKeys {
        guard let target = labels[key.target] else { continue }
        let parent = key.isMandatory ? "||" : "|o"
        let child = key.isUnique ? "o|" : "o{"
        let line = key.isIdentifying ? "--" : ".."
        lines.append(
          "  \(Self.entity(target)) \(parent)\(line)\(child) \(Self.entity(table.label)) : "
            + "\"\(Self.safe(key.columns.joined(separator: ", ")))\""
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func attribute(_ column: SchemaOutline.Column) -> String {
    let (type, name) = (word(shortType(column.type)), word(column.name))
    var keys: [String] = []
    if column.isPrimaryKey { keys.append("PK") }
    if column.isForeignKey { keys.append("FK") }
    if column.isUnique { keys.append("UK") }
    var remarks: [String] = []
    if name != column.name { remarks.append(safe(column.name)) }
    if type != shortType(column.type) { remarks.append(safe(column.type)) }
    if !column.isNotNull { remarks.append("null") }
    var parts = [type, name]
    if !keys.isEmpty { parts.append(keys.joined(separator: ", ")) }
    if !remarks.isEmpty { parts.append("\"\(remarks.joined(separator: ", "))\"") }
    return parts.joined(separator: " ")
  }

  /// The type in the shorter of its two names, which is one word.
  static func shortType(_ type: String) -> String {
    for (long, short) in [
      ("timestamp with time zone", "timestamptz"), ("timestamp without time zone", "timestamp"),
      ("time with time zone", "timetz"), ("time without time zone", "time"),
      ("character varying", "varchar"), ("double precision", "float8"), ("bit varying", "varbit"),
    ] where type.hasPrefix(long) {
      return short + type.dropFirst(long.count)
    }
    return type
  }

  // MARK: The grammar

  /// A name in quotes, which may hold anything but these.
  private static func entity(_ name: String) -> String { "\"\(safe(name.withoutQuotes))\"" }

  /// A text that ends no quotes, begins no comment (`%%`) and is no entity (`#35;`).
  private static func safe(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.inOneLine.unicodeScalars.map { "\"%\\#;".unicodeScalars.contains($0) ? "_" : $0 }
      )
    )
  }

  /// A text as the one word that a type or a column is there. What the grammar takes for a key is none.
  private static func word(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isPart =
        scalar.isASCII
        ? scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_[]()".unicodeScalars.contains(scalar)
        : scalar.value >= 0xC0 && scalar.value <= 0xFFFF && scalar.properties.isAlphabetic
      scalars.append(isPart ? scalar : "_")
    }
    let word = String(scalars)
    let first = scalars.first.map { $0 == "_" || $0.properties.isAlphabetic } ?? false
    let isKey = ["pk", "fk", "uk"].contains { key in
      guard word.lowercased().hasPrefix(key) else { return false }
      return word.dropFirst(2).unicodeScalars.first.map {
        !$0.isASCII || !($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0))
      } ?? true
    }
    return first && !isKey ? word : "_" + word
  }
}

extension String {
  /// The identifier without the quotes that SQL needs around it.
  fileprivate var withoutQuotes: String { filter { $0 != "\"" } }
}
