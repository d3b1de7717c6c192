import MigrateLint

/// The lines of a picture: each net is a vertical track in the gaps between layers, and the horizontal
/// pieces that join it to boxes and lanes.
struct SVGLines {
  private let layout: DiagramLayout
  private let widths: [Int]
  /// The left side of each layer, and how wide it is.
  private var lefts: [Int] = []
  private var layerWidths: [Int] = []
  /// The track of each net in the gap behind each layer.
  private var tracks: [[Int: Int]] = []
  private(set) var paths: [String] = []
  private(set) var marks: [String] = []
  private(set) var width = 0
  private(set) var height = 0

  private static let trackWidth = 9
  /// The room for the marks at the ends of lines.
  private static let ending = 20

  init(layout: DiagramLayout, widths: [Int]) {
    self.layout = layout
    self.widths = widths
  }

  func left(of table: Int) -> Int { lefts[layout.nodes[table].layer] }

  /// Decides where everything is, and draws it.
  mutating func route() {
    layerWidths = layout.layers.map { layer in
      layer.compactMap { layout.nodes[$0].table.map { widths[$0] } }.max() ?? 0
    }
    var x = 0
    for layer in layout.layers.indices {
      lefts.append(x)
      let (found, count) = assignedTracks(behind: layer)
      tracks.append(found)
      let hasLoop = layout.loops.contains { layout.nodes[$0.node].layer == layer }
      let isLast = layer == layout.layers.count - 1
      let room =
        count == 0
        ? (hasLoop ? 2 * Self.ending : isLast ? 0 : Self.ending)
        : 2 * Self.ending + (count + 1) * Self.trackWidth
      x += layerWidths[layer] + room
    }
    width = x
    height = layout.nodes.map { $0.y + $0.height }.max() ?? 0
    for net in layout.nets.indices { draw(net) }
    for loop in layout.loops { draw(loop) }
  }

  // MARK: Tracks

  /// The layer's lanes and boxes at which a net comes into a gap, and those at which it leaves it.
  private func heights(of net: DiagramLayout.Net, behind layer: Int) -> (from: Int, to: [Int])? {
    let start = layout.nodes[net.source].layer
    guard layer >= start else { return nil }
    let ends = net.ends.filter { layout.nodes[$0.node].layer == layer + 1 }.map { end in
      layout.nodes[end.node].y + SVGDiagram.middle(ofRow: end.row)
    }
    let further = net.lanes[layer + 1].map { [lane($0)] } ?? []
    guard !ends.isEmpty || !further.isEmpty else { return nil }
    let from = layer == start ? port(net) : net.lanes[layer].map { lane($0) }
    return from.map { ($0, ends + further) }
  }

  private func lane(_ node: Int) -> Int { layout.nodes[node].y + 8 }

  private func port(_ net: DiagramLayout.Net) -> Int {
    let top = layout.nodes[net.source].y
    guard net.ends.first?.isReversed ?? false else { return top + SVGDiagram.port }
    // Between the heights at which other lines reach a box.
    return top + SVGDiagram.middle(ofRow: net.sourceRow) + 4
  }

  /// Nets that do not meet share a track.
  private func assignedTracks(behind layer: Int) -> (tracks: [Int: Int], count: Int) {
    let spans = layout.nets.indices.compactMap {
      net -> (net: Int, top: Int, bottom: Int, from: Int)? in
      guard let (from, to) = heights(of: layout.nets[net], behind: layer) else { return nil }
      return (net, ([from] + to).min() ?? from, ([from] + to).max() ?? from, from)
    }
    // A net that goes down crosses the least to the left of those that come in above it.
    let order = spans.sorted { ($0.from, $0.net) > ($1.from, $1.net) }
    var used: [[(top: Int, bottom: Int)]] = []
    var tracks: [Int: Int] = [:]
    for span in order {
      let free = used.firstIndex { others in
        others.allSatisfy { $0.bottom + 6 < span.top || span.bottom + 6 < $0.top }
      }
      let track = free ?? used.count
      if track == used.count { used.append([]) }
      used[track].append((span.top, span.bottom))
      tracks[span.net] = track
    }
    return (tracks, used.count)
  }

