import MigrateLint

/// Tables as a picture that needs no other program: dark on light, in SVG 1.1.
struct SVGDiagram {
  let tables: [DiagramTable]

  private static let rowHeight = 18
  private static let headHeight = 26
  private static let legendHeight = 26
  private static let legend =
    "? may be null · dashed: refers to a row or to none · bar: one · ring: or none · foot: many"
  /// Of a character of the typeface at 12 px, with something to spare for another typeface.
  private static let characterWidth = 7.3
  private static let margin = 24

  var text: String {
    let heights = tables.map { Self.headHeight + $0.columns.count * Self.rowHeight + 8 }
    let layout = DiagramLayout(tables: tables, heights: heights)
    let boxes = SVGBoxes(tables: tables)
    var picture = SVGLines(layout: layout, widths: boxes.widths)
    picture.route()
    let width = max(picture.width, Self.width(Self.legend)) + 2 * Self.margin
    let height = picture.height + 2 * Self.margin + Self.legendHeight
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" font-family="\(Self.typeface)" font-size="12">
      """,
      "<title>\(tables.count) tables and their foreign keys</title>", Self.style,
      "<rect width=\"\(width)\" height=\"\(height)\" fill=\"#ffffff\"/>",
      "<g transform=\"translate(\(Self.margin) \(Self.margin))\">",
    ]
    lines += picture.paths
    for (index, table) in tables.enumerated() {
      lines += boxes.box(
        table,
        x: picture.left(of: index),
        y: layout.nodes[index].y,
        width: boxes.widths[index]
      )
    }
    lines += picture.marks
    lines.append(
      "<text class=\"legend\" x=\"0\" y=\"\(picture.height + Self.legendHeight)\">\(Self.legend)</text>"
    )
    lines += ["</g>", "</svg>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let typeface = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

  private static let style = """
    <style>
    .box { fill: #ffffff; stroke: #57606a; }
    .head { fill: #dbeafe; stroke: #57606a; }
    .name { font-weight: bold; fill: #0b1f3a; }
    .column { fill: #1f2328; }
    .type { fill: #57606a; }
    .key { fill: #0b5394; font-size: 10px; font-weight: bold; }
    .legend { fill: #57606a; font-size: 11px; }
    .line { fill: none; stroke: #0b5394; stroke-width: 1.2; }
    .loose { stroke-dasharray: 5 3; }
    .mark { fill: #ffffff; stroke: #0b5394; stroke-width: 1.2; }
    </style>
    """

  static func width(_ text: String) -> Int {
    Int((Double(text.count) * characterWidth).rounded(.up))
  }

  /// The middle of a row, or of the head, below the top of a box.
  static func middle(ofRow row: Int?) -> Int {
    guard let row else { return headHeight / 2 + 6 }
    return headHeight + 4 + row * rowHeight + rowHeight / 2
  }

  /// Where the lines to a table leave its box.
  static let port = headHeight / 2

  static func escaped(_ text: String) -> String {
    text.inOneLine.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}

/// The boxes of a picture.
struct SVGBoxes {
  let widths: [Int]

  private static let padding = 10
  private static let rowHeight = 18
  private static let headHeight = 26

  init(tables: [DiagramTable]) {
    widths = tables.map { table in
      let head = SVGDiagram.width(table.label + (table.isPartitioned ? " (partitioned)" : ""))
      let rows = table.columns.map { Self.width(of: $0) }
      // The head is bold, which is a little wider in some typefaces.
      return max(
        120,
        max(head + head / 12, Self.keyWidth(of: table) + (rows.max() ?? 0)) + 2 * Self.padding
      )
    }
  }

  /// The room for the keys before the names: two where one column has two.
  private static func keyWidth(of table: DiagramTable) -> Int {
    table.columns.contains { keys(of: $0).count > 2 } ? 46 : 26
  }

  /// What keys a column is in: primary, foreign, unique.
  private static func keys(of column: SchemaOutline.Column) -> String {
    [(column.isPrimaryKey, "PK"), (column.isForeignKey, "FK"), (column.isUnique, "UK")]
      .filter(\.0).map(\.1).prefix(2).joined(separator: " ")
  }

  private static func width(of column: SchemaOutline.Column) -> Int {
    SVGDiagram.width(column.name + "  " + type(of: column))
  }

  /// The type, with a question mark where there may be no value.
  private static func type(of column: SchemaOutline.Column) -> String {
    MermaidDiagram.shortType(column.type) + (column.isNotNull ? "" : "?")
  }

  func box(_ table: DiagramTable, x: Int, y: Int, width: Int) -> [String] {
    let height = Self.headHeight + table.columns.count * Self.rowHeight + 8
    let (left, right) = (x + Self.padding, x + width - Self.padding)
    let remark = table.isPartitioned ? " <tspan class=\"type\">(partitioned)</tspan>" : ""
    var lines = [
      "<g>",
      "<rect class=\"box\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" rx=\"4\"/>",
      "<rect class=\"head\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(Self.headHeight)\" "
        + "rx=\"4\"/>",
      "<text class=\"name\" x=\"\(left)\" y=\"\(y + 17)\">\(SVGDiagram.escaped(table.label))\(remark)"
        + "</text>",
    ]
    let keyWidth = Self.keyWidth(of: table)
    for (index, column) in table.columns.enumerated() {
      let baseline = y + SVGDiagram.middle(ofRow: index) + 4
      let key = Self.keys(of: column)
      if !key.isEmpty {
        lines.append("<text class=\"key\" x=\"\(left)\" y=\"\(baseline - 1)\">\(key)</text>")
      }
      lines.append(
        "<text class=\"column\" x=\"\(left + keyWidth)\" y=\"\(baseline)\">"
          + "\(SVGDiagram.escaped(column.name))</text>"
      )
      lines.append(
        "<text class=\"type\" text-anchor=\"end\" x=\"\(right)\" y=\"\(baseline)\">"
          + "\(SVGDiagram.escaped(Self.type(of: column)))</text>"
      )
    }
    return lines + ["</g>"]
  }
}