  private func trackX(_ net: Int, behind layer: Int) -> Int {
    lefts[layer] + layerWidths[layer] + Self.ending
      + (tracks[layer][net, default: 0] + 1) * Self.trackWidth
  }

  // MARK: Drawing

  private mutating func draw(_ index: Int) {
    let net = layout.nets[index]
    let start = layout.nodes[net.source].layer
    let isLoose = net.ends.allSatisfy { !$0.key.isMandatory }
    var pieces: [String] = []
    var loose: [String] = []
    for layer in start..<layout.layers.count {
      guard let (from, to) = heights(of: net, behind: layer) else { continue }
      let x = trackX(index, behind: layer)
      let begin =
        layer == start
        ? lefts[layer] + (layout.nodes[net.source].table.map { widths[$0] } ?? 0) : lefts[layer]
      pieces.append("M\(begin) \(from)H\(x)")
      let (top, bottom) = (([from] + to).min() ?? from, ([from] + to).max() ?? from)
      if top < bottom { pieces.append("M\(x) \(top)V\(bottom)") }
      if let lane = net.lanes[layer + 1] {
        pieces.append("M\(x) \(self.lane(lane))H\(lefts[layer + 1])")
      }
      for end in net.ends where layout.nodes[end.node].layer == layer + 1 {
        let y = layout.nodes[end.node].y + SVGDiagram.middle(ofRow: end.row)
        let piece = "M\(x) \(y)H\(lefts[layer + 1])"
        if end.key.isMandatory { pieces.append(piece) } else { loose.append(piece) }
        mark(end, x: lefts[layer + 1], y: y)
      }
    }
    if !pieces.isEmpty { paths.append(path(pieces, isLoose: isLoose)) }
    if !loose.isEmpty { paths.append(path(loose, isLoose: true)) }
    let right = lefts[start] + (layout.nodes[net.source].table.map { widths[$0] } ?? 0)
    if let end = net.ends.first, end.isReversed {
      many(x: right, y: port(net), towards: 1, isUnique: end.key.isUnique)
    } else {
      one(x: right, y: port(net), towards: 1)
    }
  }

  private mutating func draw(_ loop: DiagramLayout.Loop) {
    let node = layout.nodes[loop.node]
    let right = lefts[node.layer] + (node.table.map { widths[$0] } ?? 0)
    // Above the point at which the lines to the table leave it.
    let (from, to) = (node.y + SVGDiagram.port - 8, node.y + SVGDiagram.middle(ofRow: loop.row))
    let x = right + Self.ending - 2
    paths.append(
      path(["M\(right) \(from)H\(x)V\(to)H\(right)"], isLoose: !loop.key.isMandatory)
    )
    one(x: right, y: from, towards: 1)
    many(x: right, y: to, towards: 1, isUnique: loop.key.isUnique)
  }

  private func path(_ pieces: [String], isLoose: Bool) -> String {
    "<path class=\"line\(isLoose ? " loose" : "")\" d=\"\(pieces.joined())\"/>"
  }

  // MARK: Marks

  private mutating func mark(_ end: DiagramLayout.End, x: Int, y: Int) {
    if end.isReversed {
      one(x: x, y: y, towards: -1)
    } else {
      many(x: x, y: y, towards: -1, isUnique: end.key.isUnique)
    }
  }

  /// One row: a bar across the line.
  private mutating func one(x: Int, y: Int, towards direction: Int) {
    marks.append(path(["M\(x + 8 * direction) \(y - 5)V\(y + 5)"], isLoose: false))
  }

  /// None or more rows: a crow's foot and a ring; none or one: a bar and a ring.
  private mutating func many(x: Int, y: Int, towards direction: Int, isUnique: Bool) {
    let tip = x + 10 * direction
    let foot =
      isUnique
      ? "M\(x + 6 * direction) \(y - 5)V\(y + 5)" : "M\(x) \(y - 5)L\(tip) \(y)L\(x) \(y + 5)"
    marks.append(path([foot], isLoose: false))
    marks.append("<circle class=\"mark\" cx=\"\(tip + 4 * direction)\" cy=\"\(y)\" r=\"3.5\"/>")
  }
}
